import { type HealthState, healthOf } from "#lib/creators/health";
import type { CreatorRow } from "#lib/creators/queries";
import type { Tone } from "#components/ui/tone";

/** The colour of each state; its word stands beside it. */
export const toneOf: Record<HealthState, Tone> = {
  reconnect_now: "stop",
  reconnect_soon: "wait",
  limited: "held",
  disconnected: "draft",
  ready: "live",
};

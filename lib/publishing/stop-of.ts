import { type Failure, failure } from "#lib/errors/failure";
import type { Stop } from "./ports";

/** What a workspace's link to a creator says about sending: nothing, paused, or that there is no link any more. */
export function stopOf(link: { pausedAt: Date | null; why: string | null } | null): Stop | null {
  if (!link) return { code: "connect.access_ended" };
  return link.pausedAt ? { code: "queue.paused", reason: link.why ?? "" } : null;
}

/** The same as a failure of the post. */
export function whyStopped(stop: Stop | null, at: string): Failure | undefined {
  if (stop?.code === "queue.paused") return failure("queue.paused", { reason: stop.reason }, { at });
  return stop ? failure("connect.access_ended", {}, { at }) : undefined;
}

import { missingScopes } from "#lib/tiktok/scopes";

/** What decides how a connection is; a part of the grant. */
export type GrantFacts = {
  state: "active" | "reconnect_needed" | "disconnected";
  requestedScopes: readonly string[];
  grantedScopes: readonly string[];
  /** ISO 8601. */
  refreshExpiresAt: string;
};

export type HealthState = "reconnect_now" | "reconnect_soon" | "limited" | "disconnected" | "ready";

/** How a connection is. `missing`: TikTok's names of what was asked for and not granted. */
export type Health = {
  state: HealthState;
  word: string;
  /** Whole days until it has to be reconnected, rounded down; null where there is no such day. */
  daysLeft: number | null;
  /** How loud to warn of that day: 30, 7 and 1 days ahead. */
  warning: "month" | "week" | "day" | null;
  missing: string[];
};

const DAY_MS = 24 * 60 * 60_000;

const words: Record<HealthState, string> = {
  reconnect_now: "Reconnect now",
  reconnect_soon: "Reconnect soon",
  limited: "Limited",
  disconnected: "Disconnected",
  ready: "Ready",
};

/** Worst first: the order of the table of accounts. A month's warning can wait for what doesn't work today. */
const severity: Record<HealthState, number> = {
  reconnect_now: 0,
  reconnect_soon: 1,
  limited: 2,
  disconnected: 4,
  ready: 5,
};
const rank = ({ state, warning }: Health) =>
  warning === "month" && state !== "limited" ? 3 : severity[state];

/**
 * How a connection is at `now` (ms). The day by which it has to be reconnected is the one that TikTok told with the
 * permission, never a constant: https://developers.tiktok.com/doc/oauth-user-access-token-management
 */
export function healthOf(grant: GrantFacts | null, asked: readonly string[], now: number): Health {
  const none = { daysLeft: null, warning: null };
  const told = (state: HealthState) => ({ state, word: words[state] });
  if (!grant || grant.state === "disconnected") return { ...told("disconnected"), ...none, missing: [] };
  const requested = [...new Set([...grant.requestedScopes, ...asked])];
  const missing = missingScopes(requested, grant.grantedScopes);
  const left = Date.parse(grant.refreshExpiresAt) - now;
  if (grant.state === "reconnect_needed" || left <= 0) return { ...told("reconnect_now"), ...none, missing };
  const warning = left <= DAY_MS ? "day" : left <= 7 * DAY_MS ? "week" : left <= 30 * DAY_MS ? "month" : null;
  const limited = missing.length > 0 && (warning === null || warning === "month");
  const state = limited ? "limited" : warning ? "reconnect_soon" : "ready";
  return { ...told(state), daysLeft: Math.floor(left / DAY_MS), warning, missing };
}

/** Sorts worse before better, and within the same the one that runs out first. */
export function worseFirst(one: Health, other: Health): number {
  return rank(one) - rank(other) || (one.daysLeft ?? 0) - (other.daysLeft ?? 0);
}

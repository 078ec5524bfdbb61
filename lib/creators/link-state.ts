/** How far a connect link has come. */
export type LinkState = "sent" | "opened" | "connected" | "expired" | "revoked";

export const LINK_WORDS: Record<LinkState, string> = {
  sent: "Sent",
  opened: "Opened",
  connected: "Connected",
  expired: "Expired",
  revoked: "Taken back",
};

type Dates = { openedAt: Date | null; usedAt: Date | null; revokedAt: Date | null; expiresAt: Date };

/** The state of a link at `now` (ms): what was reached counts more than what came later. */
export function linkStateOf({ openedAt, usedAt, revokedAt, expiresAt }: Dates, now: number): LinkState {
  if (usedAt) return "connected";
  if (revokedAt) return "revoked";
  if (expiresAt.getTime() <= now) return "expired";
  return openedAt ? "opened" : "sent";
}

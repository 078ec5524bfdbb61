import type { Tone } from "#components/ui/tone";
import { checkPermissions, type PermissionCheck } from "#lib/creators/features";
import { type Health, type HealthState, healthOf, worseFirst } from "#lib/creators/health";
import type { CreatorRow, GrantView } from "#lib/creators/queries";

/** A connected TikTok account as these pages show it. */
export type Account = {
  id: string;
  /** "@lena.rooftop", or the display name where TikTok gave no handle. */
  name: string;
  displayName: string;
  avatarUrl: string | null;
  health: Health;
  check: PermissionCheck;
  grant: GrantView | null;
};

/** The colour of each state; its word stands beside it. */
export const toneOf: Record<HealthState, Tone> = {
  reconnect_now: "stop",
  reconnect_soon: "wait",
  limited: "held",
  disconnected: "draft",
  ready: "live",
};

/** The word on the button that mends a state; none where nothing is to mend. */
export const remedyOf: Record<HealthState, string | null> = {
  reconnect_now: "Reconnect",
  reconnect_soon: "Reconnect",
  limited: "Turn on what is missing",
  disconnected: "Connect again",
  ready: null,
};

/** How an account is called: by its handle, or by its display name. */
export const nameOf = ({ handle, displayName }: Pick<CreatorRow, "handle" | "displayName">): string =>
  handle ? `@${handle}` : displayName || "A TikTok account";

/** @param asked the permissions that this copy asks for now; @param now ms */
export function accountOf(
  row: Omit<CreatorRow, "addedAt">,
  { asked, now }: { asked: readonly string[]; now: number },
): Account {
  const { id, displayName, avatarUrl, grant } = row;
  const requested = [...(grant?.requestedScopes ?? []), ...asked];
  return {
    id,
    name: nameOf(row),
    displayName,
    avatarUrl,
    grant,
    health: healthOf(grant, asked, now),
    check: checkPermissions(requested, grant?.grantedScopes ?? []),
  };
}

/** The accounts of a workspace, worst first. */
export function accountsOf(
  rows: readonly CreatorRow[],
  facts: { asked: readonly string[]; now: number },
): Account[] {
  return rows
    .map((row) => accountOf(row, facts))
    .sort((a, b) => worseFirst(a.health, b.health) || a.name.localeCompare(b.name));
}

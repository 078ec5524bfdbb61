import { and, eq, gt, isNull } from "drizzle-orm";
import {
  connectLink,
  connectRequest,
  creator,
  grant,
  user,
  workspace,
  workspaceCreator,
} from "#lib/db/schema";
import { hashLinkSecret } from "#lib/workspaces/link-secret";
import type { Ground } from "#lib/workspaces/scope";
import { linkStateOf } from "./link-state";
import { hashState } from "./start-connect";

/** How long the browser that used a link may still complete what was left off, ms. */
export const RECEIPT_LIFETIME_MS = 60 * 60_000;

/** Who asks, as the page behind the link tells it. Times are ISO 8601, UTC. */
type Asking = {
  workspaceName: string;
  timeZone: string;
  from: { name: string; email: string | null } | null;
  /** The account that is asked for; null where whoever consents is meant. */
  expected: string | null;
  expiresAt: string;
};

/** `connected` is told to the browser alone that used the link, and for an hour: it may complete what was left off. */
export type ConnectLinkView =
  | { kind: "unknown" }
  | ({ kind: "open" } & Asking)
  | ({ kind: "expired" } & Asking)
  | ({ kind: "used" } & Asking)
  | ({ kind: "revoked" } & Asking)
  | ({ kind: "connected"; account: string; requested: string[]; granted: string[] } & Asking);

export type Visit = {
  secret: string;
  /** The state of the request by which this browser used the link, where it did. */
  receipt: string | undefined;
};

/** A link, with the creator that its browser may still complete. */
export type FoundLink = typeof connectLink.$inferSelect & { mayComplete: string | null };

/** Finds a link by its secret. `mayComplete` is set for the browser that used it. */
export async function findConnectLink(
  { db, clock }: Ground,
  { secret, receipt }: Visit,
): Promise<FoundLink | undefined> {
  const [link] = await db
    .select()
    .from(connectLink)
    .where(eq(connectLink.tokenHash, hashLinkSecret(secret)));
  if (!link) return undefined;
  if (!link.usedAt || !link.connectedCreatorId || !receipt) return { ...link, mayComplete: null };
  const [request] = await db
    .select({ id: connectRequest.id })
    .from(connectRequest)
    .where(
      and(
        eq(connectRequest.stateHash, hashState(receipt)),
        eq(connectRequest.linkId, link.id),
        gt(connectRequest.usedAt, new Date(clock.now() - RECEIPT_LIFETIME_MS)),
      ),
    );
  return { ...link, mayComplete: request ? link.connectedCreatorId : null };
}

/** What the page behind a link shows. Looking uses nothing up: mail scanners look too. */
export async function viewConnectLink(ground: Ground, visit: Visit): Promise<ConnectLinkView> {
  const link = await findConnectLink(ground, visit);
  if (!link) return { kind: "unknown" };
  const asking = await readAsking(ground, link);
  const state = linkStateOf(link, ground.clock.now());
  if (state === "expired" || state === "revoked") return { kind: state, ...asking };
  if (state !== "connected") return { kind: "open", ...asking };
  const held = link.mayComplete ? await readHeld(ground, link.workspaceId, link.mayComplete) : undefined;
  return held ? { kind: "connected", ...held, ...asking } : { kind: "used", ...asking };
}

/** Notes that somebody has opened the link, the first time. */
export async function noteOpened({ db, clock }: Ground, secret: string): Promise<void> {
  await db
    .update(connectLink)
    .set({ openedAt: new Date(clock.now()) })
    .where(and(eq(connectLink.tokenHash, hashLinkSecret(secret)), isNull(connectLink.openedAt)));
}

const nameOf = (row: { handle: string | null; displayName: string } | null) =>
  row ? (row.handle ? `@${row.handle}` : row.displayName || "this account") : null;

async function readAsking({ db }: Ground, link: FoundLink): Promise<Asking> {
  const [row] = await db
    .select({
      workspaceName: workspace.name,
      timeZone: workspace.timeZone,
      name: user.name,
      email: user.email,
      // The id first: a left join whose first column is null counts as none at all.
      creator: { id: creator.id, handle: creator.handle, displayName: creator.displayName },
    })
    .from(connectLink)
    .innerJoin(workspace, eq(workspace.id, connectLink.workspaceId))
    .leftJoin(user, eq(user.id, connectLink.createdBy))
    .leftJoin(creator, eq(creator.id, connectLink.creatorId))
    .where(eq(connectLink.id, link.id));
  const name = row?.name ?? row?.email;
  return {
    workspaceName: row?.workspaceName ?? "A workspace",
    timeZone: row?.timeZone ?? "UTC",
    from: name ? { name, email: row?.email ?? null } : null,
    expected: nameOf(row?.creator ?? null),
    expiresAt: link.expiresAt.toISOString(),
  };
}

/** What the workspace holds of a creator now; nothing once it was ended. */
async function readHeld({ db }: Ground, workspaceId: string, creatorId: string) {
  const [row] = await db
    .select({
      handle: creator.handle,
      displayName: creator.displayName,
      requested: grant.requestedScopes,
      granted: grant.grantedScopes,
    })
    .from(workspaceCreator)
    .innerJoin(creator, eq(creator.id, workspaceCreator.creatorId))
    .innerJoin(grant, and(eq(grant.creatorId, creator.id), eq(grant.state, "active")))
    .where(and(eq(workspaceCreator.workspaceId, workspaceId), eq(workspaceCreator.creatorId, creatorId)));
  if (!row) return undefined;
  return { account: nameOf(row) ?? "this account", requested: row.requested, granted: row.granted };
}

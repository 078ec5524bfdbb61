import { and, eq, gt, isNotNull, isNull, or } from "drizzle-orm";
import type { Tx } from "#lib/db/open";
import { connectLink, connectRequest, workspaceCreator } from "#lib/db/schema";
import { type Failure, failure } from "#lib/errors/failure";
import { readProfile } from "#lib/tiktok/read-profile";
import type { Tokens } from "#lib/tiktok/tokens";
import { type ConnectRequest, exchangeReturn, giveBack, type Return } from "./exchange-return";
import type { Reach } from "./reach";
import { recordGrant, recordProfile } from "./record-grant";
import { hashState } from "./start-connect";

export type ConnectedByLink =
  | { kind: "connected"; creatorId: string; workspaceId: string }
  | { kind: "failed"; failure: Failure };

/** Undoes what a return has written when the link turns out to be used or taken back. */
class LinkEnded extends Error {}

/** Does this state belong to a visit that came by a connect link? */
export async function isLinkState({ db }: Pick<Reach, "db">, state: string): Promise<boolean> {
  const [row] = await db
    .select({ id: connectRequest.id })
    .from(connectRequest)
    .where(and(eq(connectRequest.stateHash, hashState(state)), isNotNull(connectRequest.linkId)));
  return row !== undefined;
}

/**
 * Ends what `followConnectLink` began: keeps the grant, lets the workspace in, and counts the link as used, all at once.
 * The caller has made sure that this is the browser that began. No session is made or changed.
 */
export async function finishConnectLink(
  reach: Reach & { redirectUri: string },
  back: Return,
): Promise<ConnectedByLink> {
  const { db, clock, app } = reach;
  const now = new Date(clock.now());
  const support = { at: now.toISOString(), endpoint: "authorize" };
  const [request] = await db
    .update(connectRequest)
    .set({ usedAt: now })
    .where(
      and(
        eq(connectRequest.stateHash, hashState(back.state ?? "")),
        isNotNull(connectRequest.linkId),
        isNull(connectRequest.usedAt),
        gt(connectRequest.expiresAt, now),
      ),
    )
    .returning();
  if (!request) return { kind: "failed", failure: failure("connect.wrong_state", {}, support) };
  const ended: ConnectedByLink = { kind: "failed", failure: failure("connect.link_expired", {}, support) };
  // Looked at before TikTok is asked, so that nothing is granted for a link that has ended meanwhile.
  if (!(await isStillOpen(reach, request))) return ended;
  const exchanged = await exchangeReturn(reach, request, back);
  if (exchanged.kind === "failed") return exchanged;
  const { tokens } = exchanged;
  try {
    const creatorId = await db.transaction((tx) => letIn(reach, tx, request, tokens));
    const profile = await readProfile(app, tokens.accessToken, tokens.scopes);
    if (profile.kind === "ok") await recordProfile(reach, creatorId, profile.value);
    return { kind: "connected", creatorId, workspaceId: request.workspaceId };
  } catch (problem) {
    if (!(problem instanceof LinkEnded)) throw problem;
    await giveBack(reach, tokens);
    return ended;
  }
}

async function isStillOpen({ db }: Reach, { linkId, creatorId }: ConnectRequest): Promise<boolean> {
  const [link] = await db
    .select()
    .from(connectLink)
    .where(eq(connectLink.id, linkId ?? ""));
  if (!link || link.revokedAt) return false;
  return link.usedAt === null || link.connectedCreatorId === creatorId;
}

/** Grant, link to the workspace and the end of the connect link: whole, or not at all. */
async function letIn(reach: Reach, tx: Tx, request: ConnectRequest, tokens: Tokens): Promise<string> {
  const at = new Date(reach.clock.now());
  const { workspaceId, scopes } = request;
  const creatorId = await recordGrant({ ...reach, db: tx }, { tokens, requestedScopes: scopes });
  const [used] = await tx
    .update(connectLink)
    .set({ usedAt: at, connectedCreatorId: creatorId })
    .where(
      and(
        eq(connectLink.id, request.linkId ?? ""),
        isNull(connectLink.revokedAt),
        or(isNull(connectLink.usedAt), eq(connectLink.connectedCreatorId, creatorId)),
      ),
    )
    .returning({ createdBy: connectLink.createdBy });
  if (!used) throw new LinkEnded();
  await tx
    .insert(workspaceCreator)
    .values({ workspaceId, creatorId, addedBy: used.createdBy, createdAt: at })
    .onConflictDoNothing();
  return creatorId;
}

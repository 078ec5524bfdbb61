import { and, eq, gt, isNull } from "drizzle-orm";
import { connectRequest, workspaceCreator } from "#lib/db/schema";
import { type Failure, failure } from "#lib/errors/failure";
import { readProfile } from "#lib/tiktok/read-profile";
import { may } from "#lib/workspaces/roles";
import { enterWorkspace } from "#lib/workspaces/scope";
import { exchangeReturn, type Return } from "./exchange-return";
import type { Reach } from "./reach";
import { recordGrant, recordProfile } from "./record-grant";
import { hashState } from "./start-connect";

export type Connected =
  | { kind: "connected"; creatorId: string; workspaceId: string; returnTo: string }
  | { kind: "failed"; failure: Failure; returnTo: string | null };

/**
 * Ends what `startConnect` began: uses the state up, exchanges the code, keeps the grant and links the creator to the
 * workspace. Only the person who began it can end it, and only while they still may.
 */
export async function finishConnect(
  reach: Reach & { redirectUri: string },
  userId: string,
  back: Return,
): Promise<Connected> {
  const { db, clock, app } = reach;
  const now = clock.now();
  const support = { at: new Date(now).toISOString(), endpoint: "authorize" };
  const [request] = await db
    .update(connectRequest)
    .set({ usedAt: new Date(now) })
    .where(
      and(
        eq(connectRequest.stateHash, hashState(back.state ?? "")),
        eq(connectRequest.userId, userId),
        isNull(connectRequest.linkId),
        isNull(connectRequest.usedAt),
        gt(connectRequest.expiresAt, new Date(now)),
      ),
    )
    .returning();
  if (!request)
    return { kind: "failed", failure: failure("connect.wrong_state", {}, support), returnTo: null };
  const { returnTo, workspaceId } = request;
  const actor = await enterWorkspace(db, userId, workspaceId);
  if (!actor || !may(actor.role, "creator:connect"))
    return { kind: "failed", failure: failure("connect.wrong_state", {}, support), returnTo };
  const exchanged = await exchangeReturn(reach, request, back);
  if (exchanged.kind === "failed") return { ...exchanged, returnTo };
  const { tokens } = exchanged;
  const creatorId = await recordGrant(reach, { tokens, requestedScopes: request.scopes });
  await db
    .insert(workspaceCreator)
    .values({ workspaceId, creatorId, addedBy: userId, createdAt: new Date(now) })
    .onConflictDoNothing();
  const profile = await readProfile(app, tokens.accessToken, tokens.scopes);
  // The name is a comfort; the connection stands without it.
  if (profile.kind === "ok") await recordProfile(reach, creatorId, profile.value);
  return { kind: "connected", creatorId, workspaceId, returnTo };
}

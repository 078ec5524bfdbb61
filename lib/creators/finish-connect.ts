import { and, eq, gt, isNull } from "drizzle-orm";
import { connectRequest, creator, workspaceCreator } from "#lib/db/schema";
import { type Failure, failure } from "#lib/errors/failure";
import { recognise } from "#lib/errors/recognise";
import { explain } from "#lib/tiktok/explain";
import { readProfile } from "#lib/tiktok/read-profile";
import { exchangeCode, revokeToken } from "#lib/tiktok/tokens";
import { open } from "#lib/vault/seal";
import { may } from "#lib/workspaces/roles";
import { enterWorkspace } from "#lib/workspaces/scope";
import type { Reach } from "./reach";
import { recordGrant, recordProfile } from "./record-grant";
import { hashState, verifierPlace } from "./start-connect";

/** What came back from TikTok's page, as its query says. */
export type Return = {
  state: string | null;
  code: string | null;
  error: string | null;
  errorType: string | null;
  errCode: string | null;
};

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
  const { db, clock, app, keys } = reach;
  const now = clock.now();
  const support = { at: new Date(now).toISOString(), endpoint: "authorize" };
  const [request] = await db
    .update(connectRequest)
    .set({ usedAt: new Date(now) })
    .where(
      and(
        eq(connectRequest.stateHash, hashState(back.state ?? "")),
        eq(connectRequest.userId, userId),
        isNull(connectRequest.usedAt),
        gt(connectRequest.expiresAt, new Date(now)),
      ),
    )
    .returning();
  if (!request)
    return { kind: "failed", failure: failure("connect.wrong_state", {}, support), returnTo: null };
  const { returnTo, workspaceId } = request;
  const failed = (cause: Failure): Connected => ({ kind: "failed", failure: cause, returnTo });

  const actor = await enterWorkspace(db, userId, workspaceId);
  if (!actor || !may(actor.role, "creator:connect"))
    return failed(failure("connect.wrong_state", {}, support));
  if (back.error || !back.code) {
    const { error: code, errorType, errCode } = back;
    const recognised = recognise({ channel: "authorize", endpoint: "authorize", code, errorType, errCode });
    const args: Record<string, string> = recognised === "unknown" ? { rawCode: code ?? "" } : {};
    return failed({ code: recognised, args, support: { ...support, rawCode: code ?? undefined } });
  }
  const verifier = open(request.verifier, verifierPlace(request.id), keys);
  const exchanged = await exchangeCode(app, { code: back.code, redirectUri: reach.redirectUri, verifier });
  if (exchanged.kind !== "ok") return failed(explain(exchanged));
  const tokens = exchanged.value;

  if (request.creatorId) {
    const wrong = await isSomebodyElse(reach, request.creatorId, tokens.openId);
    if (wrong) {
      // Nobody asked for this profile: what it granted is given back at once.
      await revokeToken(app, tokens.accessToken);
      return failed(wrong);
    }
  }
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

async function isSomebodyElse(
  { db, clock }: Reach,
  creatorId: string,
  openId: string,
): Promise<Failure | undefined> {
  const [expected] = await db.select().from(creator).where(eq(creator.id, creatorId));
  if (expected?.openId === openId) return undefined;
  const [connected] = await db.select().from(creator).where(eq(creator.openId, openId));
  const name = (row: typeof expected) => row?.handle ?? row?.displayName;
  const args = {
    connected: name(connected) ?? "another account",
    expected: name(expected) ?? "this account",
  };
  return failure("connect.wrong_account", args, { at: new Date(clock.now()).toISOString() });
}

import { and, eq, gt, isNull } from "drizzle-orm";
import { connectRequest, creator, grant, workspaceCreator } from "#lib/db/schema";
import { type Failure, failure } from "#lib/errors/failure";
import { recognise } from "#lib/errors/recognise";
import { explain } from "#lib/tiktok/explain";
import { readProfile } from "#lib/tiktok/read-profile";
import { exchangeCode, revokeToken, type Tokens } from "#lib/tiktok/tokens";
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
    const args: Record<string, string> = recognised === "unknown" ? { code: code ?? "" } : {};
    return failed({ code: recognised, args, support: { ...support, rawCode: code ?? undefined } });
  }
  const verifier = open(request.verifier, verifierPlace(request.id), keys);
  const exchanged = await exchangeCode(app, { code: back.code, redirectUri: reach.redirectUri, verifier });
  if (exchanged.kind !== "ok") return failed(explain(exchanged));
  const tokens = exchanged.value;

  if (request.creatorId) {
    const wrong = await refuseSomebodyElse(reach, request.creatorId, tokens);
    if (wrong) return failed(wrong);
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

/** When another profile came back than the one to repair: gives back what it granted, and names both. */
async function refuseSomebodyElse(
  { db, clock, app }: Reach,
  creatorId: string,
  tokens: Tokens,
): Promise<Failure | undefined> {
  const [expected] = await db.select().from(creator).where(eq(creator.id, creatorId));
  if (expected?.openId === tokens.openId) return undefined;
  const [known] = await db
    .select({ handle: creator.handle, displayName: creator.displayName, state: grant.state })
    .from(creator)
    .leftJoin(grant, eq(grant.creatorId, creator.id))
    .where(eq(creator.openId, tokens.openId));
  const profile = known ? undefined : await readProfile(app, tokens.accessToken, tokens.scopes);
  const told = profile?.kind === "ok" ? profile.value : known;
  // Revoking ends everything between us and that profile, so one that is connected in its own right stays as it is.
  if (known?.state !== "active") await revokeToken(app, tokens.accessToken);
  const args = {
    connected: told?.handle || told?.displayName || "another account",
    expected: expected?.handle || expected?.displayName || "this account",
  };
  return failure("connect.wrong_account", args, { at: new Date(clock.now()).toISOString() });
}

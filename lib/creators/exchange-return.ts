import { eq } from "drizzle-orm";
import { type connectRequest, creator, grant } from "#lib/db/schema";
import { type Failure, failure } from "#lib/errors/failure";
import { recognise } from "#lib/errors/recognise";
import { explain } from "#lib/tiktok/explain";
import { readProfile } from "#lib/tiktok/read-profile";
import { exchangeCode, revokeToken, type Tokens } from "#lib/tiktok/tokens";
import { open } from "#lib/vault/seal";
import type { Reach } from "./reach";
import { verifierPlace } from "./start-connect";

/** What came back from TikTok's page, as its query says. */
export type Return = {
  state: string | null;
  code: string | null;
  error: string | null;
  errorType: string | null;
  errCode: string | null;
};

export type ConnectRequest = typeof connectRequest.$inferSelect;

/**
 * Exchanges what TikTok sent back for its permission. Where one creator is repaired, another profile is refused, and what
 * it granted is given back.
 */
export async function exchangeReturn(
  reach: Reach & { redirectUri: string },
  request: ConnectRequest,
  back: Return,
): Promise<{ kind: "tokens"; tokens: Tokens } | { kind: "failed"; failure: Failure }> {
  const { app, keys, clock } = reach;
  if (back.error || !back.code) {
    const { error: code, errorType, errCode } = back;
    const support = { at: new Date(clock.now()).toISOString(), endpoint: "authorize" };
    const recognised = recognise({ channel: "authorize", endpoint: "authorize", code, errorType, errCode });
    const args: Record<string, string> = recognised === "unknown" ? { code: code ?? "" } : {};
    const told = { code: recognised, args, support: { ...support, rawCode: code ?? undefined } };
    return { kind: "failed", failure: told };
  }
  const verifier = open(request.verifier, verifierPlace(request.id), keys);
  const exchanged = await exchangeCode(app, { code: back.code, redirectUri: reach.redirectUri, verifier });
  if (exchanged.kind !== "ok") return { kind: "failed", failure: explain(exchanged) };
  const tokens = exchanged.value;
  const wrong = request.creatorId && (await refuseSomebodyElse(reach, request.creatorId, tokens));
  return wrong ? { kind: "failed", failure: wrong } : { kind: "tokens", tokens };
}

/** When another profile came back than the one to repair: gives back what it granted, and names both. */
async function refuseSomebodyElse(
  reach: Reach,
  creatorId: string,
  tokens: Tokens,
): Promise<Failure | undefined> {
  const { db, clock, app } = reach;
  const [expected] = await db.select().from(creator).where(eq(creator.id, creatorId));
  if (expected?.openId === tokens.openId) return undefined;
  const known = await findByOpenId(reach, tokens.openId);
  const profile = known ? undefined : await readProfile(app, tokens.accessToken, tokens.scopes);
  const told = profile?.kind === "ok" ? profile.value : known;
  await giveBack(reach, tokens);
  const args = {
    connected: calledOf(told) ?? "another account",
    expected: calledOf(expected) ?? "this account",
  };
  return failure("connect.wrong_account", args, { at: new Date(clock.now()).toISOString() });
}

const calledOf = (named: { handle?: string | null; displayName?: string } | undefined) =>
  named?.handle ? `@${named.handle}` : named?.displayName || undefined;

/**
 * Gives a permission back that was not asked for. Revoking ends everything between us and that profile, so one that is
 * connected in its own right stays as it is.
 */
export async function giveBack(reach: Reach, tokens: Tokens): Promise<void> {
  const known = await findByOpenId(reach, tokens.openId);
  if (known?.state !== "active") await revokeToken(reach.app, tokens.accessToken);
}

async function findByOpenId({ db }: Reach, openId: string) {
  const [known] = await db
    .select({ handle: creator.handle, displayName: creator.displayName, state: grant.state })
    .from(creator)
    .leftJoin(grant, eq(grant.creatorId, creator.id))
    .where(eq(creator.openId, openId));
  return known;
}

import { randomInt, randomUUID } from "node:crypto";
import { and, eq, isNull, lt, or } from "drizzle-orm";
import { grant } from "#lib/db/schema";
import { type Failure, failure } from "#lib/errors/failure";
import { explain } from "#lib/tiktok/explain";
import { refreshTokens, type Tokens } from "#lib/tiktok/tokens";
import { SealBroken } from "#lib/vault/seal";
import type { Reach } from "./reach";
import { openAccessToken, openRefreshToken, sealedPair } from "./seal-tokens";
import { replaySpilled, spill } from "./spill";

type Grant = typeof grant.$inferSelect;

export type AccessToken =
  | { kind: "token"; accessToken: string; generation: number; lastCallAt: Date | null }
  | { kind: "failed"; failure: Failure };

// Refreshed when it has less than this left: longer than any single call takes.
const MARGIN_MS = 5 * 60_000;
// Longer than the refresh call's own patience, so that a living owner is never overtaken.
const LEASE_MS = 45_000;
const WAIT_MS = 60_000;

/**
 * The access token of a creator, refreshed first when it is about to run out. Across all processes one at a time
 * refreshes; the others wait and use what it brought. The new pair is committed before it is used for anything, with no
 * other call in between. A network problem never ends a grant.
 * @param stale a generation whose token TikTok has just refused: refresh even though it looks alive
 */
export async function accessToken(reach: Reach, creatorId: string, stale?: number): Promise<AccessToken> {
  try {
    return await openOrRefresh(reach, creatorId, stale);
  } catch (problem) {
    if (!(problem instanceof SealBroken)) throw problem;
    const at = new Date(reach.clock.now()).toISOString();
    return { kind: "failed", failure: failure("connect.key_missing", {}, { at }) };
  }
}

async function openOrRefresh(reach: Reach, creatorId: string, stale?: number): Promise<AccessToken> {
  const { db, clock, keys } = reach;
  const giveUpAt = Date.now() + WAIT_MS;
  for (;;) {
    const [row] = await db.select().from(grant).where(eq(grant.creatorId, creatorId));
    if (!row?.accessToken || !row.refreshToken) return ended(row, clock.now());
    const expiresIn = row.accessExpiresAt.getTime() - clock.now();
    const alive = expiresIn > 0 && row.generation !== stale;
    // A grant that cannot be refreshed any more is used for as long as its last access token lives.
    if (row.state !== "active" && !alive) return ended(row, clock.now());
    if (alive && (expiresIn > MARGIN_MS || row.state !== "active")) {
      return {
        kind: "token",
        accessToken: openAccessToken(creatorId, row.accessToken, keys),
        generation: row.generation,
        lastCallAt: row.lastCallAt,
      };
    }
    const holder = randomUUID();
    if (await takeLease(reach, row, holder)) {
      const result = await refresh(reach, row, holder, alive);
      if (result) return result;
    } else {
      await new Promise((resolve) => setTimeout(resolve, randomInt(100, 250)));
    }
    if (Date.now() > giveUpAt) {
      return {
        kind: "failed",
        failure: failure("tiktok.unreachable", {}, { at: new Date(clock.now()).toISOString() }),
      };
    }
  }
}

function ended(row: Grant | undefined, now: number): AccessToken {
  const support = { at: new Date(now).toISOString() };
  if (row?.failure) return { kind: "failed", failure: row.failure };
  const code = row?.state === "disconnected" || !row ? "connect.disconnected" : "connect.reconnect_needed";
  return { kind: "failed", failure: failure(code, {}, support) };
}

/** Becomes the one who refreshes, and writes down the intent: from here the pair of this generation may be used up. */
async function takeLease({ db, clock }: Reach, row: Grant, holder: string): Promise<boolean> {
  const now = new Date(clock.now());
  const taken = await db
    .update(grant)
    .set({ leaseHolder: holder, leaseUntil: new Date(now.getTime() + LEASE_MS), refreshIntentAt: now })
    .where(
      and(
        eq(grant.creatorId, row.creatorId),
        eq(grant.generation, row.generation),
        or(isNull(grant.leaseUntil), lt(grant.leaseUntil, now)),
      ),
    )
    .returning({ id: grant.creatorId });
  return taken.length === 1;
}

const mine = (row: Grant, holder: string) =>
  and(
    eq(grant.creatorId, row.creatorId),
    eq(grant.generation, row.generation),
    eq(grant.leaseHolder, holder),
  );

/** Refreshes once. `undefined` means: read the row again. */
async function refresh(
  reach: Reach,
  row: Grant,
  holder: string,
  alive: boolean,
): Promise<AccessToken | undefined> {
  const { db, clock, keys, app } = reach;
  const { creatorId, generation } = row;
  // What an earlier refresh brought and the database did not take: the token at hand is used up.
  if ((await replaySpilled(reach, creatorId)) > 0) return undefined;
  const answer = await refreshTokens(app, openRefreshToken(creatorId, row.refreshToken ?? "", keys));
  if (answer.kind === "ok") {
    await keep(reach, row, answer.value);
    return undefined;
  }
  const told = explain(answer);
  const dead = answer.kind === "refused" && answer.code === "invalid_grant";
  await db
    .update(grant)
    .set({
      leaseHolder: null,
      leaseUntil: null,
      ...(dead ? { state: "reconnect_needed" as const, failure: told } : {}),
    })
    .where(mine(row, holder));
  if (dead) return undefined;
  // TikTok could not be asked: the old token serves as long as it lives.
  if (alive && row.accessToken && row.accessExpiresAt.getTime() > clock.now()) {
    const accessToken = openAccessToken(creatorId, row.accessToken, keys);
    return { kind: "token", accessToken, generation, lastCallAt: row.lastCallAt };
  }
  return { kind: "failed", failure: told };
}

/**
 * Commits a new pair. Whoever holds it holds the only one that lives, so not the lease decides but the generation: a
 * holder that slept past its lease still brings its pair home, whatever others have concluded from the used-up one.
 */
async function keep(reach: Reach, { creatorId, generation }: Grant, tokens: Tokens): Promise<void> {
  const { db, clock, keys, dataFolder } = reach;
  const pair = sealedPair(creatorId, tokens, keys, clock.now());
  const free = { leaseHolder: null, leaseUntil: null, refreshIntentAt: null, failure: null };
  try {
    await db
      .update(grant)
      .set({
        ...pair,
        ...free,
        state: "active",
        grantedScopes: tokens.scopes,
        generation: generation + 1,
        refreshedAt: new Date(clock.now()),
      })
      .where(and(eq(grant.creatorId, creatorId), eq(grant.generation, generation)));
  } catch {
    const { accessExpiresAt, refreshExpiresAt, ...sealed } = pair;
    const times = {
      accessExpiresAt: accessExpiresAt.toISOString(),
      refreshExpiresAt: refreshExpiresAt.toISOString(),
    };
    spill(dataFolder, { creatorId, generation, ...sealed, ...times });
    // Once more at once. If that fails too, the pair waits on disk for the next refresh or start.
    await replaySpilled(reach, creatorId);
  }
}

/** Marks a grant as needing its creator, once TikTok has refused a token that a refresh could not replace. */
export async function markReconnectNeeded(
  { db }: Reach,
  creatorId: string,
  generation: number,
  why: Failure,
): Promise<void> {
  await db
    .update(grant)
    .set({ state: "reconnect_needed", accessToken: null, refreshToken: null, failure: why })
    .where(and(eq(grant.creatorId, creatorId), eq(grant.generation, generation)));
}

import { eq, sql } from "drizzle-orm";
import { newId } from "#lib/db/id";
import { creator, grant } from "#lib/db/schema";
import type { Profile } from "#lib/tiktok/read-profile";
import type { Tokens } from "#lib/tiktok/tokens";
import type { Reach } from "./reach";
import { sealedPair } from "./seal-tokens";

/**
 * Keeps what TikTok granted, before the tokens are used for anything. TikTok names the creator by the open id that came
 * with the tokens; the granted scopes are kept beside the requested ones.
 * @returns the creator's id
 */
export async function recordGrant(
  { db, clock, keys }: Reach,
  request: { tokens: Tokens; requestedScopes: readonly string[] },
): Promise<string> {
  const { tokens } = request;
  const now = clock.now();
  const at = new Date(now);
  return db.transaction(async (tx) => {
    const fresh = { id: newId(now), openId: tokens.openId, displayName: "", createdAt: at, updatedAt: at };
    await tx.insert(creator).values(fresh).onConflictDoNothing({ target: creator.openId });
    const [known] = await tx
      .select({ id: creator.id })
      .from(creator)
      .where(eq(creator.openId, tokens.openId));
    if (!known) throw new Error("The creator that was just written is not there.");
    const pair = {
      ...sealedPair(known.id, tokens, keys, now),
      state: "active" as const,
      requestedScopes: [...request.requestedScopes],
      grantedScopes: tokens.scopes,
      connectedAt: at,
      refreshIntentAt: null,
      leaseHolder: null,
      leaseUntil: null,
      failure: null,
    };
    await tx
      .insert(grant)
      .values({ creatorId: known.id, generation: 1, ...pair })
      .onConflictDoUpdate({
        target: grant.creatorId,
        set: { ...pair, generation: sql`${grant.generation} + 1` },
      });
    return known.id;
  });
}

/** Keeps what TikTok tells about a creator. A field that is absent keeps its last value. */
export async function recordProfile(
  { db, clock }: Pick<Reach, "db" | "clock">,
  creatorId: string,
  profile: Partial<Omit<Profile, "openId">>,
): Promise<void> {
  const told = Object.fromEntries(Object.entries(profile).filter(([, value]) => value));
  if (Object.keys(told).length === 0) return;
  await db
    .update(creator)
    .set({ ...told, updatedAt: new Date(clock.now()) })
    .where(eq(creator.id, creatorId));
}

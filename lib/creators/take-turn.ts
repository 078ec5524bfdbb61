import { eq } from "drizzle-orm";
import { callWindow } from "#lib/db/schema";
import type { Ground } from "#lib/workspaces/scope";

// A minute, and two seconds for the way: TikTok counts when a call arrives, we when it leaves.
const WINDOW_MS = 62_000;

/**
 * TikTok's budgets per access token and sliding minute. The three *init* endpoints are taken to share one, because
 * nothing says that they do not.
 * @see https://developers.tiktok.com/doc/tiktok-api-v2-rate-limit
 */
export const BUDGETS = { init: 6, creator_info: 20, status: 30 } as const;
export type Budget = keyof typeof BUDGETS;

/** `at`: when the next call will be within the budget, ms. */
export type Turn = { kind: "granted" } | { kind: "wait"; at: number };

/** Takes one call out of a creator's budget, counted across all processes, or says when there will be one. */
export async function takeTurn({ db, clock }: Ground, creatorId: string, budget: Budget): Promise<Turn> {
  const key = `${creatorId}:${budget}`;
  return db.transaction(async (tx) => {
    await tx.insert(callWindow).values({ key, calls: [] }).onConflictDoNothing();
    const [row] = await tx.select().from(callWindow).where(eq(callWindow.key, key)).for("update");
    const now = clock.now();
    const calls = (row?.calls ?? []).filter((at) => at > now - WINDOW_MS);
    if (calls.length >= BUDGETS[budget]) {
      return { kind: "wait" as const, at: Math.min(...calls) + WINDOW_MS };
    }
    await tx
      .update(callWindow)
      .set({ calls: [...calls, now] })
      .where(eq(callWindow.key, key));
    return { kind: "granted" as const };
  });
}

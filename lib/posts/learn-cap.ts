import { and, count, eq, gt, inArray, sql } from "drizzle-orm";
import { creator, post } from "#lib/db/schema";
import type { Ground } from "#lib/workspaces/scope";
import { CAP_WINDOW_MS } from "./caps";

/**
 * TikTok has said that a creator's day is full: what had gone out through us in the last 24 hours is, for some days, how
 * many we plan for. Other apps count too, so the true number may be higher.
 */
export async function learnCap({ db, clock }: Ground, creatorId: string): Promise<void> {
  const now = clock.now();
  const [row] = await db
    .select({ sent: count() })
    .from(post)
    .where(
      and(
        eq(post.creatorId, creatorId),
        gt(post.publishAt, new Date(now - CAP_WINDOW_MS)),
        inArray(post.state, ["processing", "published", "unconfirmed"]),
        sql`${post.content} ->> 'mode' = 'direct'`,
      ),
    );
  const dailyCap = Math.max(1, row?.sent ?? 0);
  await db
    .update(creator)
    .set({ dailyCap, dailyCapSeenAt: new Date(now) })
    .where(eq(creator.id, creatorId));
}

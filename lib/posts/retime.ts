import { and, eq, isNull, lt, or, sql } from "drizzle-orm";
import { newId } from "#lib/db/id";
import type { PostEventWhy, RecordedActor } from "#lib/db/json";
import type { Tx } from "#lib/db/open";
import { post, postEvent } from "#lib/db/schema";
import type { LoadedPost } from "./load-post";

/**
 * Gives a scheduled post another time, in the caller's transaction. The fence rises, so that a worker that has just
 * taken the post for its old time can write nothing any more.
 * @returns false when a worker holds the post, or somebody else was first
 */
export async function retime(
  tx: Tx,
  before: LoadedPost,
  change: { set: Partial<typeof post.$inferInsert>; actor: RecordedActor; why: PostEventWhy; at: number },
): Promise<boolean> {
  const now = new Date(change.at);
  const nobodyHolds = or(isNull(post.leaseUntil), lt(post.leaseUntil, now));
  const same = and(eq(post.id, before.id), eq(post.state, "scheduled"), eq(post.fence, before.fence));
  const moved = await tx
    .update(post)
    .set({ ...change.set, fence: sql`${post.fence} + 1`, updatedAt: now })
    .where(and(same, nobodyHolds))
    .returning({ id: post.id });
  if (moved.length === 0) return false;
  const line = { from: "scheduled", to: "scheduled", actor: change.actor, why: change.why, at: now };
  await tx.insert(postEvent).values({ id: newId(change.at), postId: before.id, ...line });
  return true;
}

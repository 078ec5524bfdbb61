import { and, asc, eq, gt, or } from "drizzle-orm";
import { creator, post } from "#lib/db/schema";
import type { Scope } from "#lib/workspaces/scope";
import { asRow, type PostRow, ROW, type Selected } from "./post-row";

/** Where a page of scheduled posts ended: the next one begins behind it. `at` is ISO 8601. */
export type ScheduledCursor = { at: string; id: string };

/** A page of the workspace's scheduled posts, the next to go out first. */
export async function listScheduled(
  { db, actor }: Scope,
  { after, limit }: { after?: ScheduledCursor; limit: number },
): Promise<{ posts: PostRow[]; next: ScheduledCursor | null }> {
  const conditions = [eq(post.workspaceId, actor.workspaceId), eq(post.state, "scheduled")];
  if (after) {
    const at = new Date(after.at);
    const later = or(gt(post.publishAt, at), and(eq(post.publishAt, at), gt(post.id, after.id)));
    if (later) conditions.push(later);
  }
  const rows = await db
    .select(ROW)
    .from(post)
    .leftJoin(creator, eq(creator.id, post.creatorId))
    .where(and(...conditions))
    .orderBy(asc(post.publishAt), asc(post.id))
    .limit(limit + 1);
  const posts = rows.slice(0, limit).map((row) => asRow(row as Selected));
  const last = posts.at(-1);
  const isMore = rows.length > limit && last?.publishAt;
  return { posts, next: isMore && last.publishAt ? { at: last.publishAt, id: last.id } : null };
}

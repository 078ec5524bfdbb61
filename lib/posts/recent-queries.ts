import { and, desc, eq, gte, ne, notInArray } from "drizzle-orm";
import { post } from "#lib/db/schema";
import type { Scope } from "#lib/workspaces/scope";
import type { RecentCaption } from "./caption-findings";

const DAY_MS = 24 * 60 * 60_000;
/** How far back a text is still the same text to whoever scrolls past it. */
const RECENT_MS = 30 * DAY_MS;
const MOST = 100;

/**
 * What was written for a creator lately in the actor's workspace and went out, or is going to: newest first, at most 100.
 * @param exceptPostId the post that is being written
 */
export async function recentCaptions(
  { db, clock, actor }: Scope,
  creatorId: string,
  exceptPostId: string | null,
): Promise<RecentCaption[]> {
  const rows = await db
    .select({ postId: post.id, content: post.content, publishAt: post.publishAt, at: post.updatedAt })
    .from(post)
    .where(
      and(
        eq(post.workspaceId, actor.workspaceId),
        eq(post.creatorId, creatorId),
        notInArray(post.state, ["draft", "canceled"]),
        gte(post.updatedAt, new Date(clock.now() - RECENT_MS)),
        exceptPostId ? ne(post.id, exceptPostId) : undefined,
      ),
    )
    .orderBy(desc(post.id))
    .limit(MOST);
  return rows
    .filter(({ content }) => content.caption.trim() !== "")
    .map(({ postId, content, publishAt, at }) => ({
      postId,
      caption: content.caption,
      at: (publishAt ?? at).toISOString(),
    }));
}

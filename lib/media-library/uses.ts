import { and, eq, inArray, ne, or, sql } from "drizzle-orm";
import type { PostContent } from "#lib/db/json";
import type { Db, Tx } from "#lib/db/open";
import { creator, media, post } from "#lib/db/schema";
import type { Use } from "./use";

// In the words of the indexes post_video and post_photos.
const VIDEO = sql<string>`(${post.content} ->> 'mediaId')`;
const PHOTOS = sql`(${post.content} -> 'photos' -> 'mediaIds')`;

/** Does a post's content name the file, for the kind that it is or for the one that it was before? */
const holds = (mediaId: string) =>
  or(eq(VIDEO, mediaId), sql`${PHOTOS} @> ${JSON.stringify(mediaId)}::jsonb`);

/** What is cancelled has let go. */
const holding = (workspaceId: string) => and(eq(post.workspaceId, workspaceId), ne(post.state, "canceled"));

/**
 * Whether some post holds on to a file of the library: one look into an index for each file, however many posts there are. Said
 * plainly (`exists`, or `=` with `limit 1`), it would tempt the database to go through the posts until one holds the file, which
 * is fast as long as most do, and for a file that none holds takes them all.
 */
export const isHeld = (workspaceId: string) => {
  const video = sql`(select true from ${post} where ${holding(workspaceId)} and ${VIDEO} >= ${media.id} and ${VIDEO} <= ${media.id}
    order by ${VIDEO} limit 1)`;
  const photo = sql`(select bool_or(true) from ${post} where ${holding(workspaceId)} and ${PHOTOS} @> to_jsonb(${media.id}))`;
  return sql<boolean>`coalesce(case ${media.facts} ->> 'kind' when 'photo' then ${photo} else ${video} end, false)`;
};

/** Which posts of a workspace hold on to a file, newest first. Cancelled ones have let go. At most 200. */
export async function usesOf(
  db: Db | Tx,
  workspaceId: string,
  mediaId: string,
  states?: readonly string[],
): Promise<Use[]> {
  const inState = states ? inArray(post.state, [...states]) : ne(post.state, "canceled");
  const rows = await db
    .select({
      ...{ postId: post.id, state: post.state, content: post.content, publishAt: post.publishAt },
      ...{ handle: creator.handle, displayName: creator.displayName },
    })
    .from(post)
    .leftJoin(creator, eq(creator.id, post.creatorId))
    .where(and(eq(post.workspaceId, workspaceId), inState, holds(mediaId)))
    .orderBy(sql`${post.id} desc`)
    .limit(200);
  return rows.map(({ postId, state, content, publishAt, handle, displayName }) => ({
    ...{ postId, state },
    account: handle ? `@${handle}` : displayName,
    caption: textOf(content),
    publishAt: publishAt?.toISOString() ?? null,
  }));
}

const textOf = ({ caption, photos, kind }: PostContent): string =>
  (kind === "photo" && photos?.title ? photos.title : caption).slice(0, 80);

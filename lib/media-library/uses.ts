import { and, eq, inArray, ne, or, sql } from "drizzle-orm";
import { union } from "drizzle-orm/pg-core";
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

/** A condition on a file: some post holds on to it. It goes through the workspace's posts once, however many files there are. */
export const isHeld = (workspaceId: string) => sql`exists (
  select 1 from (
    select ${VIDEO} as id from ${post} where ${holding(workspaceId)}
    union all
    select jsonb_array_elements_text(${PHOTOS}) as id from ${post} where ${holding(workspaceId)}
  ) held where held.id = ${media.id})`;

/** Which of these files some post holds on to. */
export async function heldAmong(db: Db, workspaceId: string, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const photo = sql<string>`photo.id`;
  const each = sql`jsonb_array_elements_text(${PHOTOS}) as photo(id)`;
  const these = sql.join(
    ids.map((id) => sql`${id}`),
    sql`, `,
  );
  const rows = await union(
    db
      .selectDistinct({ id: VIDEO.as("id") })
      .from(post)
      .where(and(holding(workspaceId), inArray(VIDEO, [...ids]))),
    db
      .selectDistinct({ id: photo.as("id") })
      .from(post)
      .innerJoin(sql`lateral ${each}`, sql`true`)
      .where(and(holding(workspaceId), sql`${PHOTOS} ?| array[${these}]::text[]`)),
  );
  return new Set(rows.map(({ id }) => id));
}

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

import { and, eq, inArray, ne, or, sql } from "drizzle-orm";
import type { PostContent } from "#lib/db/json";
import type { Db, Tx } from "#lib/db/open";
import { creator, post } from "#lib/db/schema";
import type { Use } from "./use";

/** Does a post's content name the file, for the kind that it is or for the one that it was before? */
export const holds = (mediaId: string) =>
  or(
    eq(sql`${post.content} ->> 'mediaId'`, mediaId),
    sql`coalesce(${post.content} -> 'photos' -> 'mediaIds', '[]'::jsonb) @> ${JSON.stringify([mediaId])}::jsonb`,
  );

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

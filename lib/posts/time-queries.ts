import { and, asc, desc, eq, gt, gte, inArray, lt, lte, or, type SQL } from "drizzle-orm";
import { creator, post } from "#lib/db/schema";
import type { Scope } from "#lib/workspaces/scope";
import { asRow, type PostRow, ROW, type Selected } from "./post-row";
import type { PostState } from "./states";

/** Where a page of posts ended: the next one begins behind it. `at` is ISO 8601. */
export type TimeCursor = { at: string; id: string };

type ByTime = {
  states: readonly PostState[];
  /** ms; `to` is left out. */
  from?: number;
  to?: number;
  newestFirst?: boolean;
  /** Only where the earliest stand first. */
  after?: TimeCursor;
  limit: number;
};

/** A page of the workspace's posts in the order of their promised times. Those without one are left out. */
export async function listByTime(
  { db, actor }: Scope,
  { states, from, to, newestFirst = false, after, limit }: ByTime,
): Promise<{ posts: PostRow[]; next: TimeCursor | null }> {
  const conditions: (SQL | undefined)[] = [
    eq(post.workspaceId, actor.workspaceId),
    inArray(post.state, [...states]),
    gte(post.publishAt, new Date(from ?? 0)),
    to === undefined ? undefined : lt(post.publishAt, new Date(to)),
    after && behind(after),
  ];
  const order = newestFirst ? desc : asc;
  const rows = await db
    .select(ROW)
    .from(post)
    .leftJoin(creator, eq(creator.id, post.creatorId))
    .where(and(...conditions))
    .orderBy(order(post.publishAt), order(post.id))
    .limit(limit + 1);
  const posts = rows.slice(0, limit).map((row) => asRow(row as Selected));
  const last = posts.at(-1);
  const next = rows.length > limit && last?.publishAt ? { at: last.publishAt, id: last.id } : null;
  return { posts, next };
}

/** What stands behind a cursor. The bound on the time alone is what an index can use. */
export function behind({ at, id }: TimeCursor): SQL | undefined {
  const time = new Date(at);
  return and(gte(post.publishAt, time), or(gt(post.publishAt, time), gt(post.id, id)));
}

/** What stands in front of it. */
export function inFrontOf({ at, id }: TimeCursor): SQL | undefined {
  const time = new Date(at);
  return and(lte(post.publishAt, time), or(lt(post.publishAt, time), lt(post.id, id)));
}

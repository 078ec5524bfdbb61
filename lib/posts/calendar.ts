import { and, asc, eq, gte, inArray, lt } from "drizzle-orm";
import { creator, post } from "#lib/db/schema";
import type { Scope } from "#lib/workspaces/scope";
import { type Meter, meterOf } from "./meter";
import { asRow, type PostRow, ROW, type Selected } from "./post-row";
import type { PostState } from "./states";

/** A post that has a time. */
export type CalendarPost = PostRow & { publishAt: string };

export type CalendarRequest = {
  /** ms; `to` is left out. */
  from: number;
  to: number;
  creatorIds?: readonly string[];
  states?: readonly PostState[];
};

export type CalendarView = {
  posts: CalendarPost[];
  /** There are more in this time than are shown: a narrower one, or a filter, shows the rest. */
  more: boolean;
  /** One for each creator that has a post in this time. */
  meters: Meter[];
};

/** A month of an agency; beyond this a screen is no help any more. */
const LIMIT = 1_000;

/** What goes out, and went out, between two moments, earliest first. What was taken out of the plan is left out. */
export async function viewCalendar(scope: Scope, request: CalendarRequest): Promise<CalendarView> {
  const { db, actor } = scope;
  const conditions = [
    eq(post.workspaceId, actor.workspaceId),
    gte(post.publishAt, new Date(request.from)),
    lt(post.publishAt, new Date(request.to)),
    inArray(post.state, [...(request.states ?? SHOWN)]),
  ];
  if (request.creatorIds?.length) conditions.push(inArray(post.creatorId, [...request.creatorIds]));
  const rows = await db
    .select(ROW)
    .from(post)
    .leftJoin(creator, eq(creator.id, post.creatorId))
    .where(and(...conditions))
    .orderBy(asc(post.publishAt), asc(post.id))
    .limit(LIMIT + 1);
  const posts = rows.slice(0, LIMIT).flatMap((each) => {
    const row = asRow(each as Selected);
    return row.publishAt ? [{ ...row, publishAt: row.publishAt }] : [];
  });
  const creatorIds = [...new Set(posts.flatMap((each) => (each.creator ? [each.creator.id] : [])))];
  const meters = [];
  for (const id of creatorIds) meters.push(await meterOf(scope, db, id, request));
  return { posts, more: rows.length > LIMIT, meters };
}

const SHOWN = [
  "in_review",
  "scheduled",
  "preparing",
  "uploading",
  "processing",
  "unconfirmed",
  "blocked",
  "failed",
  "in_inbox",
  "published",
] as const satisfies readonly PostState[];

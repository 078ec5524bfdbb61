import { and, asc, desc, eq, exists, gte, inArray, isNotNull, lt, type SQL } from "drizzle-orm";
import { consent, creator, post } from "#lib/db/schema";
import type { Scope } from "#lib/workspaces/scope";
import { type Meter, meterOf } from "./meter";
import { asRow, type PostRow, ROW, type Selected } from "./post-row";
import type { PostState } from "./states";
import { behind, inFrontOf, type TimeCursor } from "./time-queries";

/** A post that has a time. */
export type CalendarPost = PostRow & { publishAt: string };

/** Which posts of the workspace are looked at. */
export type CalendarFilter = {
  creatorIds?: readonly string[];
  states?: readonly PostState[];
  /** The member who agreed to send the post as it is. */
  scheduledBy?: string;
};

/** ms; `to` is left out. */
type Range = { from: number; to: number };

export type CalendarView = {
  posts: CalendarPost[];
  /** There are more in this time than are shown: a narrower one, or a filter, shows the rest. */
  more: boolean;
};

/** A month of an agency; beyond this a screen is no help any more. */
const LIMIT = 1_000;

/** What goes out, and went out, between two moments, earliest first. What was taken out of the plan is left out. */
export async function viewCalendar(
  scope: Scope,
  { from, to, ...filter }: Range & CalendarFilter,
): Promise<CalendarView> {
  const rows = await select(scope, filter, [
    gte(post.publishAt, new Date(from)),
    lt(post.publishAt, new Date(to)),
  ])
    .orderBy(asc(post.publishAt), asc(post.id))
    .limit(LIMIT + 1);
  return { posts: asPosts(rows.slice(0, LIMIT)), more: rows.length > LIMIT };
}

/** Where a page of the list begins (ms), or which it follows or precedes. */
export type ListPlace = { from: number } | { after: TimeCursor } | { before: TimeCursor };

/** A page of the list, earliest first. The cursors are null where nothing stands before or behind it. */
export type CalendarPage = {
  posts: CalendarPost[];
  earlier: TimeCursor | null;
  later: TimeCursor | null;
};

/** A page of what goes out and went out, from a moment on or beside another page. */
export async function pageCalendar(
  scope: Scope,
  { place, limit, ...filter }: { place: ListPlace; limit: number } & CalendarFilter,
): Promise<CalendarPage> {
  if ("before" in place) {
    const rows = await select(scope, filter, [inFrontOf(place.before)])
      .orderBy(desc(post.publishAt), desc(post.id))
      .limit(limit + 1);
    const posts = asPosts(rows.slice(0, limit)).reverse();
    return { posts, earlier: rows.length > limit ? cursorOf(posts[0]) : null, later: place.before };
  }
  const begin = "from" in place ? gte(post.publishAt, new Date(place.from)) : behind(place.after);
  const rows = await select(scope, filter, [begin])
    .orderBy(asc(post.publishAt), asc(post.id))
    .limit(limit + 1);
  const posts = asPosts(rows.slice(0, limit));
  const later = rows.length > limit ? cursorOf(posts.at(-1)) : null;
  if ("after" in place) return { posts, earlier: place.after, later };
  // An empty id stands in front of every post of the same moment.
  const start = { at: new Date(place.from).toISOString(), id: "" };
  const [before] = await select(scope, filter, [inFrontOf(start)])
    .orderBy(desc(post.publishAt), desc(post.id))
    .limit(1);
  return { posts, earlier: before ? start : null, later };
}

/** The meters of the creators that have posts between two moments. */
export async function viewMeters(
  scope: Scope,
  { from, to, creatorIds }: Range & Pick<CalendarFilter, "creatorIds">,
): Promise<Meter[]> {
  const { db, actor } = scope;
  const found = await db
    .selectDistinct({ id: post.creatorId })
    .from(post)
    .where(
      and(
        eq(post.workspaceId, actor.workspaceId),
        isNotNull(post.creatorId),
        gte(post.publishAt, new Date(from)),
        lt(post.publishAt, new Date(to)),
        inArray(post.state, [...SHOWN]),
        creatorIds?.length ? inArray(post.creatorId, [...creatorIds]) : undefined,
      ),
    )
    .orderBy(asc(post.creatorId));
  const meters = [];
  for (const { id } of found) if (id) meters.push(await meterOf(scope, db, id, { from, to }));
  return meters;
}

function select(
  { db, actor }: Scope,
  { creatorIds, states, scheduledBy }: CalendarFilter,
  place: (SQL | undefined)[],
) {
  const agreed = db
    .select({ id: consent.id })
    .from(consent)
    .where(and(eq(consent.revisionId, post.revisionId), eq(consent.userId, scheduledBy ?? "")));
  return db
    .select(ROW)
    .from(post)
    .leftJoin(creator, eq(creator.id, post.creatorId))
    .where(
      and(
        eq(post.workspaceId, actor.workspaceId),
        ...place,
        inArray(post.state, [...(states ?? SHOWN)]),
        creatorIds?.length ? inArray(post.creatorId, [...creatorIds]) : undefined,
        scheduledBy ? exists(agreed) : undefined,
      ),
    );
}

const asPosts = (rows: readonly object[]): CalendarPost[] =>
  rows.flatMap((each) => {
    const row = asRow(each as Selected);
    return row.publishAt ? [{ ...row, publishAt: row.publishAt }] : [];
  });

const cursorOf = (last: CalendarPost | undefined): TimeCursor | null =>
  last ? { at: last.publishAt, id: last.id } : null;

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

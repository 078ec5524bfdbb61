import { and, desc, eq, inArray, isNotNull, lt, lte, ne, or, type SQL, sql } from "drizzle-orm";
import { isAnybodyAtWork } from "#lib/db/pulse";
import { creator, post } from "#lib/db/schema";
import { type Failure, scopeOf } from "#lib/errors/failure";
import type { Scope } from "#lib/workspaces/scope";
import {
  type FixCount,
  type FixCursor,
  type FixItem,
  type FixPage,
  gather,
  type Standing,
} from "./fix-items";
import { asRow, type PostRow, ROW, type Selected } from "./post-row";
import { NEEDS_FIXING } from "./states";

/** As many posts stand on a page, and are counted. */
export const FIX_LIMIT = 200;

/** What a post waits for, or would stop on. */
const causeOf = ({ state, failure, warning }: PostRow): Failure | null =>
  state === "scheduled" ? warning : failure;

/**
 * What waits for somebody, or would, grouped by cause and account. The posts that stopped last come first: those that
 * nobody ever looked after may pile up, and must not hide what has just happened.
 */
export async function listFix(scope: Scope, after: FixCursor | null = null): Promise<FixPage> {
  const { db, actor } = scope;
  const [rows, standing] = await Promise.all([
    db
      .select(ROW)
      .from(post)
      .leftJoin(creator, eq(creator.id, post.creatorId))
      .where(and(needsFixing(actor.workspaceId), after ? behind(after) : undefined))
      .orderBy(desc(post.updatedAt), desc(post.id))
      .limit(FIX_LIMIT + 1),
    findStanding(scope),
  ]);
  const posts = rows.slice(0, FIX_LIMIT).map((row) => asRow(row as Selected));
  const last = posts.at(-1);
  const next = rows.length > FIX_LIMIT && last ? { at: last.updatedAt, id: last.id } : null;
  return { items: gather(posts.flatMap(asItem)), next, ...standing };
}

function asItem(row: PostRow): FixItem[] {
  const failure = causeOf(row);
  if (!failure) return [];
  const ahead = row.state === "scheduled";
  const key = [ahead ? "ahead" : null, keyOf(row, failure)].filter(Boolean).join(":");
  return [{ key, failure, ahead, creator: row.creator, posts: [row] }];
}

function keyOf(row: PostRow, cause: Failure): string {
  const kind = scopeOf(cause);
  if (kind === "post") return row.id;
  return [cause.code, kind === "creator" ? row.creator?.id : "app"].join(":");
}

const needsFixing = (workspaceId: string) =>
  and(
    eq(post.workspaceId, workspaceId),
    or(inArray(post.state, [...NEEDS_FIXING]), and(eq(post.state, "scheduled"), isNotNull(post.warning))),
  );

/** The bound on the time alone is what the index can use. */
function behind({ at, id }: FixCursor): SQL | undefined {
  const time = new Date(at);
  return and(lte(post.updatedAt, time), or(lt(post.updatedAt, time), lt(post.id, id)));
}

/** What every page of a workspace shows around itself. */
export async function findStanding(scope: Scope): Promise<Standing> {
  const [count, isWorked] = await Promise.all([countFix(scope), isAnybodyAtWork(scope.db)]);
  return { count, isWorked };
}

/** How many posts wait for somebody, for the number beside "Needs fixing". */
export async function countFix({ db, actor }: Scope): Promise<FixCount> {
  const most = db
    .select({ id: post.id })
    .from(post)
    .where(needsFixing(actor.workspaceId))
    .limit(FIX_LIMIT + 1);
  const posts = await db.$count(most.as("most"));
  return { posts: Math.min(posts, FIX_LIMIT), more: posts > FIX_LIMIT };
}

/** How many other posts wait for the same creator or app as this one. */
export async function countSameCause({ db, actor }: Scope, row: PostRow): Promise<number> {
  const cause = causeOf(row);
  if (!cause || scopeOf(cause) === "post") return 0;
  const isAhead = row.state === "scheduled";
  const told = isAhead ? post.warning : post.failure;
  const ofCreator = scopeOf(cause) === "creator" && row.creator;
  return db.$count(
    post,
    and(
      needsFixing(actor.workspaceId),
      ne(post.id, row.id),
      isAhead ? eq(post.state, "scheduled") : ne(post.state, "scheduled"),
      sql`${told} ->> 'code' = ${cause.code}`,
      ofCreator ? eq(post.creatorId, ofCreator.id) : undefined,
    ),
  );
}

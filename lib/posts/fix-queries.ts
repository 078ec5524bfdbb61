import { and, asc, eq, inArray, isNotNull, or } from "drizzle-orm";
import { creator, post } from "#lib/db/schema";
import { type Failure, scopeOf } from "#lib/errors/failure";
import type { Scope } from "#lib/workspaces/scope";
import { asRow, type CreatorName, type PostRow, ROW, type Selected } from "./post-row";
import { NEEDS_FIXING } from "./states";

/**
 * Posts that share one cause: a creator's problem is one item for all of that creator's posts. `ahead`: they are still
 * scheduled and would stop on it.
 */
export type FixItem = {
  key: string;
  failure: Failure;
  ahead: boolean;
  creator: CreatorName | null;
  posts: PostRow[];
};

const FIX_LIMIT = 200;

/** What a post waits for, or would stop on. */
const causeOf = ({ state, failure, warning }: PostRow): Failure | null =>
  state === "scheduled" ? warning : failure;

/** What waits for somebody, or would, grouped by cause and account, the oldest promise first. */
export async function listFix({ db, actor }: Scope): Promise<FixItem[]> {
  const rows = await db
    .select(ROW)
    .from(post)
    .leftJoin(creator, eq(creator.id, post.creatorId))
    .where(needsFixing(actor.workspaceId))
    .orderBy(asc(post.id))
    .limit(FIX_LIMIT);
  const items = new Map<string, FixItem>();
  for (const row of rows.map((each) => asRow(each as Selected))) {
    const cause = causeOf(row);
    if (!cause) continue;
    const ahead = row.state === "scheduled";
    const key = [ahead ? "ahead" : null, keyOf(row, cause)].filter(Boolean).join(":");
    const item = items.get(key) ?? { key, failure: cause, ahead, creator: row.creator, posts: [] };
    item.posts.push(row);
    items.set(key, item);
  }
  const oldest = (item: FixItem) =>
    item.posts.map((each) => each.publishAt ?? each.updatedAt).sort()[0] ?? "";
  // What has stopped comes before what would.
  return [...items.values()].sort(
    (a, b) => Number(a.ahead) - Number(b.ahead) || oldest(a).localeCompare(oldest(b)),
  );
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

/** How many posts wait for somebody, for the number beside "Needs fixing". */
export async function countFix(scope: Scope): Promise<number> {
  return (await listFix(scope)).reduce((sum, { posts }) => sum + posts.length, 0);
}

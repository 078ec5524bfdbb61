import type { Failure } from "#lib/errors/failure";
import type { CreatorName, PostRow } from "./post-row";

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

/** How many posts wait for somebody. `more`: at least one more than are counted. */
export type FixCount = { posts: number; more: boolean };

/** Where a page of what needs fixing ended. `at` is ISO 8601. */
export type FixCursor = { at: string; id: string };

/** What has come to a stop lately, newest first, and where what stopped before it begins. */
/** How many things wait for a person, and whether anybody takes up what is due. */
export type Standing = { count: FixCount; isWorked: boolean };

export type FixPage = Standing & { items: FixItem[]; next: FixCursor | null };

/** "200+": nobody reads more than that, and counting on would cost more than it says. */
export const countText = ({ posts, more }: FixCount): string => `${posts}${more ? "+" : ""}`;

/** Items of one cause become one, also over several pages: what stopped before what would, the newest promise first. */
export function gather(items: readonly FixItem[]): FixItem[] {
  const byKey = new Map<string, FixItem>();
  for (const item of items) {
    const known = byKey.get(item.key)?.posts ?? [];
    // A post that stopped again while pages were read may stand on two of them.
    const fresh = item.posts.filter(({ id }) => !known.some((each) => each.id === id));
    byKey.set(item.key, { ...(byKey.get(item.key) ?? item), posts: [...known, ...fresh] });
  }
  const newest = ({ posts }: FixItem) =>
    posts
      .map(({ publishAt, updatedAt }) => publishAt ?? updatedAt)
      .sort()
      .at(-1) ?? "";
  return [...byKey.values()].sort(
    (a, b) => Number(a.ahead) - Number(b.ahead) || newest(b).localeCompare(newest(a)),
  );
}

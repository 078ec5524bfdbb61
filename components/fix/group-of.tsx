import { guide } from "#components/posts/guide";
import type { Reader } from "#components/posts/reader";
import { rowOf } from "#lib/errors/catalog";
import type { Guidance } from "#lib/errors/guidance";
import type { FixItem } from "#lib/posts/fix-items";
import type { PostRow } from "#lib/posts/queries";

/** Whose turn it is, in the order of the list. */
export const groups = [
  { id: "you", title: "Needs you" },
  { id: "else", title: "Needs someone else" },
  { id: "tiktok", title: "Waiting on TikTok" },
] as const;
export type GroupId = (typeof groups)[number]["id"];

/** One cause with the posts it holds up, the oldest promise first, told to this reader. */
export type ToldItem = {
  key: string;
  item: FixItem;
  posts: readonly [PostRow, ...PostRow[]];
  /** More posts may wait for the same, among what is older than is shown. */
  more: boolean;
  guidance: Guidance;
  group: GroupId;
};

/** When a post was promised; for one without a promise, when it last changed. ISO 8601. */
export const promisedAt = ({ publishAt, updatedAt }: PostRow): string => publishAt ?? updatedAt;

/**
 * Whose turn it is. What time or TikTok puts right is waited for as long as somebody still asks; once nobody does by
 * itself, it is a person's turn.
 */
function groupOf(item: FixItem, guidance: Guidance, isAsked: boolean): GroupId {
  const { fixer } = rowOf(item.failure.code);
  if (guidance.standing === "unconfirmed") return fixer === "nobody" && isAsked ? "tiktok" : "you";
  if (guidance.standing === "waiting" && isAsked && fixer !== "creator") return "tiktok";
  if (fixer === "author" || fixer === "nobody") return "you";
  if (rowOf(item.failure.code).needs) return "you";
  return guidance.chip.owner === "needs you" ? "you" : "else";
}

/** The items of the inbox in words, in the order in which they stand there. */
export function tellItems(
  reader: Reader,
  items: readonly FixItem[],
  { now, isAll }: { now: string; isAll: boolean },
): ToldItem[] {
  const told = items.flatMap((item): ToldItem[] => {
    const [first, ...rest] = item.posts.toSorted((a, b) => promisedAt(a).localeCompare(promisedAt(b)));
    if (!first) return [];
    const guidance = guide(reader, item.failure, first, now);
    const isAsked = item.posts.some(({ dueAt }) => dueAt !== null);
    const group = groupOf(item, guidance, isAsked);
    const more = !isAll && rest.length > 0;
    return [{ key: item.key, item, posts: [first, ...rest], more, guidance, group }];
  });
  return groups.flatMap(({ id }) => told.filter(({ group }) => group === id));
}

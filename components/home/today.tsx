import { distance, shortMoment } from "#lib/errors/moment";
import type { FixCount } from "#lib/posts/fix-items";
import type { PostRow } from "#lib/posts/queries";

const DAY_MS = 24 * 60 * 60_000;

/** "2026-11-24": the day a moment falls on in a zone. */
function dayOf(at: string, timeZone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(new Date(at));
}

export type Day = { timeZone: string; now: string };

export type DayFacts = {
  /** Posts that ended well since the start of yesterday, in any order. */
  done: readonly PostRow[];
  /** Whether `done` may lack some. */
  more: boolean;
  /** Posts that were due since the start of yesterday and wait for somebody. */
  stuck: readonly PostRow[];
  fixCount: FixCount;
  /** Posts on their way at this moment. */
  moving: number;
  /** The next one that goes out, whenever that is. */
  next: PostRow | undefined;
};

const posts = (count: number) => (count === 1 ? "1 post" : `${count} posts`);

/** The day in three sentences: what went out, what needs somebody, what is next. */
export function daySentences(facts: DayFacts, day: Day): string[] {
  return [wentOut(facts, day), needs(facts), whatIsNext(facts, day)].filter(Boolean);
}

/** "All 6 posts went out yesterday, 3 today." */
function wentOut({ done, more, stuck }: DayFacts, { timeZone, now }: Day): string {
  const today = dayOf(now, timeZone);
  const yesterday = dayOf(new Date(Date.parse(now) - DAY_MS).toISOString(), timeZone);
  const on = (there: string) =>
    done.filter((post) => dayOf(post.endedAt ?? post.updatedAt, timeZone) === there);
  const [before, since] = [on(yesterday).length, on(today).length];
  const missed = stuck.filter(
    ({ publishAt }) => publishAt && dayOf(publishAt, timeZone) === yesterday,
  ).length;
  const atLeast = more ? "At least " : "";
  const yesterdayText =
    before + missed === 0
      ? ""
      : missed > 0
        ? `${before} of ${posts(before + missed)} went out yesterday`
        : before === 1
          ? `${atLeast || ""}1 post went out yesterday`
          : `${more ? atLeast : "All "}${posts(before)} went out yesterday`;
  if (yesterdayText) return since > 0 ? `${yesterdayText}, ${since} today so far.` : `${yesterdayText}.`;
  return since > 0 ? `${atLeast}${posts(since)} went out today.` : "";
}

const needs = ({ fixCount }: DayFacts): string =>
  fixCount.posts > 0
    ? `${fixCount.more ? "More than " : ""}${fixCount.posts} ${fixCount.posts === 1 ? "needs" : "need"} fixing.`
    : "Nothing needs you.";

function whatIsNext({ moving, next }: DayFacts, { timeZone, now }: Day): string {
  const onTheWay = moving > 0 ? `${posts(moving)} ${moving === 1 ? "is" : "are"} on the way. ` : "";
  if (!next?.publishAt) return `${onTheWay}Nothing else is planned.`.replace(/^Nothing else/, "Nothing");
  const gap = Date.parse(next.publishAt) - Date.parse(now);
  const at =
    gap < DAY_MS
      ? distance(new Date(next.publishAt), new Date(now))
      : shortMoment(next.publishAt, timeZone, now);
  return `${onTheWay}Next post ${at}.`;
}

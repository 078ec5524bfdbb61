import { shortMoment } from "#lib/errors/moment";
import type { PostRow } from "#lib/posts/queries";

/** "2026-11-24": the day a moment falls on in a zone. */
function dayOf(at: string, timeZone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(new Date(at));
}

export type Day = { timeZone: string; now: string };

export type DayFacts = {
  /** Posts that ended well, newest first. */
  done: readonly PostRow[];
  /** Whether `done` may lack older ones of today. */
  more: boolean;
  fixCount: number;
  /** Posts on their way. */
  moving: number;
};

const posts = (count: number) => (count === 1 ? "1 post" : `${count} posts`);

/** The day in at most three sentences: what went out, what needs somebody, what is on its way. */
export function daySentences({ done, more, fixCount, moving }: DayFacts, { timeZone, now }: Day): string[] {
  const today = dayOf(now, timeZone);
  const ended = done.filter((post) => dayOf(post.endedAt ?? post.updatedAt, timeZone) === today);
  const inbox = ended.filter(({ state }) => state === "in_inbox").length;
  const out = ended.length - inbox;
  const atLeast = more && ended.length === done.length ? "At least " : "";
  const last = done[0];
  const sentences = [
    out > 0 ? `${atLeast}${posts(out)} went out today.` : "",
    inbox > 0 ? `${posts(inbox)} went to a TikTok inbox today.` : "",
    ended.length === 0 && last
      ? `Nothing went out today yet; the last one did ${shortMoment(last.endedAt ?? last.updatedAt, timeZone, now)}.`
      : "",
    moving > 0 ? `${posts(moving)} ${moving === 1 ? "is" : "are"} on the way.` : "",
    fixCount > 0 ? `${fixCount} ${fixCount === 1 ? "needs" : "need"} fixing.` : "Nothing needs you.",
  ];
  return sentences.filter(Boolean);
}

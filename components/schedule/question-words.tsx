import { resolveWallTime, type WallTime, wallTimeAt, zoneWords } from "#lib/clock/wall-time";
import { zoneName } from "#lib/errors/moment";
import type { Full, TimeQuestion } from "#lib/errors/result";
import { clockText, dayText, wallText } from "./wall-words";

/** One press that answers a question about a time. */
export type Answer = { label: string; when: WallTime };

/** A question about a time, in words, with the answers that one press gives. */
export type Asked = { text: string; answers: readonly Answer[]; offersNow?: boolean };

function agoText(minutes: number): string {
  if (minutes < 60) return minutes === 1 ? "1 minute" : `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  if (hours < 48) return hours === 1 ? "1 hour" : `${hours} hours`;
  return `${Math.round(hours / 24)} days`;
}

const MINUTE_MS = 60_000;
const LOCAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;
const asLocal = (time: string, timeZone: string) =>
  LOCAL.test(time) ? time : wallTimeAt(Date.parse(time), timeZone);

/** The first wall time that there is after one that clocks skip. */
function firstAfter(local: string, timeZone: string): string | undefined {
  const gap = resolveWallTime({ local, timeZone, fold: null });
  if (gap.kind !== "gap") return undefined;
  let { at } = gap;
  while (wallTimeAt(at - MINUTE_MS, timeZone) > local) at -= MINUTE_MS;
  return wallTimeAt(at, timeZone);
}

/** "New York, UTC−04:00" without the place: which of two equal times is meant. */
const offsetAt = (iso: string, timeZone: string) =>
  zoneWords(timeZone, Date.parse(iso)).split(", ").at(-1) ?? "";

/**
 * Puts a question about `when` into words.
 * @param handle whom the post is for, as people call the account
 */
export function askAbout(question: TimeQuestion, when: WallTime, handle: string): Asked {
  const place = zoneName(when.timeZone);
  switch (question.kind) {
    case "past":
      return {
        text: `That was ${agoText(question.minutes)} ago. Post now or pick a later time.`,
        answers: [],
        offersNow: true,
      };
    case "gap": {
      const { local } = question;
      const next = firstAfter(local, when.timeZone) ?? question.skippedTo;
      return {
        text: `${clockText(local)} doesn't exist on ${dayText(local)} in ${place}: clocks jump to ${clockText(next)}.`,
        answers: [{ label: `Use ${clockText(next)}`, when: { ...when, local: next, fold: null } }],
      };
    }
    case "twice": {
      const clock = clockText(question.local);
      return {
        text: `${clock} comes twice on ${dayText(question.local)} in ${place}: clocks go back over it. Which one?`,
        answers: [
          {
            label: `The first ${clock} (${offsetAt(question.earlier, when.timeZone)})`,
            when: { ...when, fold: "earlier" },
          },
          {
            label: `The second ${clock} (${offsetAt(question.later, when.timeZone)})`,
            when: { ...when, fold: "later" },
          },
        ],
      };
    }
    case "full": {
      const next = question.next ? asLocal(question.next, when.timeZone) : null;
      return {
        text: fullText(question, handle),
        answers: next ? [{ label: `Use ${wallText(next)}`, when: { ...when, local: next, fold: null } }] : [],
      };
    }
    case "too_far":
      return { text: "That is more than a year ahead. Pick an earlier day.", answers: [] };
    case "unreadable":
      return { text: "Choose a day and a time.", answers: [] };
    case "no_slot":
      return { text: `The queue of ${handle} has no free time. Pick one yourself.`, answers: [] };
    default:
      return question satisfies never;
  }
}

/** What may become of a post that is sent although there seems to be no room. */
export const NOW_ANYWAY = "Sent now, this one may have to wait, or take the place of one that is planned.";

/** Why there seems to be no room for a post at this moment. */
export function fullNowText({ reason, cap, planned }: Full, handle: string): string {
  return reason === "daily"
    ? `${handle} has ${planned === 1 ? "1 post" : `${planned} posts`} sent or planned within 24 hours, and TikTok takes about ${cap} from all apps together.`
    : `${planned === 1 ? "1 draft is" : `${planned} drafts are`} sent or planned for the TikTok inbox of ${handle} within 24 hours, and TikTok keeps at most ${cap}.`;
}

function fullText({ reason, cap, planned }: Full, handle: string): string {
  return reason === "daily"
    ? `${handle} has ${planned === 1 ? "1 post" : `${planned} posts`} in those 24 hours, and TikTok takes about ${cap} from all apps together.`
    : `${planned} drafts would wait in the TikTok inbox of ${handle} then, and TikTok keeps at most ${cap} in 24 hours.`;
}

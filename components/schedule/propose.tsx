import { addDays, type WallTime, wallTimeAt } from "#lib/clock/wall-time";
import { judge } from "./judge";
import { roomOf } from "./room";
import type { CreatorTimes } from "./times";
import { type Movable, wallOf } from "./wall-of";
import { clockText } from "./wall-words";

/** A time for a post that needs another one, and what speaks for it. */
export type Proposal = { when: WallTime; why: "slot" | "hour" };

/** A day that is further off is no proposal any more. */
const DAYS = 30;
/** Nobody reads and agrees in less, ms. */
const NOTICE_MS = 10 * 60_000;

/**
 * Proposes another time for a post: the queue's next free slot; without a queue its own hour on the next day that has
 * room. Null where neither is found.
 * @param now ms
 */
export function propose(
  post: Movable,
  times: CreatorTimes,
  { now, usual }: { now: number; usual: string },
): Proposal | null {
  const room = roomOf(times, post.mode, post.id);
  const others = times.posts.filter(({ id }) => id !== post.id);
  const suits = (when: WallTime) => {
    const verdict = judge(when, now, others, room);
    return verdict.kind === "fine" && verdict.at >= now + NOTICE_MS && verdict.near === null;
  };
  const own = post.publishAt ? Date.parse(post.publishAt) : now;
  const slot = times.free.find((each) => Date.parse(each.at) > own && suits(each));
  if (slot) {
    const { local, timeZone, fold } = slot;
    return { when: { local, timeZone, fold }, why: "slot" };
  }
  const { timeZone, local } = wallOf(post, usual) ?? { timeZone: usual, local: wallTimeAt(now, usual) };
  const from = wallTimeAt(Math.max(now, own), timeZone).slice(0, 10);
  for (let days = 1; days <= DAYS; days++) {
    const when = { local: addDays(`${from}T${clockText(local)}`, days), timeZone, fold: null };
    if (suits(when)) return { when, why: "hour" };
  }
  return null;
}

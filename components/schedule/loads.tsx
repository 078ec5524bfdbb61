import { type WallTime, wallTimeAt, weekdayOf } from "#lib/clock/wall-time";
import type { NearPost } from "./judge";
import type { DayLoad } from "./month-grid";

type Planned = {
  posts: readonly NearPost[];
  slots: readonly { weekday: number; time: string }[];
  /** The zone of the queue's times. */
  timeZone: string;
  /** Days on which nothing more fits, in the zone in which a time is being chosen. */
  full: ReadonlySet<string>;
};

/**
 * What stands on each day that has anything, in the zone in which a time is being chosen. A day is taken when a post
 * stands at every one of its queue's times.
 */
export function loadsOf(
  { posts, slots, timeZone, full }: Planned,
  shownIn: WallTime["timeZone"],
): Map<string, DayLoad> {
  const loads = new Map<string, DayLoad>(
    [...full].map((day) => [day, { posts: 0, taken: false, full: true }]),
  );
  const inQueue = new Map<string, Set<string>>();
  for (const { publishAt } of posts) {
    const at = Date.parse(publishAt);
    const day = wallTimeAt(at, shownIn).slice(0, 10);
    const before = loads.get(day) ?? { posts: 0, taken: false, full: false };
    loads.set(day, { ...before, posts: before.posts + 1 });
    const there = wallTimeAt(at, timeZone);
    const times = inQueue.get(there.slice(0, 10)) ?? new Set();
    inQueue.set(there.slice(0, 10), times.add(there.slice(11)));
  }
  for (const [day, times] of inQueue) {
    const wanted = slots.filter(({ weekday }) => weekday === weekdayOf(`${day}T12:00`));
    const load = loads.get(day);
    if (load && wanted.length > 0 && wanted.every(({ time }) => times.has(time))) load.taken = true;
  }
  return loads;
}

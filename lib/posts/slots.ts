import { addDays, resolveWallTime, type WallTime, wallTimeAt, weekdayOf } from "#lib/clock/wall-time";

/** A weekly time of a creator's queue: 1 is Monday; `HH:MM` on the wall in the creator's zone. */
export type Slot = { weekday: number; time: string };

/** Slots are looked for this many days ahead. */
export const HORIZON_DAYS = 60;

/** The free times of a queue: where a slot falls and no post of the creator stands yet. */
export type Free = WallTime & { at: number };

/**
 * The next free slots from `from` on (ms), earliest first. A slot that clocks skip on its day is left out; of two equal
 * times the earlier one is meant.
 * @param taken instants of the creator's posts, ms
 * @param count how many are wanted, at most
 */
export function freeSlots(
  slots: readonly Slot[],
  timeZone: string,
  { from, taken, count }: { from: number; taken: readonly number[]; count: number },
): Free[] {
  const occupied = new Set(taken.map(minuteOf));
  const free: Free[] = [];
  for (const each of occurrences(slots, timeZone, { from, days: HORIZON_DAYS })) {
    if (free.length === count) break;
    if (!occupied.has(minuteOf(each.at))) free.push(each);
  }
  return free;
}

/** Every time at which the slots fall within `days` from `from` (ms), earliest first. */
export function occurrences(
  slots: readonly Slot[],
  timeZone: string,
  { from, days }: { from: number; days: number },
): Free[] {
  const today = wallTimeAt(from, timeZone).slice(0, 10);
  const found: Free[] = [];
  for (let day = 0; day <= days; day++) {
    const date = addDays(`${today}T12:00`, day).slice(0, 10);
    const weekday = weekdayOf(`${date}T12:00`);
    const times = slots.filter((slot) => slot.weekday === weekday).map(({ time }) => time);
    for (const time of times.sort()) {
      const when = { local: `${date}T${time}`, timeZone };
      const resolved = resolveWallTime({ ...when, fold: null });
      if (resolved.kind === "one" && resolved.at > from) found.push({ ...when, fold: null, at: resolved.at });
      if (resolved.kind === "twice" && resolved.earlier > from)
        found.push({ ...when, fold: "earlier", at: resolved.earlier });
    }
  }
  return found;
}

/** Is this wall time one of the queue's own? */
export const isSlot = (slots: readonly Slot[], timeZone: string, when: WallTime): boolean =>
  when.timeZone === timeZone &&
  slots.some(({ weekday, time }) => when.local.endsWith(`T${time}`) && weekdayOf(when.local) === weekday);

const minuteOf = (at: number) => Math.floor(at / 60_000);

import { addDays, resolveWallTime, type WallTime, wallTimeAt } from "#lib/clock/wall-time";
import type { Full } from "#lib/errors/result";
import { CAP_WINDOW_MS, capAt, countWithin, fits, type Limit, nextFit } from "#lib/posts/caps";
import type { CreatorTimes } from "./times";

/** What TikTok's limit of 24 hours has room for, as far as we know. `times` and `until` in ms. */
export type Room = {
  reason: "daily" | "inbox";
  limit: Limit;
  times: readonly number[];
  /** Nothing is known of what stands later. */
  until: number;
};

/** The room that an account has for a post of this kind; null until it is known. @param except the post that is moved */
export function roomOf(
  times: CreatorTimes | undefined,
  mode: "direct" | "inbox",
  except: string | undefined,
): Room | null {
  if (!times) return null;
  const { limits, counted, countedUntil } = times;
  return {
    reason: mode === "direct" ? "daily" : "inbox",
    limit: limits[mode],
    times: counted
      .filter((each) => each.mode === mode && (except === undefined || each.id !== except))
      .map(({ at }) => Date.parse(at)),
    until: Date.parse(countedUntil),
  };
}

/** What would be asked about one more post at `at` (ms); null where it fits, or where nothing is known. */
export function askFull(room: Room, at: number): Full | null {
  const { reason, limit, times, until } = room;
  if (at > until || fits(times, at, limit)) return null;
  const next = nextFit(times, at, limit);
  const cap = capAt(limit, at);
  return {
    kind: "full",
    reason,
    cap,
    planned: Math.max(cap, countWithin(times, at)),
    next: next <= until ? new Date(next).toISOString() : "",
  };
}

function startOf(day: string, timeZone: string): number {
  const start = resolveWallTime({ local: `${day}T00:00`, timeZone, fold: "earlier" });
  return start.kind === "one" || start.kind === "gap" ? start.at : Date.parse(`${day}T00:00Z`);
}

/** The days in a zone on which no further post fits, at whatever hour. @param now ms */
export function fullDays(room: Room, timeZone: WallTime["timeZone"], now: number): Set<string> {
  // A day can only be full where posts stand on it or on its neighbours.
  const noons = new Set(room.times.map((at) => `${wallTimeAt(at, timeZone).slice(0, 10)}T12:00`));
  const days = new Set([...noons].flatMap((noon) => [-1, 0, 1].map((days) => addDays(noon, days))));
  const least = Math.min(room.limit.usual, room.limit.shown?.cap ?? room.limit.usual);
  const full = [...days].filter((noon) => {
    const [start, end] = [noon, addDays(noon, 1)].map((each) => startOf(each.slice(0, 10), timeZone));
    if (start === undefined || end === undefined || end <= now || start > room.until) return false;
    const near = room.times.filter((at) => at > start - CAP_WINDOW_MS && at < end + CAP_WINDOW_MS);
    return near.length >= least && nextFit(near, Math.max(start, now), room.limit) >= end;
  });
  return new Set(full.map((noon) => noon.slice(0, 10)));
}

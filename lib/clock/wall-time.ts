import { Temporal } from "temporal-polyfill";
import { zoneName } from "#lib/errors/moment";

/**
 * A time as a person says it: what the clock on the wall shows, in a place. `fold` says which of two equal times is
 * meant on the day when clocks go back; null where nobody had to say.
 */
export type WallTime = {
  /** `2026-11-26T09:30`. */
  local: string;
  /** IANA, such as `America/New_York`. */
  timeZone: string;
  fold: "earlier" | "later" | null;
};

/**
 * The instants (ms) that a wall time names. A `gap` is skipped when clocks go forward: `skippedTo` is the wall time that
 * stands there instead. `twice`: clocks go back over it.
 */
export type Resolved =
  | { kind: "one"; at: number }
  | { kind: "gap"; skippedTo: string; at: number }
  | { kind: "twice"; earlier: number; later: number }
  | { kind: "unreadable" };

const LOCAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;

/** Finds the instant of a wall time by the zone's rules as this machine knows them now. Never guesses. */
export function resolveWallTime({ local, timeZone, fold }: WallTime): Resolved {
  const plain = read(local);
  if (!plain || !isTimeZone(timeZone)) return { kind: "unreadable" };
  const [earlier, later] = (["earlier", "later"] as const).map((disambiguation) =>
    plain.toZonedDateTime(timeZone, { disambiguation }),
  );
  if (!earlier || !later) return { kind: "unreadable" };
  const [first, second] = [earlier.epochMilliseconds, later.epochMilliseconds];
  if (first === second) return { kind: "one", at: first };
  // In a gap neither of the two shows the wall time that was asked for.
  if (!earlier.toPlainDateTime().equals(plain)) {
    return { kind: "gap", skippedTo: asLocal(later.toPlainDateTime()), at: second };
  }
  if (fold) return { kind: "one", at: fold === "earlier" ? first : second };
  return { kind: "twice", earlier: first, later: second };
}

/** What the clock on the wall shows at an instant (ms): `2026-11-26T09:30`. */
export function wallTimeAt(at: number, timeZone: string): string {
  return asLocal(Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDateTime());
}

/** The same time of day some days later (or earlier) on the wall. */
export function addDays(local: string, days: number): string {
  return asLocal(Temporal.PlainDateTime.from(local).add({ days }));
}

/** 1 is Monday, 7 is Sunday. */
export const weekdayOf = (local: string): number => Temporal.PlainDateTime.from(local).dayOfWeek;

/** The start of a day in a zone, ms. Where clocks skip midnight, the first moment there is. */
export function startOfDay(at: number, timeZone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).startOfDay()
    .epochMilliseconds;
}

/** A zone for people: `New York, UTC−05:00`. The offset is the one that holds at `at`, ms. */
export function zoneWords(timeZone: string, at: number): string {
  const offset = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).offset;
  return `${zoneName(timeZone)}, UTC${offset.replace("-", "−")}`;
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    // An offset such as +02:00 passes there too, but it is no place and knows no summer time.
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}

/** Every zone that this machine knows, by name. */
export const timeZones = (): string[] => ["UTC", ...Intl.supportedValuesOf("timeZone")];

function read(local: string): Temporal.PlainDateTime | undefined {
  if (!LOCAL.test(local)) return undefined;
  try {
    return Temporal.PlainDateTime.from(local, { overflow: "reject" });
  } catch {
    return undefined;
  }
}

const asLocal = (plain: Temporal.PlainDateTime): string => plain.toString({ smallestUnit: "minute" });

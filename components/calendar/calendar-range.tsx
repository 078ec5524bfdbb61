import { addDays, resolveWallTime, weekdayOf } from "#lib/clock/wall-time";
import type { CalendarView } from "./calendar-address";

/** Beside a list it is told how full the accounts are in so many weeks. */
const LIST_WEEKS = 4;

/** Moments as ISO 8601; `to` is left out. */
export type CalendarRange = { from: string; to: string };

const noon = (day: string) => `${day}T12:00`;
const daysAfter = (day: string, days: number) => addDays(noon(day), days).slice(0, 10);
const mondayOf = (day: string) => daysAfter(day, 1 - weekdayOf(noon(day)));

/** The first moment of a day in a zone, also where clocks skip midnight. ms. */
function startOf(day: string, timeZone: string): number {
  const start = resolveWallTime({ local: `${day}T00:00`, timeZone, fold: "earlier" });
  if (start.kind === "one" || start.kind === "gap") return start.at;
  return Date.parse(`${day}T00:00Z`);
}

const between = (first: string, days: number, timeZone: string): CalendarRange => ({
  from: new Date(startOf(first, timeZone)).toISOString(),
  to: new Date(startOf(daysAfter(first, days), timeZone)).toISOString(),
});

/** What a view around a day shows: whole weeks from Monday; a list begins with its day and has no end. */
export function rangeOf(view: CalendarView, day: string, timeZone: string): CalendarRange {
  if (view === "week") return between(mondayOf(day), 7, timeZone);
  if (view === "list") return between(day, LIST_WEEKS * 7, timeZone);
  return between(mondayOf(`${day.slice(0, 7)}-01`), 42, timeZone);
}

/** The day that ‹ and › lead to. */
export function stepFrom(view: CalendarView, day: string, direction: 1 | -1): string {
  if (view !== "month") return daysAfter(day, direction * 7);
  const [year = 0, month = 1] = day.split("-").map(Number);
  const moved = new Date(Date.UTC(year, month - 1 + direction, 1));
  return moved.toISOString().slice(0, 10);
}

const words = (options: Intl.DateTimeFormatOptions) => (day: string) =>
  new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...options })
    .format(new Date(`${day}T00:00Z`))
    .replace("Sept ", "Sep ");
const monthWords = words({ month: "long", year: "numeric" });
const dayWords = words({ day: "numeric", month: "short" });
const yearWords = words({ day: "numeric", month: "short", year: "numeric" });

/** "November 2026", "23 – 29 Nov 2026", "From 22 Nov 2026". */
export function titleOfView(view: CalendarView, day: string): string {
  if (view === "month") return monthWords(day);
  if (view === "list") return `From ${yearWords(day)}`;
  const [first, last] = [mondayOf(day), daysAfter(mondayOf(day), 6)];
  const start = first.slice(0, 7) === last.slice(0, 7) ? String(Number(first.slice(8))) : dayWords(first);
  return `${start} – ${yearWords(last)}`;
}

/** "December": for the sentence that says that nothing stands there. */
export const monthName = (day: string): string => words({ month: "long" })(day);

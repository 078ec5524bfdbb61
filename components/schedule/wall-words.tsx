import { zoneName } from "#lib/errors/moment";

// A wall time has no zone of its own: read as UTC and told as UTC, it stays what it is, and needs no rules of any zone.
const format = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
});

/** The parts of a wall time's day. ICU writes "Sept" in British English; three letters keep columns straight. */
function dayParts(local: string) {
  const parts = format.formatToParts(new Date(`${local.slice(0, 10)}T00:00:00Z`));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? "";
  return { weekday: part("weekday"), day: part("day"), month: part("month").slice(0, 3), year: part("year") };
}

/** "09:30". */
export const clockText = (local: string): string => local.slice(11, 16);

/** "Thu 26 Nov". With `year`: "Thu 26 Nov 2026". */
export function dayText(local: string, { year = false } = {}): string {
  const parts = dayParts(local);
  return `${parts.weekday} ${parts.day} ${parts.month}${year ? ` ${parts.year}` : ""}`;
}

/** "Thu 26 Nov, 09:30": a wall time in words. The year is told where it isn't the one of `nowLocal`. */
export function wallText(local: string, nowLocal?: string): string {
  const year = nowLocal !== undefined && nowLocal.slice(0, 4) !== local.slice(0, 4);
  return `${dayText(local, { year })}, ${clockText(local)}`;
}

/** "Tue 18:00" within six days, else "Tue 1 Dec, 18:00". */
export function nearText(local: string, nowLocal: string): string {
  const days = Date.parse(`${local.slice(0, 10)}T00:00Z`) - Date.parse(`${nowLocal.slice(0, 10)}T00:00Z`);
  const isNear = days >= 0 && days <= 6 * 86_400_000;
  return isNear ? `${dayParts(local).weekday} ${clockText(local)}` : wallText(local, nowLocal);
}

/**
 * "Thu 26 Nov 2026, 09:30 New York · 15:30 for you in Berlin": the second half only where both clocks differ.
 * @param own the same instant on the reader's own wall
 */
export function whenSentence(
  { local, timeZone }: { local: string; timeZone: string },
  own?: { local: string; timeZone: string } | null,
): string {
  const there = `${dayText(local, { year: true })}, ${clockText(local)} ${zoneName(timeZone)}`;
  if (!own || own.local === local) return there;
  const day = own.local.slice(0, 10) === local.slice(0, 10) ? "" : `${dayText(own.local)}, `;
  return `${there} · ${day}${clockText(own.local)} for you in ${zoneName(own.timeZone)}`;
}

/** What the clock on the wall shows, by the browser's own rules: `2026-11-26T09:30`. For lists that need no more. */
export function localAt(iso: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(new Date(iso));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}`;
}

import type { Health } from "#lib/creators/health";
import { zoneName } from "#lib/errors/moment";

/** In which zone a page tells its times, and what time it is: ISO 8601. */
export type Times = { timeZone: string; now: string };

/** "14 Mar 2027", in the workspace's zone. */
export function dayText(at: string, { timeZone }: Times): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone, day: "numeric", month: "short", year: "numeric" })
    .format(new Date(at))
    .replace("Sept", "Sep");
}

/** "Tue 24 Nov · New York": the day it is in the workspace. */
export function todayText({ timeZone, now }: Times): string {
  const day = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    weekday: "short",
    day: "numeric",
    month: "short",
  });
  return `${day.format(new Date(now)).replace("Sept", "Sep").replace(",", "")} · ${zoneName(timeZone)}`;
}

/** "in 20 days", "tomorrow", "today": how near the day is by which an account has to be reconnected. */
export function leftText({ daysLeft }: Health): string {
  if (daysLeft === null) return "";
  if (daysLeft === 0) return "within a day";
  return daysLeft === 1 ? "in 1 day" : `in ${daysLeft} days`;
}

/** A moment in a `time` element, so that its exact value is there for whoever needs it. */
export function Day({ at, times }: { at: string; times: Times }) {
  return (
    <time dateTime={at} className="whitespace-nowrap">
      {dayText(at, times)}
    </time>
  );
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "America/Argentina/Buenos_Aires" is "Buenos Aires" to people. */
export function zoneName(timeZone: string): string {
  const last = timeZone.split("/").at(-1) ?? timeZone;
  return last.replaceAll("_", " ");
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function partsOf(at: Date, timeZone: string): Record<string, string> {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      weekday: "short",
      day: "numeric",
      month: "short",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
    formatters.set(timeZone, formatter);
  }
  const parts = Object.fromEntries(formatter.formatToParts(at).map((part) => [part.type, part.value]));
  // ICU writes "Sept" in British English and "Sep" elsewhere; three letters keep columns straight.
  return { ...parts, month: parts.month?.slice(0, 3) ?? "" };
}

/** The distance in one unit, rounded: "in 40 s", "in 12 min", "in 17 h", "3 days ago". Under a second: "now". */
export function distance(at: Date, now: Date): string {
  const gap = at.getTime() - now.getTime();
  const size = Math.abs(gap);
  if (size < SECOND) return "now";
  const amount = amountOf(size);
  return gap > 0 ? `in ${amount}` : `${amount} ago`;
}

function amountOf(ms: number): string {
  if (ms < 59.5 * SECOND) return `${Math.round(ms / SECOND)} s`;
  if (ms < 59.5 * MINUTE) return `${Math.round(ms / MINUTE)} min`;
  if (ms < 47.5 * HOUR) return `${Math.round(ms / HOUR)} h`;
  return `${Math.round(ms / DAY)} days`;
}

/** The time of day alone: "16:05". */
export function clockOf(at: string, timeZone: string): string {
  const { hour, minute } = partsOf(new Date(at), timeZone);
  return `${hour}:${minute}`;
}

/** "16:05" on the same day there, otherwise "Wed 25 Nov, 09:30". */
export function shortMoment(at: string, timeZone: string, now: string): string {
  const then = partsOf(new Date(at), timeZone);
  const today = partsOf(new Date(now), timeZone);
  const clock = `${then.hour}:${then.minute}`;
  const sameDay = then.day === today.day && then.month === today.month && then.year === today.year;
  if (sameDay) return clock;
  const year = then.year === today.year ? "" : ` ${then.year}`;
  return `${then.weekday} ${then.day} ${then.month}${year}, ${clock}`;
}

/** A time for people, with its day, its zone and its distance: "Wed 25 Nov, 09:30 New York (in 17 h)". */
export function moment(at: string, timeZone: string, now: string): string {
  const then = partsOf(new Date(at), timeZone);
  const today = partsOf(new Date(now), timeZone);
  const year = then.year === today.year ? "" : ` ${then.year}`;
  const day = `${then.weekday} ${then.day} ${then.month}${year}`;
  const gap = distance(new Date(at), new Date(now));
  return `${day}, ${then.hour}:${then.minute} ${zoneName(timeZone)} (${gap})`;
}

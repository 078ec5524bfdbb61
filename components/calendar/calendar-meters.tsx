import { isFull, meterText } from "#components/schedule/meter-line";
import { dayText, localAt } from "#components/schedule/wall-words";
import { cn } from "#components/ui/cn";
import type { Meter } from "#lib/posts/meter";

type CalendarMetersProps = {
  meters: readonly Meter[];
  nameOf: (creatorId: string) => string;
  timeZone: string;
};

/** How full each account's fullest day is: TikTok takes so many posts in 24 hours, whoever sends them. */
export function CalendarMeters({ meters, nameOf, timeZone }: CalendarMetersProps) {
  const used = meters.filter(({ planned, inbox }) => planned > 0 || inbox.pending > 0);
  if (used.length === 0) return null;
  return (
    <div className="text-meta text-ink-2">
      <ul aria-label="Fullest 24 hours of each account" className="flex flex-wrap gap-x-4 gap-y-1">
        {used.map((meter) => (
          <li key={meter.creatorId} className={cn(isFull(meter) && "font-semibold text-wait-text")}>
            {nameOf(meter.creatorId)}: {factsOf(meter, timeZone)}
          </li>
        ))}
      </ul>
      <p className="mt-1">The fullest 24 hours shown here. TikTok counts posts of other apps too.</p>
    </div>
  );
}

/** "5 of about 15 on Thu 26 Nov · 2 of 5 in the TikTok inbox". */
function factsOf(meter: Meter, timeZone: string): string {
  const { planned, inbox, to } = meter;
  return [
    planned > 0
      ? `${meterText(meter)} on ${dayText(localAt(to, timeZone))}${isFull(meter) ? ", full" : ""}`
      : "",
    inbox.pending > 0 ? `${inbox.pending} of ${inbox.cap} in the TikTok inbox` : "",
  ]
    .filter(Boolean)
    .join(" · ");
}

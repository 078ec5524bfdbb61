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
  if (meters.length === 0) return null;
  return (
    <div className="text-meta text-ink-2">
      <ul aria-label="Fullest 24 hours of each account" className="flex flex-wrap gap-x-4 gap-y-1">
        {meters.map((meter) => (
          <li key={meter.creatorId} className={cn(isFull(meter) && "font-semibold text-wait-text")}>
            {nameOf(meter.creatorId)}: {meterText(meter)}
            {meter.planned > 0 ? ` on ${dayText(localAt(meter.to, timeZone))}` : ""}
            {isFull(meter) ? ", full" : ""}
            {meter.inbox.pending > 0 ? ` · inbox ${meter.inbox.pending} of ${meter.inbox.cap}` : ""}
          </li>
        ))}
      </ul>
      <p className="mt-1">The fullest 24 hours shown here. TikTok counts posts of other apps too.</p>
    </div>
  );
}

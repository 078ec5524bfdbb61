import type { ReactNode } from "react";
import { cn } from "#components/ui/cn";
import { fillOf, type Tone } from "#components/ui/tone";

export type TimelineItem = {
  id: string;
  /** Already in words for the reader's zone: "15:53" or "Fri". */
  at: string;
  /** The exact moment, for machines (ISO 8601). */
  atIso?: string;
  title: ReactNode;
  detail?: ReactNode;
  tone: Tone;
  /** How long it took, in ms. */
  durationMs?: number;
  /** TikTok's id for the answer, for support. */
  logId?: string;
  /** Sub-steps, usually a `Disclosure`. */
  children?: ReactNode;
};

/** What happened to a post, line by line, newest first as given. */
export function AttemptTimeline({
  items,
  label,
  className,
}: {
  items: readonly TimelineItem[];
  label: string;
  className?: string;
}) {
  return (
    <ol aria-label={label} className={cn("flex flex-col", className)}>
      {items.map((item) => (
        <li key={item.id} className="group/item relative ps-6 pb-4 last:pb-0">
          <span
            aria-hidden
            className="absolute start-[5px] top-2 -bottom-2 w-px bg-line group-last/item:hidden"
          />
          <span
            aria-hidden
            data-state-colour
            className={cn("absolute start-px top-[5px] size-2.5 rounded-full", fillOf[item.tone])}
          />
          <p className="text-body">
            <time dateTime={item.atIso} className="me-1.5 font-mono text-meta text-ink-2">
              {item.at}
            </time>
            <span className="font-semibold">{item.title}</span>
            {item.durationMs === undefined ? null : (
              <span className="ms-1.5 text-meta text-ink-3">{durationInWords(item.durationMs)}</span>
            )}
          </p>
          {item.detail ? <div className="text-body text-ink-2">{item.detail}</div> : null}
          {item.logId ? <p className="font-mono text-meta break-all text-ink-3">{item.logId}</p> : null}
          {item.children}
        </li>
      ))}
    </ol>
  );
}

/** "0.4 s", "42 s", "3 min 5 s". Takes ms. */
function durationInWords(ms: number): string {
  if (ms < 10_000) return `${(ms / 1_000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1_000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

import type { StepView } from "#lib/posts/queries";
import { secondsOf } from "./post-words";
import { stepWords } from "./step-words";

/** "0.4 s", "42 s", "3 min 5 s". Takes ms. */
function lasting(ms: number): string {
  if (ms < 10_000) return `${(ms / 1_000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1_000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** The steps of an attempt, oldest first: when, what, how long it took, and TikTok's id for its answer. */
export function StepList({ steps, timeZone }: { steps: readonly StepView[]; timeZone: string }) {
  return (
    <ol className="flex flex-col gap-2">
      {steps.map((step, index) => {
        const { title, detail } = stepWords(step);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps are only ever added at the end
          <li key={index} className="grid grid-cols-[4.5rem_minmax(0,1fr)] gap-x-2 text-body">
            <time dateTime={step.at} className="font-mono text-meta leading-5 text-ink-2">
              {secondsOf(step.at, timeZone)}
            </time>
            <div className="min-w-0">
              {title}
              {step.durationMs === null ? null : (
                <span className="ms-1.5 text-meta text-ink-3">{lasting(step.durationMs)}</span>
              )}
              {detail ? <div className="text-ink-2">{detail}</div> : null}
              {step.detail.logId ? (
                <div className="font-mono text-meta break-all text-ink-3">{step.detail.logId}</div>
              ) : null}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

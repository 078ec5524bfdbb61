import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "#components/ui/cn";

export type Step = { title: string; text: string; done: boolean; action: ReactNode };

/** What somebody new does first, with ticks that come by themselves; the first open step has its button. */
export function FirstSteps({ steps }: { steps: readonly Step[] }) {
  const next = steps.findIndex(({ done }) => !done);
  return (
    <section aria-labelledby="first-steps" className="rounded-lg border border-line bg-surface">
      <h2 id="first-steps" className="px-5 pt-5 text-section max-sm:px-4">
        Three steps to the first post
      </h2>
      <ol className="px-5 pt-2 pb-3 max-sm:px-4">
        {steps.map(({ title, text, done, action }, at) => (
          <li
            key={title}
            aria-current={at === next ? "step" : undefined}
            className="flex flex-wrap items-start gap-x-4 gap-y-3 border-t border-line py-4 first:border-t-0"
          >
            <span
              aria-hidden
              className={cn(
                "flex size-6 shrink-0 items-center justify-center rounded-full border text-label",
                done ? "border-live text-live-text" : "border-line-strong text-ink-2",
              )}
            >
              {done ? <Check /> : at + 1}
            </span>
            <div className="min-w-0 flex-1 basis-56">
              <h3 className="text-body font-semibold">
                {title}
                {done ? <span className="font-normal text-live-text"> · Done</span> : null}
              </h3>
              <p className="max-w-measure text-body text-ink-2">{text}</p>
            </div>
            {at === next ? <div className="max-sm:w-full max-sm:[&>*]:w-full">{action}</div> : null}
          </li>
        ))}
      </ol>
    </section>
  );
}

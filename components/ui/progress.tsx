"use client";

import { Progress as BaseProgress } from "@base-ui/react/progress";
import { type ReactNode, useId } from "react";

type ProgressProps = {
  /** What is under way: "Uploading rooftop.mp4". */
  label: ReactNode;
  /** 0 to 100; `null` while nobody knows. */
  value: number | null;
  /** Facts beside the number: bytes, time left. */
  detail?: ReactNode;
  /** The sentence read out at most every 10 %. Without it only the bar itself speaks. */
  announce?: (percent: number) => string;
};

/** How far an upload has come. Announced at most every tenth, so that a screen reader can breathe. */
export function Progress({ label, value, detail, announce }: ProgressProps) {
  const labelId = useId();
  const tenth = value === null ? null : Math.floor(value / 10) * 10;
  return (
    <BaseProgress.Root aria-labelledby={labelId} value={value} className="flex flex-col gap-2">
      <div className="flex items-baseline justify-between gap-4">
        <BaseProgress.Label id={labelId} className="min-w-0 text-label">
          {label}
        </BaseProgress.Label>
        <BaseProgress.Value className="text-label font-normal text-ink-2" />
      </div>
      <BaseProgress.Track className="h-2 overflow-hidden rounded-full border border-line-strong bg-sunken">
        <BaseProgress.Indicator
          data-state-colour
          className="h-full bg-accent transition-[width] duration-[240ms] data-indeterminate:w-1/4 data-indeterminate:animate-travel"
        />
      </BaseProgress.Track>
      {detail ? <div className="text-meta text-ink-2">{detail}</div> : null}
      <span role="status" className="sr-only">
        {announce && tenth !== null ? announce(tenth) : ""}
      </span>
    </BaseProgress.Root>
  );
}

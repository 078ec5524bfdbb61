import { cn } from "./cn";

/** A layer that floats above the page: menu, popover, list of a select. The only thing with a shadow. */
export const floatClass = cn(
  "rounded-lg border border-line bg-raised text-ink shadow-float",
  "transition-opacity duration-[180ms] data-starting-style:opacity-0 data-ending-style:opacity-0",
);

/** The small dark layer of a tooltip. */
export const tipClass = cn(
  "max-w-64 rounded-md border border-transparent bg-action px-3 py-2 text-label font-normal text-action-ink shadow-float",
  "transition-opacity duration-[120ms] data-starting-style:opacity-0 data-ending-style:opacity-0",
);

/** What lies between a modal layer and the page. */
export const backdropClass = cn(
  "absolute inset-0 min-h-dvh bg-[oklch(0.15_0.01_250/0.5)]",
  "transition-opacity duration-[180ms] data-starting-style:opacity-0 data-ending-style:opacity-0",
);

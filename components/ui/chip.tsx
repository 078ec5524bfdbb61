import type { ReactNode } from "react";
import { cn } from "./cn";
import { type Tone, textOf, tintOf } from "./tone";

type ChipProps = {
  tone: Tone;
  /** A lucide icon element. The word stands beside it: colour alone says nothing. */
  icon?: ReactNode;
  /** Without the tint: on a card that already carries the state's colour. */
  plain?: boolean;
  className?: string;
  children: ReactNode;
};

/** A state in a word: icon, word and tint. */
export function Chip({ tone, icon, plain = false, className, children }: ChipProps) {
  return (
    <span
      className={cn(
        "inline-flex max-w-full items-center gap-1.5 rounded-sm border border-transparent text-label",
        textOf[tone],
        plain ? "border-0 py-0.5" : ["px-2 py-0.5", tintOf[tone]].join(" "),
        className,
      )}
    >
      {icon}
      <span className="min-w-0">{children}</span>
    </span>
  );
}

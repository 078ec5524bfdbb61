"use client";

import { useEffect, useRef } from "react";
import type { DayButtonProps } from "react-day-picker";
import { cn } from "#components/ui/cn";

/** One day of the month: its number, its dots or that it is full, and hatching where its slots are taken. */
export function DayButton({ day, modifiers, className, ...rest }: DayButtonProps) {
  const ref = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (modifiers.focused) ref.current?.focus();
  }, [modifiers.focused]);
  const dots = modifiers.busy3 ? 3 : modifiers.busy2 ? 2 : modifiers.busy1 ? 1 : 0;
  return (
    <button
      {...rest}
      ref={ref}
      type="button"
      className={cn(
        "relative m-px inline-flex h-9 w-[calc(100%-2px)] max-w-11 flex-col items-center justify-center rounded-md border border-transparent text-body transition-colors",
        "hover:bg-sunken disabled:cursor-not-allowed disabled:text-ink-3 disabled:hover:bg-transparent pointer-coarse:h-11",
        modifiers.outside && "text-ink-2",
        modifiers.taken && !modifiers.selected && "hatched",
        modifiers.today && "border-line-strong font-semibold",
        modifiers.selected && "border-action bg-action text-action-ink hover:bg-action",
      )}
    >
      <span className={cn(modifiers.full && "leading-4")}>{day.date.getDate()}</span>
      {modifiers.full ? (
        <span aria-hidden className={cn("text-meta leading-3.5", !modifiers.selected && "text-wait-text")}>
          full
        </span>
      ) : dots > 0 ? (
        <span aria-hidden className="absolute bottom-1 flex gap-0.5">
          {["a", "b", "c"].slice(0, dots).map((dot) => (
            <span
              key={dot}
              data-state-colour
              className={cn("size-1 rounded-full", modifiers.selected ? "bg-action-ink" : "bg-accent")}
            />
          ))}
        </span>
      ) : null}
    </button>
  );
}

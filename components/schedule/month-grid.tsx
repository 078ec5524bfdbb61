"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { type DayButtonProps, DayPicker, type Modifiers } from "react-day-picker";
import { Button } from "#components/ui/button";
import { cn } from "#components/ui/cn";
import { DayButton } from "./day-button";

/**
 * What stands on a day: how many posts, whether all of its queue's times are taken, and whether it is full: TikTok takes
 * no further post on it.
 */
export type DayLoad = { posts: number; taken: boolean; full: boolean };

type MonthGridProps = {
  /** `2026-11-26`. */
  day: string | null;
  today: string;
  /** `2026-11`. */
  month: string;
  /** By day. */
  loads: ReadonlyMap<string, DayLoad>;
  onDay: (day: string) => void;
  onMonth: (month: string) => void;
};

// The grid knows days as Dates of this device: noon is on the right day in every zone.
const asDate = (day: string) => new Date(`${day}T12:00`);
const two = (value: number) => String(value).padStart(2, "0");
const asDay = (date: Date) => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;

const longDay = new Intl.DateTimeFormat("en-GB", {
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
});

/** Said of a day to who cannot see its dots. */
function labelOf(date: Date, modifiers: Modifiers): string {
  const posts = modifiers.busy3
    ? "3 posts or more"
    : modifiers.busy2
      ? "2 posts"
      : modifiers.busy1
        ? "1 post"
        : "";
  return [
    longDay.format(date),
    modifiers.today && "today",
    posts,
    modifiers.full && "full",
    modifiers.taken && "all slots taken",
  ]
    .filter(Boolean)
    .join(", ");
}

const classNames = {
  root: "w-full",
  month_caption: "flex h-8 items-center justify-center pointer-coarse:h-11",
  caption_label: "text-label",
  month_grid: "mt-1 w-full table-fixed border-collapse",
  weekday: "h-7 text-meta font-normal text-ink-2",
  day: "p-0 text-center",
};

// Stable, or every day would lose its focus whenever one is chosen.
const components = { DayButton: (props: DayButtonProps) => <DayButton {...props} /> };

/** The month so many months after one: `2026-12`. */
function monthAfter(month: string, months: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}

/** A month to choose a day from: dots are posts of this account, hatched days have no free slot left, full days say so. */
export function MonthGrid({ day, today, month, loads, onDay, onMonth }: MonthGridProps) {
  const daysWith = (holds: (load: DayLoad) => boolean) =>
    [...loads].filter(([, load]) => holds(load)).map(([each]) => asDate(each));
  const last = monthAfter(today.slice(0, 7), 12);
  const stepTo = (to: string, label: string, icon: ReactNode, className: string) => (
    <Button
      variant="ghost"
      size="sm"
      icon
      aria-label={label}
      disabled={to < today.slice(0, 7) || to > last}
      focusableWhenDisabled
      onClick={() => onMonth(to)}
      className={cn("absolute top-0", className)}
    >
      {icon}
    </Button>
  );
  return (
    <div className="relative">
      {stepTo(
        monthAfter(month, -1),
        "Previous month",
        <ChevronLeft className="rtl:-scale-x-100" />,
        "start-0",
      )}
      {stepTo(monthAfter(month, 1), "Next month", <ChevronRight className="rtl:-scale-x-100" />, "end-0")}
      <DayPicker
        mode="single"
        required
        selected={day ? asDate(day) : undefined}
        onSelect={(date: Date) => onDay(asDay(date))}
        month={asDate(`${month}-01`)}
        onMonthChange={(date) => onMonth(asDay(date).slice(0, 7))}
        today={asDate(today)}
        startMonth={asDate(today)}
        endMonth={asDate(`${last}-01`)}
        disabled={{ before: asDate(today) }}
        weekStartsOn={1}
        showOutsideDays
        fixedWeeks
        modifiers={{
          busy1: daysWith(({ posts }) => posts === 1),
          busy2: daysWith(({ posts }) => posts === 2),
          busy3: daysWith(({ posts }) => posts > 2),
          taken: daysWith(({ taken }) => taken),
          full: daysWith(({ full }) => full),
        }}
        labels={{ labelDayButton: labelOf }}
        classNames={classNames}
        components={components}
        hideNavigation
        lang="en"
      />
    </div>
  );
}

"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ComponentProps } from "react";
import { Button } from "#components/ui/button";
import { cn } from "#components/ui/cn";
import { PlainSelect } from "#components/ui/plain-select";
import { type CalendarAddress, type CalendarView, statusFilters, VIEWS } from "./calendar-address";
import { LibraryToggle } from "./calendar-library-later";
import { stepFrom, titleOfView } from "./calendar-range";

const VIEW_WORDS: Record<CalendarView, string> = { month: "Month", week: "Week", list: "List" };
const STEP_WORDS: Record<CalendarView, string> = { month: "month", week: "week", list: "week" };
const ALL = "all";

type CalendarBarProps = {
  address: CalendarAddress;
  view: CalendarView;
  day: string;
  today: string;
  accounts: readonly { id: string; handle: string }[];
  /** Who may have scheduled what is shown; nobody where that is not the reader's matter. */
  members: readonly { id: string; name: string }[];
  onChange: (change: Partial<CalendarAddress>) => void;
  /** How the library is opened and closed; null for whom it is not there. */
  library: ComponentProps<typeof LibraryToggle> | null;
};

/** Where one is in time, how it is shown, and which posts. */
export function CalendarBar(props: CalendarBarProps) {
  const { address, view, day, today, accounts, members, onChange, library } = props;
  const step = STEP_WORDS[view];
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
      <div className="flex items-center gap-1">
        <Button
          variant="secondary"
          icon
          aria-label={`Previous ${step}`}
          onClick={() => onChange({ date: stepFrom(view, day, -1) })}
        >
          <ChevronLeft className="rtl:-scale-x-100" />
        </Button>
        <Button
          variant="secondary"
          icon
          aria-label={`Next ${step}`}
          onClick={() => onChange({ date: stepFrom(view, day, 1) })}
        >
          <ChevronRight className="rtl:-scale-x-100" />
        </Button>
        <Button variant="secondary" onClick={() => onChange({ date: null })} disabled={day === today}>
          Today
        </Button>
      </div>
      <h2 aria-live="polite" className="text-section">
        {titleOfView(view, day)}
      </h2>
      <div className="ms-auto flex flex-wrap items-center gap-2 max-[45rem]:ms-0 max-[45rem]:w-full">
        {accounts.length > 1 ? (
          <PlainSelect
            aria-label="Account"
            value={address.creatorId ?? ALL}
            onValueChange={(value) => onChange({ creatorId: value === ALL ? null : value })}
            options={[
              { value: ALL, label: "All accounts" },
              ...accounts.map(({ id, handle }) => ({ value: id, label: handle })),
            ]}
            className="w-40 max-[45rem]:flex-1"
          />
        ) : null}
        {members.length > 1 ? (
          <PlainSelect
            aria-label="Scheduled by"
            value={address.by ?? ALL}
            onValueChange={(value) => onChange({ by: value === ALL ? null : value })}
            options={[
              { value: ALL, label: "By anybody" },
              ...members.map(({ id, name }) => ({ value: id, label: `By ${name}` })),
            ]}
            className="w-36 max-[45rem]:flex-1"
          />
        ) : null}
        <PlainSelect
          aria-label="State"
          value={address.status?.id ?? ALL}
          onValueChange={(value) =>
            onChange({ status: statusFilters.find(({ id }) => id === value) ?? null })
          }
          options={[
            { value: ALL, label: "All states" },
            ...statusFilters.map(({ id, label }) => ({ value: id, label })),
          ]}
          className="w-36 max-[45rem]:flex-1"
        />
        {library ? <LibraryToggle {...library} /> : null}
        <fieldset className="flex rounded-md border border-line-strong max-[45rem]:hidden">
          <legend className="sr-only">View</legend>
          {VIEWS.map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={each === view}
              onClick={() => onChange({ view: each })}
              className={cn(
                "min-h-9.5 border-s border-line-strong px-3 text-body font-medium text-ink-2 first:rounded-s-md first:border-s-0 last:rounded-e-md hover:bg-sunken",
                "aria-pressed:bg-action aria-pressed:text-action-ink",
              )}
            >
              {VIEW_WORDS[each]}
            </button>
          ))}
        </fieldset>
      </div>
    </div>
  );
}

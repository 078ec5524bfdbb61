"use client";

import { Plus } from "lucide-react";
import { type KeyboardEvent, useCallback, useState } from "react";
import { dayText } from "#components/schedule/wall-words";
import { addDays } from "#lib/clock/wall-time";

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

const buttonOf = (day: string) =>
  document.querySelector<HTMLElement>(`.calendar-grid [data-date="${day}"] [data-day-start]`);

/**
 * Which day of a month the keyboard is on: one stop for Tab, the arrows go from day to day.
 * @param first the day on which it begins, `2026-11-26`
 */
export function useDayKeys(first: string) {
  const [at, setAt] = useState({ first, day: first });
  // Another month begins anew.
  const day = at.first === first ? at.day : first;
  const setDay = (next: string) => setAt({ first, day: next });
  const go = (event: KeyboardEvent, from: string) => {
    const step = STEPS[document.dir === "rtl" ? mirrored(event.key) : event.key];
    if (step === undefined) return;
    const next = addDays(`${from}T12:00`, step).slice(0, 10);
    const button = buttonOf(next);
    if (!button) return;
    event.preventDefault();
    setDay(next);
    button.focus();
  };
  return { day, go, setDay };
}

const mirrored = (key: string) => ({ ArrowLeft: "ArrowRight", ArrowRight: "ArrowLeft" })[key] ?? key;

/** The cells of a month, by day: the calendar hides from readers what it lets others put into them. */
export function useDayCells() {
  const [byDay, setByDay] = useState<ReadonlyMap<string, HTMLElement>>(new Map());
  const change = useCallback((day: string | undefined, edit: (cells: Map<string, HTMLElement>) => void) => {
    if (!day) return;
    setByDay((before) => {
      const after = new Map(before);
      edit(after);
      return after;
    });
  }, []);
  const mount = useCallback(
    ({ el }: { el: HTMLElement }) => {
      const { date } = el.dataset;
      change(date, (cells) => date && cells.set(date, el));
    },
    [change],
  );
  const unmount = useCallback(
    ({ el }: { el: HTMLElement }) => {
      const { date } = el.dataset;
      // Another month may show the same day in a cell of its own already.
      change(date, (cells) => date && cells.get(date) === el && cells.delete(date));
    },
    [change],
  );
  return { byDay, mount, unmount };
}

type DayStartProps = { day: string; keys: ReturnType<typeof useDayKeys>; onBegin: (day: string) => void };

/** Begins a post on a day: by keyboard here, by a pointer anywhere on the day. */
export function DayStart({ day, keys, onBegin }: DayStartProps) {
  return (
    <button
      type="button"
      data-day-start
      tabIndex={day === keys.day ? 0 : -1}
      aria-label={`New post on ${dayText(day)}`}
      onFocus={() => keys.setDay(day)}
      onKeyDown={(event) => keys.go(event, day)}
      onClick={(event) => {
        // A press with a pointer is one on the day, which answers by itself.
        if (event.detail === 0) onBegin(day);
      }}
      className="absolute end-1 top-1 z-10 grid size-6 place-items-center rounded-sm text-ink-2 opacity-0 hover:bg-sunken focus-visible:opacity-100 group-hover/day:opacity-100"
    >
      <Plus aria-hidden className="size-4" />
    </button>
  );
}

"use client";

import { Plus, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button } from "#components/ui/button";
import { cn } from "#components/ui/cn";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import type { QueueView } from "#lib/posts/queue-queries";

type Slot = QueueView["slots"][number];

const DAYS = [
  { weekday: 1, short: "Mo", long: "Monday" },
  { weekday: 2, short: "Tu", long: "Tuesday" },
  { weekday: 3, short: "We", long: "Wednesday" },
  { weekday: 4, short: "Th", long: "Thursday" },
  { weekday: 5, short: "Fr", long: "Friday" },
  { weekday: 6, short: "Sa", long: "Saturday" },
  { weekday: 7, short: "Su", long: "Sunday" },
] as const;
const USUAL_TIME = "18:00";
const WORKDAYS: readonly number[] = [1, 2, 3, 4, 5];

type SlotEditorProps = {
  slots: readonly Slot[];
  mayChange: boolean;
  pending: boolean;
  onChange: (slots: Slot[], said: string) => void;
};

/** The times of a week at which posts go out, day by day. */
export function SlotEditor({ slots, mayChange, pending, onChange }: SlotEditorProps) {
  const remove = (slot: Slot, day: string) =>
    onChange(
      slots.filter((each) => each !== slot),
      `${day} ${slot.time} removed`,
    );
  return (
    <div className="flex flex-col gap-4">
      {slots.length > 0 ? (
        <dl className="overflow-hidden rounded-lg border border-line bg-surface">
          {DAYS.map(({ weekday, long }) => {
            const times = slots.filter((slot) => slot.weekday === weekday);
            return (
              <div
                key={weekday}
                className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line px-4 py-2 first:border-t-0"
              >
                <dt className="w-24 text-body">{long}</dt>
                <dd className="flex min-h-8 flex-1 flex-wrap items-center gap-1">
                  {times.length === 0 ? <span className="text-body text-ink-3">No times</span> : null}
                  {times.map((slot) => (
                    <span
                      key={slot.time}
                      className="inline-flex min-h-8 items-center rounded-sm border border-line ps-2 font-mono text-meta"
                    >
                      {slot.time}
                      {mayChange ? (
                        <button
                          type="button"
                          aria-label={`Remove ${long} ${slot.time}`}
                          disabled={pending}
                          onClick={() => remove(slot, long)}
                          className="flex size-8 items-center justify-center rounded-sm text-ink-2 hover:bg-sunken hover:text-ink pointer-coarse:size-11"
                        >
                          <X />
                        </button>
                      ) : (
                        <span className="w-2" />
                      )}
                    </span>
                  ))}
                </dd>
              </div>
            );
          })}
        </dl>
      ) : null}
      {mayChange ? <AddTime slots={slots} pending={pending} onChange={onChange} /> : null}
    </div>
  );
}

function AddTime({ slots, pending, onChange }: Omit<SlotEditorProps, "mayChange">) {
  const [time, setTime] = useState(USUAL_TIME);
  const field = useRef<HTMLInputElement>(null);
  // What was typed before the page's script was there counts.
  useEffect(() => setTime(field.current?.value ?? USUAL_TIME), []);
  const [days, setDays] = useState(WORKDAYS);
  const fresh = days
    .map((weekday) => ({ weekday, time }))
    .filter((slot) => !slots.some((each) => each.weekday === slot.weekday && each.time === slot.time));
  const toggle = (weekday: number) =>
    setDays(days.includes(weekday) ? days.filter((each) => each !== weekday) : [...days, weekday].sort());
  const isReady = time !== "" && fresh.length > 0;
  return (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
      <Field label="Time" className="w-32">
        <Input ref={field} type="time" defaultValue={USUAL_TIME} onValueChange={setTime} />
      </Field>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-2 text-label">On</legend>
        <div className="flex flex-wrap gap-1">
          {DAYS.map(({ weekday, short, long }) => (
            <button
              key={weekday}
              type="button"
              aria-label={long}
              aria-pressed={days.includes(weekday)}
              onClick={() => toggle(weekday)}
              className={cn(
                "size-10 rounded-md border border-line-strong bg-surface text-body text-ink-2 hover:bg-sunken pointer-coarse:size-11",
                "aria-pressed:border-action aria-pressed:bg-action aria-pressed:text-action-ink",
              )}
            >
              {short}
            </button>
          ))}
        </div>
      </fieldset>
      <Button
        variant="secondary"
        disabled={!isReady}
        focusableWhenDisabled
        pending={pending}
        onClick={() =>
          onChange([...slots, ...fresh], fresh.length === 1 ? "1 time added" : `${fresh.length} times added`)
        }
      >
        <Plus />
        Add times
      </Button>
    </div>
  );
}

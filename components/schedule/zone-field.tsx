"use client";

import { Combobox } from "@base-ui/react/combobox";
import { Check, ChevronDown } from "lucide-react";
import { useId, useMemo } from "react";
import { cn } from "#components/ui/cn";
import { controlClass } from "#components/ui/input";
import { floatClass } from "#components/ui/layer";
import { timeZones, zoneWords } from "#lib/clock/wall-time";

type Zone = { value: string; label: string };

type ZoneFieldProps = {
  label: string;
  value: string;
  onChange: (timeZone: string) => void;
  /** The moment whose offset is told, ms. */
  at: number;
  description?: string;
  disabled?: boolean;
};

const SHOWN = 60;

/** "new york" finds America/New_York by its place, its continent and its offset. */
function matches({ value, label }: Zone, query: string): boolean {
  const text = `${value.replaceAll(/[/_]/g, " ")} ${label}`.toLowerCase().replaceAll("−", "-");
  return query
    .toLowerCase()
    .replaceAll("−", "-")
    .split(/[\s/_,]+/)
    .every((word) => text.includes(word));
}

/** A time zone, written out and found by typing its city. */
export function ZoneField({ label, value, onChange, at, description, disabled }: ZoneFieldProps) {
  const id = useId();
  // Offsets only change with the day, and there are four hundred of them.
  const day = Math.floor(at / 86_400_000) * 86_400_000;
  const zones = useMemo(
    () => [...new Set([...timeZones(), value])].map((zone) => ({ value: zone, label: zoneWords(zone, day) })),
    [value, day],
  );
  const words = zoneWords(value, at);
  // One object as long as it says the same: a new one would put the chosen zone over what is being typed.
  const chosen = useMemo(() => ({ value, label: words }), [value, words]);
  return (
    <Combobox.Root<Zone>
      items={zones}
      value={chosen}
      onValueChange={(zone) => zone && onChange(zone.value)}
      isItemEqualToValue={(item, other) => item.value === other.value}
      filter={matches}
      limit={SHOWN}
      autoHighlight
      disabled={disabled}
    >
      <div className="flex flex-col gap-1">
        <label htmlFor={id} className="text-label text-ink">
          {label}
        </label>
        <Combobox.InputGroup className="relative">
          <Combobox.Input
            id={id}
            aria-describedby={description ? `${id}-more` : undefined}
            className={cn(controlClass, "h-10 pe-9 pointer-coarse:h-11")}
          />
          <Combobox.Trigger
            aria-label="Show all time zones"
            className="absolute inset-y-0 end-0 flex w-9 items-center justify-center rounded-md text-ink-2"
          >
            <ChevronDown />
          </Combobox.Trigger>
        </Combobox.InputGroup>
        {description ? (
          <p id={`${id}-more`} className="text-label font-normal text-ink-2">
            {description}
          </p>
        ) : null}
      </div>
      <Combobox.Portal>
        <Combobox.Positioner sideOffset={4} className="z-50">
          <Combobox.Popup
            aria-label={label}
            className={cn(floatClass, "w-(--anchor-width) max-w-(--available-width) p-1")}
          >
            <Combobox.Empty className="px-2 py-2 text-body text-ink-2 empty:hidden">
              No place of that name. Try the nearest large city.
            </Combobox.Empty>
            <Combobox.List className="max-h-[min(16rem,var(--available-height))] overflow-y-auto overscroll-contain">
              {(zone: Zone) => (
                <Combobox.Item
                  key={zone.value}
                  value={zone}
                  className="grid min-h-9 cursor-default grid-cols-[1rem_1fr] items-center gap-x-2 rounded-sm px-2 py-1.5 text-body select-none data-highlighted:bg-sunken pointer-coarse:min-h-11"
                >
                  <Combobox.ItemIndicator className="col-start-1">
                    <Check />
                  </Combobox.ItemIndicator>
                  <span className="col-start-2">{zone.label}</span>
                </Combobox.Item>
              )}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}

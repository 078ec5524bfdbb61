"use client";

import { ChevronDown } from "lucide-react";
import { useMemo } from "react";
import { cn } from "#components/ui/cn";
import { Field } from "#components/ui/field";
import { controlClass } from "#components/ui/input";

type ZoneFieldProps = {
  value: string;
  onChange: (zone: string) => void;
  description?: string;
  error?: string;
};

/** A time zone out of all that this browser knows: the device's own list, which phones and keyboards know how to search. */
export function ZoneField({ value, onChange, description, error }: ZoneFieldProps) {
  const zones = useMemo(() => [...new Set([value, "UTC", ...Intl.supportedValuesOf("timeZone")])], [value]);
  return (
    <Field name="timeZone" label="Time zone" description={description} error={error}>
      <span className="relative block">
        <select
          name="timeZone"
          aria-label="Time zone"
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className={cn(controlClass, "h-10 appearance-none truncate pe-9 pointer-coarse:h-11")}
        >
          {zones.toSorted().map((zone) => (
            <option key={zone} value={zone}>
              {zone.replaceAll("_", " ")}
            </option>
          ))}
        </select>
        <ChevronDown
          aria-hidden
          className="pointer-events-none absolute end-3 top-1/2 -translate-y-1/2 text-ink-2"
        />
      </span>
    </Field>
  );
}

/** The zone of this browser. */
export const ownZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

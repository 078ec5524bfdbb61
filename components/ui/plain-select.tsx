import { ChevronDown } from "lucide-react";
import { cn } from "./cn";
import { controlClass } from "./input";

type PlainSelectProps = {
  options: readonly { value: string; label: string }[];
  value: string;
  onValueChange: (value: string) => void;
  "aria-label": string;
  className?: string;
};

/** A choice of one from a short list, by the browser's own list: for filters, where nothing needs explaining. */
export function PlainSelect({ options, value, onValueChange, className, ...rest }: PlainSelectProps) {
  return (
    <span className={cn("relative inline-flex", className)}>
      <select
        {...rest}
        value={value}
        onChange={(event) => onValueChange(event.target.value)}
        className={cn(controlClass, "h-10 appearance-none truncate pe-9 pointer-coarse:h-11")}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown className="pointer-events-none absolute end-3 top-1/2 -translate-y-1/2 text-ink-2" />
    </span>
  );
}

"use client";

import { Select as BaseSelect } from "@base-ui/react/select";
import { Tooltip } from "@base-ui/react/tooltip";
import { Check, ChevronDown } from "lucide-react";
import { useContext, useId } from "react";
import { cn } from "./cn";
import { FieldLabelId } from "./field-label";
import { controlClass } from "./input";
import { floatClass, tipClass } from "./layer";

export type SelectOption = {
  value: string;
  label: string;
  description?: string;
  disabled?: boolean;
  /** Why the option is disabled. Shown while it is hovered or focused, and read out with it. */
  reason?: string;
};

type SelectProps = {
  options: readonly SelectOption[];
  /** `null` shows the placeholder: nothing is chosen. */
  value?: string | null;
  defaultValue?: string | null;
  onValueChange?: (value: string | null) => void;
  placeholder?: string;
  id?: string;
  name?: string;
  required?: boolean;
  disabled?: boolean;
  className?: string;
  "aria-label"?: string;
};

/** A choice of one from a list. Disabled options can be reached by pointer and keyboard, and say why. */
export function Select({
  options,
  placeholder,
  className,
  onValueChange,
  id,
  "aria-label": label,
  ...rest
}: SelectProps) {
  const valueId = useId();
  const labelId = useContext(FieldLabelId);
  return (
    <BaseSelect.Root {...rest} items={options} onValueChange={(value) => onValueChange?.(value)}>
      <BaseSelect.Trigger
        id={id}
        aria-label={label}
        aria-labelledby={label ? undefined : labelId}
        className={cn(
          controlClass,
          "flex min-h-10 items-center justify-between gap-2 py-1.5 text-start pointer-coarse:min-h-11",
          "data-disabled:cursor-not-allowed data-disabled:border-line data-disabled:bg-sunken data-disabled:text-ink-3",
          className,
        )}
      >
        <BaseSelect.Value
          id={valueId}
          placeholder={placeholder}
          className="min-w-0 data-placeholder:text-ink-3"
        />
        <BaseSelect.Icon render={<ChevronDown className="text-ink-2" />} />
      </BaseSelect.Trigger>
      {/* The list takes the focus and the rest of the page goes quiet: to assistive technology that is a dialog. */}
      <BaseSelect.Portal>
        <BaseSelect.Positioner
          role="dialog"
          aria-labelledby={valueId}
          alignItemWithTrigger={false}
          sideOffset={4}
          className="z-40"
        >
          <BaseSelect.Popup
            className={cn(floatClass, "min-w-(--anchor-width) max-w-(--available-width) p-1")}
          >
            <BaseSelect.List className="max-h-(--available-height) overflow-y-auto">
              {options.map((option) => (
                <Option key={option.value} option={option} />
              ))}
            </BaseSelect.List>
          </BaseSelect.Popup>
        </BaseSelect.Positioner>
      </BaseSelect.Portal>
    </BaseSelect.Root>
  );
}

function Option({ option }: { option: SelectOption }) {
  const reasonId = useId();
  const item = (
    <BaseSelect.Item
      value={option.value}
      disabled={option.disabled}
      aria-describedby={option.reason ? reasonId : undefined}
      className={cn(
        "grid min-h-9 cursor-default grid-cols-[1rem_1fr] items-start gap-x-2 rounded-sm px-2 py-2 text-body select-none",
        "focus-visible:-outline-offset-2 data-highlighted:bg-sunken data-disabled:text-ink-3 data-disabled:cursor-not-allowed pointer-coarse:min-h-11",
      )}
    >
      <BaseSelect.ItemIndicator className="col-start-1 row-start-1 pt-0.5">
        <Check />
      </BaseSelect.ItemIndicator>
      <BaseSelect.ItemText className="col-start-2 row-start-1">{option.label}</BaseSelect.ItemText>
      {option.description ? (
        <span className="col-start-2 text-label font-normal text-ink-2">{option.description}</span>
      ) : null}
      {option.reason ? (
        <span id={reasonId} className="col-start-2 hidden text-label font-normal pointer-coarse:block">
          {option.reason}
        </span>
      ) : null}
    </BaseSelect.Item>
  );
  if (!option.reason) return item;
  return (
    <Tooltip.Root>
      <Tooltip.Trigger delay={0} closeOnClick={false} render={item} />
      <Tooltip.Portal>
        <Tooltip.Positioner side="inline-end" sideOffset={8} className="z-50">
          <Tooltip.Popup aria-hidden className={tipClass}>
            {option.reason}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}

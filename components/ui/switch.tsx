import { Switch as BaseSwitch } from "@base-ui/react/switch";
import { type ReactNode, useId } from "react";
import { cn } from "./cn";

type SwitchProps = Omit<BaseSwitch.Root.Props, "className" | "children"> & {
  label: ReactNode;
  description?: ReactNode;
  className?: string;
};

/** Something that is on or off at once, without a save. Off unless told so. */
export function Switch({ label, description, className, ...rest }: SwitchProps) {
  const id = useId();
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the switch inside is its control
    <label
      className={cn(
        "flex min-h-8 items-start justify-between gap-4 py-1.5 text-body pointer-coarse:min-h-11 pointer-coarse:py-3",
        "has-data-disabled:cursor-not-allowed has-data-disabled:text-ink-3",
        className,
      )}
    >
      <span className="min-w-0">
        <span id={`${id}-label`}>{label}</span>
        {description ? (
          <span id={`${id}-description`} className="block text-label font-normal text-ink-2">
            {description}
          </span>
        ) : null}
      </span>
      <BaseSwitch.Root
        aria-labelledby={`${id}-label`}
        aria-describedby={description ? `${id}-description` : undefined}
        {...rest}
        className={cn(
          "flex h-6 w-10 shrink-0 items-center rounded-full border border-line-strong bg-sunken p-[3px] transition-colors",
          "data-checked:border-action data-checked:bg-action data-disabled:border-line data-disabled:data-checked:bg-ink-3",
        )}
      >
        <BaseSwitch.Thumb className="size-4 rounded-full bg-line-strong transition-transform data-checked:translate-x-4 data-checked:bg-action-ink rtl:data-checked:-translate-x-4 forced-colors:bg-[ButtonText] forced-colors:data-checked:bg-[Highlight]" />
      </BaseSwitch.Root>
    </label>
  );
}

import { Checkbox as BaseCheckbox } from "@base-ui/react/checkbox";
import { Check } from "lucide-react";
import { type ReactNode, useId } from "react";
import { cn } from "./cn";

type CheckboxProps = Omit<BaseCheckbox.Root.Props, "className" | "children"> & {
  label: ReactNode;
  /** A second line below the label: what the tick means, or why it cannot be set. */
  description?: ReactNode;
  className?: string;
};

/** A tick with its label. Never ticked unless told so. */
export function Checkbox({ label, description, className, ...rest }: CheckboxProps) {
  const id = useId();
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the checkbox inside is its control
    <label
      className={cn(
        "flex min-h-8 items-start gap-3 py-1.5 text-body pointer-coarse:min-h-11 pointer-coarse:py-3",
        "has-data-disabled:cursor-not-allowed has-data-disabled:text-ink-3",
        className,
      )}
    >
      <BaseCheckbox.Root
        aria-labelledby={`${id}-label`}
        aria-describedby={description ? `${id}-description` : undefined}
        {...rest}
        className={cn(
          "flex size-5 shrink-0 items-center justify-center rounded-sm border border-line-strong bg-surface text-action-ink transition-colors",
          "data-checked:border-action data-checked:bg-action data-invalid:border-stop",
          "data-disabled:border-line data-disabled:bg-sunken data-disabled:data-checked:bg-ink-3",
        )}
      >
        <BaseCheckbox.Indicator className="flex">
          <Check className="stroke-[2.5]" />
        </BaseCheckbox.Indicator>
      </BaseCheckbox.Root>
      <span className="min-w-0">
        <span id={`${id}-label`}>{label}</span>
        {description ? (
          <span id={`${id}-description`} className="block text-label font-normal text-ink-2">
            {description}
          </span>
        ) : null}
      </span>
    </label>
  );
}

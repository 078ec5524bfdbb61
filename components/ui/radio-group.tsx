import { Fieldset } from "@base-ui/react/fieldset";
import { Radio } from "@base-ui/react/radio";
import { RadioGroup as BaseRadioGroup } from "@base-ui/react/radio-group";
import { CircleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";
import { cn } from "./cn";

export type RadioOption = { value: string; label: ReactNode; description?: ReactNode; disabled?: boolean };

type RadioGroupProps = Omit<BaseRadioGroup.Props<string>, "className" | "children" | "render"> & {
  legend: ReactNode;
  options: readonly RadioOption[];
  error?: ReactNode;
  /** Side by side where there is room. */
  inline?: boolean;
  className?: string;
};

/** A choice of one, all options in sight. Nothing is chosen unless told so. */
export function RadioGroup({ legend, options, error, inline = false, className, ...rest }: RadioGroupProps) {
  const id = useId();
  return (
    <Fieldset.Root
      render={<BaseRadioGroup {...rest} aria-describedby={error ? `${id}-error` : undefined} />}
      className={className}
    >
      <Fieldset.Legend className="mb-1 text-label text-ink">{legend}</Fieldset.Legend>
      <div className={cn("flex flex-col", inline && "sm:flex-row sm:flex-wrap sm:gap-x-6")}>
        {options.map((option, index) => (
          // biome-ignore lint/a11y/noLabelWithoutControl: the radio inside is its control
          <label
            key={option.value}
            className="flex min-h-8 items-start gap-3 py-1.5 text-body has-data-disabled:cursor-not-allowed has-data-disabled:text-ink-3 pointer-coarse:min-h-11 pointer-coarse:py-3"
          >
            <Radio.Root
              value={option.value}
              aria-labelledby={`${id}-${index}`}
              aria-describedby={option.description ? `${id}-${index}-more` : undefined}
              disabled={option.disabled}
              className="flex size-5 shrink-0 items-center justify-center rounded-full border border-line-strong bg-surface transition-colors data-checked:border-action data-disabled:border-line data-disabled:bg-sunken"
            >
              <Radio.Indicator className="size-2.5 rounded-full bg-action forced-colors:bg-[Highlight]" />
            </Radio.Root>
            <span className="min-w-0">
              <span id={`${id}-${index}`}>{option.label}</span>
              {option.description ? (
                <span id={`${id}-${index}-more`} className="block text-label font-normal text-ink-2">
                  {option.description}
                </span>
              ) : null}
            </span>
          </label>
        ))}
      </div>
      {error ? (
        <p id={`${id}-error`} className="mt-1 flex items-start gap-1.5 text-label text-stop-text">
          <CircleAlert className="mt-px" />
          {error}
        </p>
      ) : null}
    </Fieldset.Root>
  );
}

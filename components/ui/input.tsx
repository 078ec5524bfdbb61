import { Input as BaseInput } from "@base-ui/react/input";
import { cn } from "./cn";

/** What every control that holds a value looks like: input, textarea, the trigger of a select. */
export const controlClass = cn(
  "w-full rounded-md border border-line-strong bg-surface px-3 text-body text-ink transition-colors",
  "pointer-coarse:text-body-lg",
  "data-invalid:border-stop data-invalid:shadow-[inset_0_0_0_1px_var(--stop)]",
  "disabled:border-line disabled:bg-sunken disabled:text-ink-3 disabled:cursor-not-allowed",
  "[&[readonly]]:bg-sunken",
);

type InputProps = Omit<BaseInput.Props, "className"> & { className?: string };

/** One line of text. Inside a `Field` it is named, described and marked wrong by it. */
export function Input({ className, ...rest }: InputProps) {
  return <BaseInput {...rest} className={cn(controlClass, "h-10 pointer-coarse:h-11", className)} />;
}

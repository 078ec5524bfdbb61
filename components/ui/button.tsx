import { Button as BaseButton } from "@base-ui/react/button";
import { cva, type VariantProps } from "class-variance-authority";
import { Ellipsis } from "lucide-react";
import { cn } from "./cn";

const button = cva(
  [
    "relative inline-flex items-center justify-center gap-2 rounded-md border border-transparent font-semibold",
    "text-body text-center select-none transition-colors data-disabled:cursor-not-allowed",
    "aria-busy:cursor-progress pointer-coarse:min-h-11",
  ],
  {
    variants: {
      variant: {
        primary:
          "bg-action text-action-ink hover:bg-action/88 active:bg-action/80 data-disabled:bg-action/60 disabled:bg-action/60",
        secondary:
          "border-line-strong bg-surface text-ink hover:bg-sunken active:bg-line data-disabled:text-ink-3 data-disabled:border-line data-disabled:hover:bg-surface",
        ghost: "text-ink-2 hover:bg-sunken hover:text-ink active:bg-line data-disabled:text-ink-3",
        danger: "bg-stop text-stop-ink hover:bg-stop/90 active:bg-stop/80 data-disabled:bg-stop/60",
      },
      size: {
        sm: "min-h-8 px-3 py-1",
        md: "min-h-10 px-4 py-2",
        touch: "min-h-11 px-4 py-2.5",
      },
      /** A square button that holds one icon: its name comes from `aria-label`. */
      icon: { true: "px-0", false: "" },
    },
    compoundVariants: [
      { icon: true, size: "sm", class: "w-8 pointer-coarse:w-11" },
      { icon: true, size: "md", class: "w-10 pointer-coarse:w-11" },
      { icon: true, size: "touch", class: "w-11" },
    ],
    defaultVariants: { variant: "primary", size: "md", icon: false },
  },
);

type Look = VariantProps<typeof button>;

/** The looks of a button, for a link that leads somewhere: `<Link className={buttonClass({ variant: "secondary" })}>`. */
export function buttonClass({ className, ...look }: Look & { className?: string } = {}): string {
  return cn(button(look), className);
}

export type ButtonProps = Omit<BaseButton.Props, "className"> &
  Look & {
    className?: string;
    /** Work is under way: the button keeps its label and its focus, ignores presses and tells assistive technology. */
    pending?: boolean;
  };

/** A button. `type` is "button" unless said otherwise. A disabled one keeps its focus with `focusableWhenDisabled`. */
export function Button({ variant, size, icon, pending = false, className, children, ...rest }: ButtonProps) {
  return (
    <BaseButton
      {...rest}
      disabled={pending || rest.disabled}
      focusableWhenDisabled={pending || rest.focusableWhenDisabled}
      aria-busy={pending || undefined}
      className={buttonClass({ variant, size, icon, className })}
    >
      {children}
      {pending ? <Ellipsis className="absolute end-0.5 top-1/2 size-3 -translate-y-1/2" /> : null}
    </BaseButton>
  );
}

import { Field } from "@base-ui/react/field";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { controlClass } from "./input";

type TextareaProps = Omit<Field.Control.Props, "className" | "render"> &
  Pick<ComponentProps<"textarea">, "rows" | "maxLength" | "wrap"> & { className?: string };

/** Several lines of text; grows with what is written. Larger type: captions are read, not scanned. */
export function Textarea({ className, rows = 4, maxLength, wrap, ...rest }: TextareaProps) {
  return (
    <Field.Control
      {...rest}
      render={<textarea rows={rows} maxLength={maxLength} wrap={wrap} />}
      className={cn(controlClass, "field-sizing-content min-h-24 resize-y py-2 text-body-lg", className)}
    />
  );
}

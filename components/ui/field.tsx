"use client";

import { Field as BaseField } from "@base-ui/react/field";
import { CircleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";
import { cn } from "./cn";
import { FieldLabelId } from "./field-label";

export type FieldProps = {
  label: ReactNode;
  /** What helps before typing. Read out with the control. */
  description?: ReactNode;
  /** What is wrong and what to do; marks the control wrong and is read out with it. */
  error?: ReactNode;
  /** A word beside the label, such as "optional". */
  note?: ReactNode;
  /** Facts below the control that change while one types: a counter. */
  footer?: ReactNode;
  name?: string;
  disabled?: boolean;
  /** The control is a `Select`, which is no native input: the label then is text that names it. */
  custom?: boolean;
  className?: string;
  children: ReactNode;
};

/** A control with its label, its help and what is wrong with it, all tied together for assistive technology. */
export function Field({
  label,
  description,
  error,
  note,
  footer,
  custom,
  className,
  children,
  ...rest
}: FieldProps) {
  const labelId = useId();
  return (
    <BaseField.Root {...rest} invalid={Boolean(error)} className={cn("flex flex-col gap-1", className)}>
      <div className="flex items-baseline justify-between gap-4">
        <BaseField.Label
          id={labelId}
          nativeLabel={!custom}
          render={custom ? <div /> : undefined}
          className="text-label text-ink"
        >
          {label}
        </BaseField.Label>
        {note ? <span className="text-meta text-ink-3">{note}</span> : null}
      </div>
      {description ? (
        <BaseField.Description className="max-w-measure text-label font-normal text-ink-2">
          {description}
        </BaseField.Description>
      ) : null}
      <div className="mt-1">
        <FieldLabelId value={labelId}>{children}</FieldLabelId>
      </div>
      <FieldError>{error}</FieldError>
      {footer}
    </BaseField.Root>
  );
}

/** What is wrong with the control of the surrounding field, in words and with a mark. */
function FieldError({ children }: { children?: ReactNode }) {
  if (!children) return null;
  return (
    <BaseField.Error match className="mt-1 flex items-start gap-1.5 text-label text-stop-text">
      <CircleAlert className="mt-px" />
      <span>{children}</span>
    </BaseField.Error>
  );
}

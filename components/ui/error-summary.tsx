"use client";

import { CircleAlert } from "lucide-react";
import { type MouseEvent, useEffect, useRef } from "react";

type ErrorSummaryProps = {
  /** One per thing to mend: the id of its control and the sentence that stands there too. */
  errors: readonly { id: string; message: string }[];
  title?: string;
};

/**
 * What to mend, above a form that was sent. Takes the focus when it appears or changes; each link puts the
 * focus into its control. The pattern is GOV.UK's error summary.
 */
export function ErrorSummary({ errors, title = "There is a problem" }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  const shown = errors.map((error) => error.message).join("\n");
  useEffect(() => {
    if (shown) box.current?.focus();
  }, [shown]);
  if (errors.length === 0) return null;
  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      className="edge rounded-lg border border-line bg-surface p-4 ps-5 [--edge:var(--stop)]"
    >
      <h2 className="flex items-center gap-2 text-section text-stop-text">
        <CircleAlert />
        {title}
      </h2>
      <ul className="mt-2 flex flex-col gap-1">
        {errors.map((error) => (
          <li key={error.id}>
            <a
              href={`#${error.id}`}
              onClick={(event) => focusControl(event, error.id)}
              className="link inline-block py-0.5"
            >
              {error.message}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Puts the focus into the control itself, or into the first control of a group with that id. */
function focusControl(event: MouseEvent, id: string): void {
  const target = document.getElementById(id);
  if (!target) return;
  event.preventDefault();
  const focusable =
    "input:not([type=hidden],[aria-hidden=true]),textarea,button,select,[role=checkbox],[role=radio],[role=switch]";
  const control = target.matches(focusable)
    ? target
    : (target.querySelector<HTMLElement>(focusable) ?? target);
  control.scrollIntoView({ block: "center" });
  control.focus();
}

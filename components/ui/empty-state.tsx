import type { ReactNode } from "react";
import { cn } from "./cn";

/** Nothing here yet: one sentence that says what belongs here, one action that brings it. */
export function EmptyState({
  children,
  action,
  className,
}: {
  children: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  return (
    <div
      className={cn(
        "flex flex-col items-start gap-4 rounded-lg border border-dashed border-line-strong px-6 py-8",
        className,
      )}
    >
      <p className="max-w-measure text-body-lg text-ink-2">{children}</p>
      {action}
    </div>
  );
}

import type { ReactNode } from "react";

/** A key. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-flex min-h-6 min-w-6 items-center justify-center rounded-sm border border-line-strong bg-surface px-1.5 text-meta text-ink-2">
      {children}
    </kbd>
  );
}

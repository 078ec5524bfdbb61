import type { ReactNode } from "react";
import { EmptyState } from "#components/ui/empty-state";

/** Instead of a page that somebody's role does not open: which role it takes. */
export function NotAllowed({ children }: { children: ReactNode }) {
  return (
    <div data-refused>
      <EmptyState>{children}</EmptyState>
    </div>
  );
}

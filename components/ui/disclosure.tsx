import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

type DisclosureProps = {
  summary: ReactNode;
  open?: boolean;
  /** "bar" is the full-width foot of a card; "plain" stands in running text. */
  look?: "plain" | "bar";
  className?: string;
  children: ReactNode;
};

/** More for those who want it. The browser's own element: works before and without scripts, found by page search. */
export function Disclosure({ summary, open = false, look = "plain", className, children }: DisclosureProps) {
  return (
    <details
      open={open}
      className={cn("group/more", look === "bar" && "border-t border-line bg-sunken", className)}
    >
      <summary
        className={cn(
          "flex min-h-8 list-none items-center gap-2 rounded-sm text-body font-medium pointer-coarse:min-h-11",
          look === "bar" && "min-h-11 px-6 focus-visible:-outline-offset-2 max-sm:px-4",
        )}
      >
        <ChevronRight className="transition-transform group-open/more:rotate-90 rtl:-scale-x-100" />
        {summary}
      </summary>
      <div className={look === "bar" ? "px-6 pt-1 pb-5 max-sm:px-4" : "py-2 ps-6"}>{children}</div>
    </details>
  );
}

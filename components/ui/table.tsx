import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

type TableProps = {
  /** Names the table; shown above it, or only read out with `captionHidden`. */
  caption: string;
  captionHidden?: boolean;
  /** "compact" for long lists that are scanned. */
  density?: "comfortable" | "compact";
  className?: string;
  children: ReactNode;
};

/** A table in a box of its own, which alone scrolls sideways when there is no room: the page never does. */
export function Table({
  caption,
  captionHidden = false,
  density = "comfortable",
  className,
  children,
}: TableProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a section would join the page's outline; this only scrolls
    <div
      role="region"
      aria-label={caption}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
      tabIndex={0}
      className="relative overflow-x-auto rounded-lg border border-line bg-surface"
    >
      <table
        data-density={density}
        className={cn("group/table w-full border-collapse text-start text-body", className)}
      >
        <caption className={captionHidden ? "sr-only" : "px-4 pt-3 pb-2 text-start text-section"}>
          {caption}
        </caption>
        {children}
      </table>
    </div>
  );
}

/** A column's heading; `scope="row"` makes it a row's. */
export function Th({ className, scope = "col", ...rest }: ComponentProps<"th">) {
  return (
    <th
      {...rest}
      scope={scope}
      className={cn(
        "px-4 py-2 text-start align-baseline",
        scope === "col" ? "text-label text-ink-2 whitespace-nowrap" : "border-t border-line font-medium",
        className,
      )}
    />
  );
}

/** A cell. */
export function Td({ className, ...rest }: ComponentProps<"td">) {
  return (
    <td
      {...rest}
      className={cn(
        "border-t border-line px-4 py-3 align-baseline group-data-[density=compact]/table:py-1.5",
        className,
      )}
    />
  );
}

import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "#components/ui/cn";
import type { Guidance } from "#lib/errors/guidance";
import type { RenderAction } from "./guidance-actions";
import { edges } from "./guidance-card";
import { GuidanceChip } from "./guidance-chip";

type GuidanceRowProps = {
  guidance: Guidance;
  /** Where the whole card is. */
  href: string;
  /** Facts of the list it stands in: the account, the oldest slot missed, how many posts. */
  meta?: ReactNode;
  /** Makes the primary action work. */
  renderAction?: RenderAction;
  /** The row whose card is open beside the list, where there is room for both. */
  current?: boolean;
  className?: string;
};

/** The same failure in one line of a list: state, headline, the one button. */
export function GuidanceRow({ guidance, href, meta, renderAction, current, className }: GuidanceRowProps) {
  const { primary } = guidance;
  const action = primary && primary.id !== "copy_details" ? renderAction?.(primary, "secondary") : null;
  return (
    <div
      className={cn(
        "edge flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md border border-line bg-surface py-3 ps-4 pe-3",
        "[--edge-width:3px]",
        edges[guidance.tone],
        current && "lg:bg-accent-tint",
        className,
      )}
    >
      <div className="min-w-0 flex-1 basis-64">
        <GuidanceChip guidance={guidance} />
        <Link
          href={href}
          aria-current={current || undefined}
          className="block rounded-sm text-section text-ink hover:underline"
        >
          {guidance.headline}
        </Link>
        {meta ? <div className="mt-0.5 text-meta text-ink-2">{meta}</div> : null}
      </div>
      {action ? <div className="shrink-0 max-sm:w-full max-sm:[&>*]:w-full">{action}</div> : null}
    </div>
  );
}

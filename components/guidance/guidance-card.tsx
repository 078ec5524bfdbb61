import { type ReactNode, useId } from "react";
import { cn } from "#components/ui/cn";
import type { Guidance } from "#lib/errors/guidance";
import { GuidanceActions, type RenderAction } from "./guidance-actions";
import { GuidanceChip } from "./guidance-chip";
import { EvidenceTable, GuidanceFacts } from "./guidance-facts";
import { SupportPanel } from "./support-panel";

export const edges: Record<Guidance["tone"], string> = {
  stop: "[--edge:var(--stop)]",
  wait: "[--edge:var(--wait)]",
  held: "[--edge:var(--held)]",
  live: "[--edge:var(--live)]",
};

export type GuidanceCardProps = {
  guidance: Guidance;
  /** Makes each action work; without it the card only tells. */
  renderAction?: RenderAction;
  /** Where the other waiting posts are listed. */
  alsoWaitingHref?: string;
  /** Level of the headline: 1 where the card is the page. */
  level?: 1 | 2 | 3;
  /** More, between the facts and the details for support. */
  children?: ReactNode;
  className?: string;
};

/** A failure told to one viewer about one post: what happened, the button that helps, and everything worth knowing. */
export function GuidanceCard(props: GuidanceCardProps) {
  const { guidance, renderAction, alsoWaitingHref, level = 2, children, className } = props;
  const headline = useId();
  const Heading = `h${level}` as const;
  return (
    <article
      aria-labelledby={headline}
      className={cn("edge rounded-lg border border-line bg-surface", edges[guidance.tone], className)}
    >
      <div className="px-7 pt-6 pb-7 max-sm:px-4 max-sm:ps-5">
        <GuidanceChip guidance={guidance} />
        <Heading
          id={headline}
          className={cn("mt-1 text-balance", level === 1 ? "text-display" : "text-title")}
        >
          {guidance.headline}
        </Heading>
        <p className="mt-2 max-w-measure text-body-lg text-ink-2">
          {guidance.summary} {guidance.keeps}
        </p>
        <GuidanceActions guidance={guidance} renderAction={renderAction} className="mt-5" />
        <div className="mt-6">
          {guidance.evidence.length ? <EvidenceTable evidence={guidance.evidence} /> : null}
          <GuidanceFacts guidance={guidance} alsoWaitingHref={alsoWaitingHref} />
          {children}
        </div>
      </div>
      <SupportPanel guidance={guidance} />
    </article>
  );
}

import type { ReactNode } from "react";
import { GuidanceCard, type GuidanceCardProps } from "./guidance-card";

type GuidancePageProps = Omit<GuidanceCardProps, "level" | "className"> & {
  /** The way back up. */
  above?: ReactNode;
  /** The post's frame and its timeline; below the card on a phone. */
  aside?: ReactNode;
};

/** The card as a page of its own: its headline is the page's title, the post and its timeline stand beside it. */
export function GuidancePage({ above, aside, ...card }: GuidancePageProps) {
  return (
    <div className="flex flex-col gap-4">
      {above}
      <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,44.25rem)_minmax(0,1fr)]">
        <GuidanceCard {...card} level={1} />
        {aside ? <aside className="min-w-0">{aside}</aside> : null}
      </div>
    </div>
  );
}

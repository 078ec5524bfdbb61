import type { ReactNode } from "react";
import { cn } from "./cn";
import { edgeOf, type Tone, textOf } from "./tone";

type BannerProps = {
  tone: Tone;
  /** A lucide icon element. */
  icon?: ReactNode;
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  /** It appeared after the page did: assistive technology says it when it has a moment. */
  live?: boolean;
  className?: string;
};

/** Something about the whole page or account: offline, paused, TikTok has a problem. */
export function Banner({ tone, icon, title, children, actions, live = false, className }: BannerProps) {
  return (
    <div
      role={live ? "status" : undefined}
      className={cn(
        "edge flex flex-wrap items-center gap-x-6 gap-y-3 rounded-lg border border-line bg-surface py-3 ps-5 pe-4",
        edgeOf[tone],
        className,
      )}
    >
      <div className="min-w-0 flex-1 basis-64">
        <div className={cn("flex items-start gap-2 text-label [&>svg]:mt-px", textOf[tone])}>
          {icon}
          <span>{title}</span>
        </div>
        {children ? <div className="mt-1 max-w-measure text-body text-ink-2">{children}</div> : null}
      </div>
      {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
    </div>
  );
}

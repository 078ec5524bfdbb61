import type { ReactNode } from "react";
import { cn } from "./cn";

type PageHeaderProps = {
  title: ReactNode;
  /** A breadcrumb above the title. */
  above?: ReactNode;
  /** A state mark or chip between the two. */
  mark?: ReactNode;
  description?: ReactNode;
  /** Buttons; they wrap below the title on a phone. */
  actions?: ReactNode;
  /** 1 on a page. Deeper only where a page shows headers as specimens. */
  level?: 1 | 2 | 3 | 4;
  className?: string;
};

/** The page's one title, what it is about, and what can be done here. */
export function PageHeader({
  title,
  above,
  mark,
  description,
  actions,
  level = 1,
  className,
}: PageHeaderProps) {
  const Heading = `h${level}` as const;
  return (
    <header className={cn("mb-6 flex flex-col gap-2", className)}>
      {above}
      <div
        className={cn(
          "flex flex-wrap justify-between gap-x-6 gap-y-3",
          mark || description ? "items-start" : "items-center",
        )}
      >
        <div className="flex min-w-0 flex-col gap-1">
          {mark}
          <Heading className="text-title">{title}</Heading>
          {description ? <p className="max-w-measure text-body text-ink-2">{description}</p> : null}
        </div>
        {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
      </div>
    </header>
  );
}

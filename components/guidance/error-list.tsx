import Link from "next/link";
import { cn } from "#components/ui/cn";
import type { Explanation } from "#lib/errors/explain";

type ErrorListProps = { errors: readonly Explanation[]; label: string; className?: string };

/** Codes as lines of a table that becomes a list on a phone: what happened, its code, whether it is retried. */
export function ErrorList({ errors, label, className }: ErrorListProps) {
  return (
    <ul aria-label={label} className={cn("rounded-lg border border-line bg-surface", className)}>
      {errors.map(({ code, title, retryBrief }) => (
        <li
          key={code}
          className="grid gap-x-6 border-t border-line px-4 py-2.5 first:border-t-0 sm:grid-cols-[minmax(0,1fr)_9.5rem] sm:items-center"
        >
          <div className="min-w-0">
            <Link
              href={`/errors/${code}`}
              className="rounded-sm text-body font-semibold text-ink hover:underline"
            >
              {title}
            </Link>
            <div className="font-mono text-meta break-words text-ink-3">{code}</div>
          </div>
          <div className="text-meta text-ink-2">{retryBrief}</div>
        </li>
      ))}
    </ul>
  );
}

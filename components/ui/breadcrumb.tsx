import { ChevronRight } from "lucide-react";
import Link from "next/link";

type BreadcrumbProps = { items: readonly { label: string; href?: string }[]; label?: string };

/** The way back up. The last item is this page and leads nowhere. */
export function Breadcrumb({ items, label = "Breadcrumb" }: BreadcrumbProps) {
  return (
    <nav aria-label={label}>
      <ol className="flex flex-wrap items-center gap-x-2 text-body text-ink-2">
        {items.map((item, index) => (
          <li key={item.label} className="flex min-h-6 min-w-0 items-center gap-2">
            {index > 0 ? <ChevronRight className="size-3.5 text-ink-3 rtl:-scale-x-100" /> : null}
            {item.href ? (
              <Link href={item.href} className="rounded-sm py-0.5 hover:text-ink hover:underline">
                {item.label}
              </Link>
            ) : (
              <span aria-current="page" className="min-w-0 truncate py-0.5 text-ink">
                {item.label}
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

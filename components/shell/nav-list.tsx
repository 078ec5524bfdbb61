"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { cn } from "#components/ui/cn";

export type NavItem = {
  label: string;
  /** For the bar on phones, where five have to fit: "Fix". */
  shortLabel?: string;
  href: string;
  /** A lucide icon element; used in the bar on phones. */
  icon: ReactNode;
  /** How many things wait there: a number, or "200+". Nothing is shown for none. */
  count?: number | string;
  /** Red for what needs a person, neutral for the rest. */
  urgent?: boolean;
  /** Only where the address is this very one: home is above everything. */
  exact?: boolean;
  /** Said by the page; left out, the address decides. */
  current?: boolean;
};

/** Which item is where the person is: as the page says, or the nearest one at or above the address. */
export function useCurrent(items: readonly NavItem[]): NavItem | undefined {
  const path = usePathname() ?? "";
  const above = items.filter(
    (item) => path === item.href || (!item.exact && path.startsWith(`${item.href}/`)),
  );
  return items.find((item) => item.current) ?? above.toSorted((a, b) => b.href.length - a.href.length)[0];
}

/** How many things wait behind a link. */
export function Count({ item, className }: { item: NavItem; className?: string }) {
  if (!item.count) return null;
  return (
    <span
      className={cn(
        "min-w-5 rounded-sm px-1.5 py-px text-center text-meta font-semibold",
        item.urgent ? "bg-stop-tint text-stop-text" : "bg-line text-ink-2",
        className,
      )}
    >
      {item.count}
    </span>
  );
}

/** The places, one below the other. */
export function NavList({ items }: { items: readonly NavItem[] }) {
  const current = useCurrent(items);
  return (
    <ul className="flex flex-col gap-0.5">
      {items.map((item) => (
        <li key={item.href}>
          <Link
            href={item.href}
            aria-current={item === current ? "page" : undefined}
            className={cn(
              "flex min-h-[34px] items-center justify-between gap-2 rounded-md border border-transparent px-2 py-1.5 text-body text-ink-2 transition-colors hover:text-ink pointer-coarse:min-h-11",
              "aria-[current=page]:border-line aria-[current=page]:bg-surface aria-[current=page]:font-semibold aria-[current=page]:text-ink",
            )}
          >
            <span className="truncate">{item.label}</span>
            <Count item={item} />
          </Link>
        </li>
      ))}
    </ul>
  );
}

"use client";

import { Menu } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { Count, type NavItem, NavList, useCurrent } from "./nav-list";
import { ThemeSwitch } from "./theme-switch";

/** Loaded when somebody opens it: most visits never do. */
const Drawer = lazy(async () => ({ default: (await import("#components/ui/drawer")).Drawer }));

export type ComposeLink = { label: string; href: string; icon: ReactNode };

const slot =
  "relative flex min-h-14 min-w-0 flex-1 basis-0 flex-col items-center justify-center gap-0.5 rounded-md px-0.5 text-meta font-medium text-ink-2 focus-visible:-outline-offset-2 aria-[current=page]:text-ink aria-[current=page]:font-semibold [&_.lucide]:size-5";

/** Navigation on a phone: two places, compose in the middle, a third place, and the rest in a sheet. */
export function BottomBar({ items, compose }: { items: readonly NavItem[]; compose?: ComposeLink }) {
  const places = items.filter((item) => item.href !== compose?.href);
  const current = useCurrent(compose ? [...places, compose] : places);
  return (
    <nav
      aria-label="Main, at the bottom"
      className="fixed inset-x-0 bottom-0 z-20 flex border-t border-line bg-surface px-1 pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      {places.slice(0, 2).map((item) => (
        <Place key={item.href} item={item} current={item === current} />
      ))}
      {compose ? (
        <Link
          href={compose.href}
          aria-label={compose.label}
          aria-current={current?.href === compose.href ? "page" : undefined}
          className={slot}
        >
          <span className="flex h-9 w-12 items-center justify-center rounded-md bg-action text-action-ink">
            {compose.icon}
          </span>
        </Link>
      ) : null}
      {places.slice(2, 3).map((item) => (
        <Place key={item.href} item={item} current={item === current} />
      ))}
      <More items={places.slice(3)} />
    </nav>
  );
}

function Place({ item, current }: { item: NavItem; current: boolean }) {
  return (
    <Link href={item.href} aria-current={current ? "page" : undefined} className={slot}>
      {item.icon}
      <span className="max-w-full truncate">{item.shortLabel ?? item.label}</span>
      <Count item={item} className="absolute start-1/2 top-1 ms-1.5 min-w-4 px-1 leading-4" />
    </Link>
  );
}

function More({ items }: { items: readonly NavItem[] }) {
  const [open, setOpen] = useState(false);
  const [opened, setOpened] = useState(false);
  const path = usePathname();
  // biome-ignore lint/correctness/useExhaustiveDependencies: arriving somewhere closes the sheet
  useEffect(() => setOpen(false), [path]);
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => {
          setOpened(true);
          setOpen(true);
        }}
        className={slot}
      >
        <Menu />
        More
      </button>
      {opened ? (
        <Suspense>
          <Drawer side="bottom" title="More" open={open} onOpenChange={setOpen}>
            <NavList items={items} />
            <div className="mt-4 flex items-center justify-between border-t border-line pt-4">
              <span className="text-label text-ink-2">Colours</span>
              <ThemeSwitch />
            </div>
          </Drawer>
        </Suspense>
      ) : null}
    </>
  );
}

import Link from "next/link";

/** The two bars: two frames side by side, one of them lit. */
export function BrandMark() {
  return (
    <svg viewBox="0 0 13 10" aria-hidden="true" className="h-2.5 w-[13px] shrink-0 forced-color-adjust-none">
      <rect width="6" height="10" rx="1" className="fill-ink" />
      <rect x="7" width="6" height="10" rx="1" className="fill-accent" />
    </svg>
  );
}

/** Mark and name; leads home. The name is the workspace's, or ours on public pages. */
export function Brand({ name, href }: { name: string; href: string }) {
  return (
    <Link href={href} className="flex min-h-8 min-w-0 items-center gap-2 rounded-sm">
      <BrandMark />
      <span className="truncate font-display text-section">{name}</span>
    </Link>
  );
}

import Link from "next/link";
import { cn } from "#components/ui/cn";
import { IN_FLIGHT, NEEDS_FIXING, type PostState } from "#lib/posts/states";

/** The views of the list, as they stand in the address. */
export const filters = [
  { id: "all", label: "All", states: undefined },
  { id: "draft", label: "Drafts", states: ["draft", "in_review"] },
  { id: "scheduled", label: "Scheduled", states: ["scheduled"] },
  { id: "sending", label: "On the way", states: IN_FLIGHT },
  { id: "fix", label: "Needs fixing", states: NEEDS_FIXING },
  { id: "inbox", label: "In TikTok inbox", states: ["in_inbox"] },
  { id: "posted", label: "Posted", states: ["published"] },
  { id: "cancelled", label: "Cancelled", states: ["canceled"] },
] as const satisfies readonly { id: string; label: string; states: readonly PostState[] | undefined }[];

export type Filter = (typeof filters)[number];

/** The view that an address asks for; one that is not known shows everything. */
export const filterFrom = (status: string | undefined): Filter =>
  filters.find(({ id }) => id === status) ?? filters[0];

/** Which posts to see: links, so that each view can be kept and shared. */
export function PostFilter({ base, current }: { base: string; current: Filter }) {
  return (
    <nav aria-label="Which posts">
      <ul className="flex flex-wrap gap-1">
        {filters.map((filter) => (
          <li key={filter.id}>
            <Link
              href={filter.id === "all" ? base : `${base}?status=${filter.id}`}
              aria-current={filter === current ? "page" : undefined}
              className={cn(
                "flex min-h-8 items-center rounded-md border border-line-strong px-3 text-body font-medium text-ink-2 hover:bg-sunken pointer-coarse:min-h-11",
                "aria-[current=page]:border-action aria-[current=page]:bg-action aria-[current=page]:text-action-ink",
              )}
            >
              {filter.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

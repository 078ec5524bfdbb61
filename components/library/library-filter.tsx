import { Search } from "lucide-react";
import Link from "next/link";
import { Button, buttonClass } from "#components/ui/button";
import { cn } from "#components/ui/cn";
import { controlClass } from "#components/ui/input";
import type { LibraryWish } from "#lib/media-library/queries";

/** What to see of the library, as it stands in the address. */
export type LibraryView = { search: string; kind: string; use: string };

type Asked = Record<string, string | string[] | undefined>;
const only = (value: string | string[] | undefined) => [value].flat()[0]?.trim().slice(0, 100) ?? "";

export const viewFrom = (asked: Asked): LibraryView => ({
  search: only(asked.search),
  kind: only(asked.kind),
  use: only(asked.use),
});

export const wishOf = ({ search, kind, use }: LibraryView): Omit<LibraryWish, "limit"> => ({
  search: search || undefined,
  kind: kind === "video" || kind === "photo" ? kind : undefined,
  used: use === "used" ? true : use === "unused" ? false : undefined,
});

/** The address of a view; `after` begins it further down. */
export function addressOf(base: string, view: LibraryView, after?: string): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...view, after })) if (value) query.set(name, value);
  return query.size ? `${base}?${query}` : base;
}

/** A form that only makes an address: works before and without scripts, and can be kept and shared. */
export function LibraryFilter({ base, view }: { base: string; view: LibraryView }) {
  const isFiltered = Object.values(view).some(Boolean);
  return (
    <search>
      <form action={base} className="flex flex-wrap items-end gap-3">
        <label className="flex min-w-48 flex-1 flex-col gap-1 text-label sm:max-w-80">
          Name
          <input
            type="search"
            name="search"
            defaultValue={view.search}
            maxLength={100}
            className={cn(controlClass, "h-10 font-normal pointer-coarse:h-11")}
          />
        </label>
        <Choice label="Kind" name="kind" value={view.kind} options={KINDS} />
        <Choice label="Use" name="use" value={view.use} options={USES} />
        <Button type="submit" variant="secondary">
          <Search /> Show
        </Button>
        {isFiltered ? (
          <Link href={base} className={buttonClass({ variant: "ghost" })}>
            Show all
          </Link>
        ) : null}
      </form>
    </search>
  );
}

const KINDS = [
  ["", "Videos and photos"],
  ["video", "Videos"],
  ["photo", "Photos"],
] as const;
const USES = [
  ["", "Used or not"],
  ["used", "Used in a post"],
  ["unused", "Not used"],
] as const;

type ChoiceProps = {
  label: string;
  name: string;
  value: string;
  options: readonly (readonly [string, string])[];
};

function Choice({ label, name, value, options }: ChoiceProps) {
  return (
    <label className="flex flex-col gap-1 text-label">
      {label}
      <select
        name={name}
        defaultValue={value}
        className={cn(controlClass, "h-10 font-normal pointer-coarse:h-11")}
      >
        {options.map(([each, text]) => (
          <option key={each} value={each}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

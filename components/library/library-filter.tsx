import { Search } from "lucide-react";
import Link from "next/link";
import { Button, buttonClass } from "#components/ui/button";
import { cn } from "#components/ui/cn";
import { controlClass } from "#components/ui/input";
import type { LibraryWish, Uploader } from "#lib/media-library/queries";

/** What to see of the library, as it stands in the address. */
export type LibraryView = { search: string; kind: string; use: string; checks: string; by: string };

type Asked = Record<string, string | string[] | undefined>;
const only = (value: string | string[] | undefined) => [value].flat()[0]?.trim().slice(0, 100) ?? "";

export const viewFrom = (asked: Asked): LibraryView => ({
  search: only(asked.search),
  kind: only(asked.kind),
  use: only(asked.use),
  checks: only(asked.checks),
  by: only(asked.by),
});

const isCheck = (checks: string): checks is NonNullable<LibraryWish["checks"]> =>
  CHECKS.some(([each]) => each !== "" && each === checks);

export const wishOf = ({ search, kind, use, checks, by }: LibraryView): Omit<LibraryWish, "limit"> => ({
  search: search || undefined,
  kind: kind === "video" || kind === "photo" ? kind : undefined,
  used: use === "used" ? true : use === "unused" ? false : undefined,
  checks: isCheck(checks) ? checks : undefined,
  by: by || undefined,
});

/** The address of a view; `after` begins it further down. */
export function addressOf(base: string, view: LibraryView, after?: string): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...view, after })) if (value) query.set(name, value);
  return query.size ? `${base}?${query}` : base;
}

type LibraryFilterProps = { base: string; view: LibraryView; uploaders: readonly Uploader[] };

/** A form that only makes an address: works before and without scripts, and can be kept and shared. */
export function LibraryFilter({ base, view, uploaders }: LibraryFilterProps) {
  const isFiltered = Object.values(view).some(Boolean);
  return (
    <search>
      {/* Another address is another choice, also where the page around it stays. */}
      <form key={addressOf(base, view)} action={base} className="flex flex-wrap items-end gap-3">
        <label className="flex min-w-40 flex-1 flex-col gap-1 text-label sm:max-w-80">
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
        <Choice label="Checks" name="checks" value={view.checks} options={CHECKS} />
        <Choice label="Use" name="use" value={view.use} options={USES} />
        {uploaders.length > 1 || view.by ? (
          <Choice label="Uploaded by" name="by" value={view.by} options={peopleOf(uploaders)} />
        ) : null}
        <div className="flex gap-1">
          <Button type="submit" variant="secondary">
            <Search /> Show
          </Button>
          {isFiltered ? (
            <Link href={base} className={buttonClass({ variant: "ghost" })}>
              Show all
            </Link>
          ) : null}
        </div>
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
const CHECKS = [
  ["", "Any result"],
  ["ready", "Ready to post"],
  ["hints", "Ready, with hints"],
  ["refused", "With a problem"],
] as const;

const peopleOf = (uploaders: readonly Uploader[]): (readonly [string, string])[] => [
  ["", "Anybody"],
  ...uploaders.map(({ id, name, hasLeft }) => [id, hasLeft ? `${name} (has left)` : name] as const),
];

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

"use client";

import { CloudOff } from "lucide-react";
import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { Refused } from "#components/posts/ask";
import { Banner } from "#components/ui/banner";
import { Button } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { PlainSelect } from "#components/ui/plain-select";
import { Loading, Skeleton } from "#components/ui/skeleton";
import type { LibraryFile } from "#lib/media-library/queries";
import { type LibraryChoice, useLibrary } from "./use-library";

type Kind = NonNullable<LibraryChoice["kind"]>;

type LibraryShelfProps = {
  workspaceId: string;
  /** What may be chosen; both kinds, and a way to see one of them, where it is not said. */
  kind?: Kind;
  /** The list of files, for whoever lets them be dragged. */
  list?: RefObject<HTMLUListElement | null>;
  /** A file and what one can do with it: one link or button. */
  children: (file: LibraryFile) => ReactNode;
};

/** How long one must pause before a search is asked for, ms. */
const PAUSE_MS = 250;
const gridClass = "grid grid-cols-[repeat(auto-fill,minmax(7.5rem,1fr))] gap-x-3 gap-y-5";

/** The library where something is chosen from it: searched by name, newest first, as far down as one likes. */
export function LibraryShelf({ workspaceId, kind: only, list, children }: LibraryShelfProps) {
  const own = useRef<HTMLUListElement>(null);
  const place = list ?? own;
  const [kind, setKind] = useState<Kind | null>(only ?? null);
  const [typed, setTyped] = useState("");
  const search = useSettled(typed.trim());
  const library = useLibrary(workspaceId, { kind, search });
  const files = library.data?.pages.flatMap((page) => page.files) ?? [];
  const showMore = async () => {
    const before = files.length;
    await library.fetchNextPage();
    // The button goes with the last page: who pressed it goes on with the first file that it brought.
    requestAnimationFrame(() =>
      place.current?.children[before]?.querySelector<HTMLElement>("a, button")?.focus(),
    );
  };
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-end gap-3">
        <Field label="Name" className="min-w-36 flex-1">
          <Input type="search" maxLength={100} value={typed} onValueChange={setTyped} />
        </Field>
        {only ? null : <KindSelect value={kind} onChange={setKind} />}
      </div>
      <p role="status" className="sr-only">
        {library.data && !library.isPlaceholderData ? countText(files.length, library.hasNextPage) : ""}
      </p>
      {library.isPending ? <Waiting /> : null}
      {library.data && files.length === 0 ? (
        <Nothing kind={kind} search={search} more={library.hasNextPage} />
      ) : null}
      {files.length > 0 ? (
        <ul ref={place} aria-label="Files" aria-busy={library.isPlaceholderData} className={gridClass}>
          {files.map((file) => (
            <li key={file.id} className="min-w-0">
              {children(file)}
            </li>
          ))}
        </ul>
      ) : null}
      {library.error ? (
        <Trouble
          error={library.error}
          onRetry={() => void (library.isFetchNextPageError ? showMore() : library.refetch())}
        />
      ) : library.hasNextPage ? (
        <Button variant="secondary" pending={library.isFetchingNextPage} onClick={() => void showMore()}>
          {files.length > 0 ? "Show more" : "Look further back"}
        </Button>
      ) : null}
    </div>
  );
}

/** What was typed, once nobody has typed on for a moment. */
function useSettled(typed: string): string {
  const [settled, setSettled] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return settled;
}

const countText = (count: number, more: boolean) =>
  `${count} ${count === 1 ? "file" : "files"}${more ? ", and there are more" : ""}`;

function KindSelect({ value, onChange }: { value: Kind | null; onChange: (kind: Kind | null) => void }) {
  return (
    <PlainSelect
      aria-label="Kind"
      value={value ?? ""}
      onValueChange={(next) => onChange(next === "video" || next === "photo" ? next : null)}
      options={[
        { value: "", label: "Videos and photos" },
        { value: "video", label: "Videos" },
        { value: "photo", label: "Photos" },
      ]}
    />
  );
}

function Waiting() {
  return (
    <Loading label="Loading the library" className={gridClass}>
      {["one", "two", "three", "four", "five", "six"].map((each) => (
        <div key={each} className="flex flex-col gap-2">
          <Skeleton className="aspect-9/16" />
          <Skeleton className="h-4 w-3/4" />
        </div>
      ))}
    </Loading>
  );
}

const NOUN = { video: "videos", photo: "photos" } as const;

function Nothing({ kind, search, more }: LibraryChoice & { more: boolean }) {
  const noun = kind ? NOUN[kind] : "files";
  return (
    <EmptyState className="py-5">
      {search ? (
        <>
          No {noun} with “<bdi>{search}</bdi>” in their name{more ? " among the newest" : ""}.
        </>
      ) : (
        `No ${noun} in the library yet. What you add to a post is kept here.`
      )}
    </EmptyState>
  );
}

function Trouble({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const again = (
    <Button size="sm" variant="secondary" onClick={onRetry}>
      Try again
    </Button>
  );
  return (
    <Banner tone="wait" icon={<CloudOff />} title="The library is not all here" actions={again} live>
      {whyNot(error)}
    </Banner>
  );
}

function whyNot(error: Error): string {
  const kind = error instanceof Refused ? error.problem.kind : "unreached";
  if (kind === "unreached") return "We can't reach Aircheck's server.";
  if (kind === "signed_out") return "You are signed out. Sign in again in another tab, then try again here.";
  return "Your role in this workspace may have changed: owners, managers and editors see its files.";
}

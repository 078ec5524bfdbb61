"use client";

import { CircleAlert } from "lucide-react";
import Link from "next/link";
import { useRouter, useSearchParams } from "next/navigation";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { ConnectionBanner } from "#components/posts/connection-banner";
import { paths, type Reader } from "#components/posts/reader";
import { useServerClock, useTicking } from "#components/posts/use-server-clock";
import { useMediaQuery } from "#components/schedule/media-query";
import { dayText, localAt } from "#components/schedule/wall-words";
import { Banner } from "#components/ui/banner";
import { Button, buttonClass } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";
import { notify } from "#components/ui/toast";
import type { CalendarPage } from "#lib/posts/calendar";
import { addressOf, type CalendarAddress, readAddress } from "./calendar-address";
import { CalendarBar } from "./calendar-bar";
import { CalendarLibraryLater } from "./calendar-library-later";
import { CalendarList } from "./calendar-list";
import { CalendarMeters } from "./calendar-meters";
import { monthName, rangeOf } from "./calendar-range";
import { CalendarWaiting } from "./calendar-waiting";
import { CardPlace, useCard } from "./post-link";
import { composeAt } from "./slot-ghost";
import { useCalendar, useCalendarList, useMeters } from "./use-calendar";
import { useGhosts } from "./use-ghosts";
import { useMoves } from "./use-moves";

const Grid = lazy(() => import("./calendar-grid").then((loaded) => ({ default: loaded.CalendarGrid })));
const DayPosts = lazy(() => import("./day-posts").then((loaded) => ({ default: loaded.DayPosts })));
const MoveDialog = lazy(() =>
  import("#components/schedule/move-dialog").then((loaded) => ({ default: loaded.MoveDialog })),
);

/** An account of the workspace. `timeZone`: where its audience lives, IANA. */
export type CalendarAccount = { id: string; handle: string; timeZone: string };

export type CalendarScreenProps = {
  reader: Reader;
  accounts: readonly CalendarAccount[];
  /** Who may schedule posts here; nobody where that is not the reader's matter. */
  members: readonly { id: string; name: string }[];
};

const TICK_MS = 30_000;

/** What goes out when, and what went out. Everything that is chosen stands in the address. */
export function CalendarBody({ reader: told, accounts, members }: CalendarScreenProps) {
  const base = `/app/${told.workspaceId}/calendar`;
  const router = useRouter();
  const address = readAddress(useSearchParams());
  const account = accounts.find(({ id }) => id === address.creatorId);
  // One account is shown on its own wall, several on the workspace's.
  const reader = { ...told, timeZone: account?.timeZone ?? told.timeZone };
  const clock = useServerClock(told.now);
  const now = useTicking(clock, told.now, TICK_MS);
  const today = localAt(now, reader.timeZone).slice(0, 10);
  const hasRoom = useMediaQuery("(min-width: 45rem)");
  const view = hasRoom === false ? "list" : (address.view ?? "month");
  const day = address.date ?? today;
  const range = rangeOf(view, day, reader.timeZone);
  const moves = useMoves(reader, clock);
  const asked = {
    ...{ workspaceId: reader.workspaceId, range, filter: address },
    isQuiet: moves.moving !== null,
  };
  const grid = useCalendar({ ...asked, enabled: hasRoom !== null && view !== "list" });
  const list = useCalendarList({ ...asked, enabled: hasRoom !== null && view === "list" });
  const query = view === "list" ? list : grid;
  const meters = useMeters(reader.workspaceId, range, address.creatorId);
  const shownAccounts = account ? [account] : accounts;
  const ghosts = useGhosts(
    reader.workspaceId,
    shownAccounts,
    view === "week" && !address.status ? range : null,
    Date.parse(now),
  );
  const card = useCard();
  const [isLibraryOpen, setLibraryOpen] = useState(false);
  // On a narrower screen the days would be too small beside it.
  const libraryBeside = useMediaQuery("(min-width: 75rem)") === true && view !== "list";
  const library = (
    <CalendarLibraryLater
      {...{ reader, creatorId: account?.id, beside: libraryBeside, open: isLibraryOpen }}
      onClose={() => setLibraryOpen(false)}
    />
  );
  /** `local`: a wall time, or a day alone. */
  const begin = (local: string, fileId?: string) => {
    const at = local.length === 10 ? `${local}T09:00` : local;
    router.push(composeAt(reader, { local: at, timeZone: reader.timeZone, creatorId: account?.id, fileId }));
  };
  const [openDay, setOpenDay] = useState<string | null>(null);
  const go = (change: Partial<CalendarAddress>) => {
    window.history.pushState(null, "", addressOf(base, { ...address, view, ...change }));
  };
  const posts = view === "list" ? inOrder(list.data?.pages) : (grid.data?.posts ?? []);
  const isEmpty = query.data !== undefined && !query.isPlaceholderData && !posts.some(isInView);
  function isInView({ publishAt }: { publishAt: string }): boolean {
    const local = localAt(publishAt, reader.timeZone);
    return view !== "month" || local.slice(0, 7) === day.slice(0, 7);
  }
  const pieces = { reader, now, card: card.handle, onMove: moves.ask };
  return (
    <div className="flex flex-col gap-4">
      <CalendarBar
        address={address}
        view={view}
        day={day}
        today={today}
        accounts={accounts}
        members={members}
        onChange={go}
        library={reader.may.write ? { open: isLibraryOpen, onOpen: setLibraryOpen } : null}
      />
      <ConnectionBanner
        error={query.error}
        updatedAt={query.dataUpdatedAt}
        timeZone={reader.timeZone}
        onRetry={() => void query.refetch()}
      />
      <div role="alert" className="empty:hidden">
        {moves.refusal ? (
          <Banner
            tone="stop"
            icon={<CircleAlert />}
            title="It stays where it is"
            actions={
              <Button size="sm" variant="secondary" onClick={moves.forget}>
                Close
              </Button>
            }
          >
            {moves.refusal}
          </Banner>
        ) : null}
      </div>
      {isEmpty ? (
        <Empty
          view={view}
          day={day}
          filtered={Boolean(address.status || address.creatorId || address.by)}
          reader={reader}
        />
      ) : null}
      {hasRoom === null || query.isPending ? (
        <CalendarWaiting />
      ) : view === "list" ? (
        <Pages list={list}>
          <CalendarList posts={posts} {...pieces} />
        </Pages>
      ) : (
        <Suspense fallback={<CalendarWaiting />}>
          <div className="flex items-start gap-4">
            <Grid
              view={view}
              day={day}
              posts={posts}
              ghosts={ghosts}
              {...pieces}
              onDrop={moves.drop}
              onEmpty={(local) => {
                if (reader.may.write && local.slice(0, 10) >= today) begin(local);
              }}
              onMore={setOpenDay}
              onFile={(fileId, local) => {
                if (local.slice(0, 10) >= today) return begin(local, fileId);
                notify({ title: "That day has passed. Drop the file on today or later." });
              }}
            />
            {libraryBeside ? library : null}
          </div>
        </Suspense>
      )}
      {view !== "list" && grid.data?.more ? (
        <p className="text-body text-ink-2">
          There are more posts than fit here. Choose one account, or a week.
        </p>
      ) : null}
      <CalendarMeters
        meters={meters.data ?? []}
        nameOf={(id) => accounts.find((each) => each.id === id)?.handle ?? "An account"}
        timeZone={reader.timeZone}
      />
      <CardPlace card={card} reader={reader} now={now} />
      {libraryBeside ? null : library}
      <Suspense fallback={null}>
        {openDay ? (
          <DayPosts
            day={openDay}
            onClose={() => setOpenDay(null)}
            posts={posts.filter(
              ({ publishAt }) => localAt(publishAt, reader.timeZone).slice(0, 10) === openDay,
            )}
            {...pieces}
          />
        ) : null}
      </Suspense>
      <Suspense fallback={null}>
        {moves.asked ? (
          <MoveDialog
            key={moves.asked.key}
            post={moves.asked.post}
            wish={moves.asked.wish}
            reader={reader}
            clock={clock}
            open={moves.isOpen}
            onOpenChange={moves.setOpen}
            onMove={moves.answer}
          />
        ) : null}
      </Suspense>
    </div>
  );
}

/** The posts of all pages, earliest first, also while one of them has just been given another time. */
function inOrder(pages: readonly CalendarPage[] = []) {
  // A post that moved while the pages were asked for stands on two of them.
  const posts = new Map(pages.flatMap((page) => page.posts.map((post) => [post.id, post] as const)));
  return [...posts.values()].sort(
    (a, b) => a.publishAt.localeCompare(b.publishAt) || a.id.localeCompare(b.id),
  );
}

type PagesProps = { list: ReturnType<typeof useCalendarList>; children: ReactNode };

/** A list with the ways to what stands before it and behind it. */
function Pages({ list, children }: PagesProps) {
  return (
    <>
      {list.hasPreviousPage ? (
        <Button
          variant="secondary"
          className="self-start"
          pending={list.isFetchingPreviousPage}
          onClick={() => void list.fetchPreviousPage()}
        >
          Show earlier posts
        </Button>
      ) : null}
      {children}
      {list.hasNextPage ? (
        <Button
          variant="secondary"
          className="self-start"
          pending={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          Show later posts
        </Button>
      ) : null}
    </>
  );
}

type EmptyProps = {
  view: "month" | "week" | "list";
  day: string;
  filtered: boolean;
  reader: Reader;
};

function Empty({ view, day, filtered, reader }: EmptyProps) {
  const where =
    view === "month"
      ? `in ${monthName(day)}`
      : view === "week"
        ? "in this week"
        : `from ${dayText(day, { year: true })} on`;
  return (
    <EmptyState
      className="py-5"
      action={
        reader.may.write ? (
          <Link href={paths.compose(reader)} className={buttonClass({ variant: "secondary" })}>
            New post
          </Link>
        ) : null
      }
    >
      No posts {where} yet{filtered ? " with this choice of accounts, people and states" : ""}.
    </EmptyState>
  );
}

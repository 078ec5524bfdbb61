"use client";

import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useParams } from "next/navigation";
import type { ReactNode } from "react";
import { GuidanceCard } from "#components/guidance/guidance-card";
import { ConnectionBanner } from "#components/posts/connection-banner";
import { guide } from "#components/posts/guide";
import { paths, type Reader } from "#components/posts/reader";
import { useServerClock, useTicking } from "#components/posts/use-server-clock";
import { Button, buttonClass } from "#components/ui/button";
import { cn } from "#components/ui/cn";
import { EmptyState } from "#components/ui/empty-state";
import { PageHeader } from "#components/ui/page-header";
import { type FixPage, gather } from "#lib/posts/fix-items";
import { renderActionFor } from "./fix-action";
import { FixList } from "./fix-list";
import { FixPosts } from "./fix-posts";
import { type ToldItem, tellItems } from "./group-of";
import { AskedTimeLater } from "./later";
import { RoleNote } from "./role-note";
import { TroubleNotice } from "./trouble-notice";
import { type Doing, useDeed } from "./use-deed";
import { useFix, useRowKeys } from "./use-fix";

const TICK_MS = 10_000;

/** "2 things hold up 5 posts": read out when it changes. `isAll`: nothing older is left to show. */
function countText(told: readonly ToldItem[], isAll: boolean): string {
  if (told.length === 0) return isAll ? "Nothing is stuck." : "";
  const posts = told.reduce((sum, each) => sum + each.posts.length, 0);
  const isAhead = told.every(({ item }) => item.ahead);
  const does = isAhead ? "would stop" : told.length === 1 ? "holds up" : "hold up";
  const things = told.length === 1 ? "1 thing" : `${told.length} things`;
  const sentence = `${things} ${does} ${posts === 1 ? "1 post" : `${posts} posts`}`;
  return isAll ? `${sentence}.` : `${sentence}, and older ones are not shown yet.`;
}

/** The item that an address asks for: by its key, or by one of its posts. */
function find(told: readonly ToldItem[], asked: string | undefined): ToldItem | undefined {
  return told.find(({ key, posts }) => key === asked || posts.some(({ id }) => id === asked));
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/**
 * Everything that waits for somebody: the list on the left, the card of one item on the right. On a phone the list and
 * the card are two pages. It is the layout of both addresses, so that the list stays while one moves through it.
 */
export function FixInbox({ initial, reader }: { initial: FixPage; reader: Reader }) {
  const { id } = useParams<{ id?: string }>();
  const clock = useServerClock(reader.now);
  const now = useTicking(clock, reader.now, TICK_MS);
  const query = useFix(reader, initial);
  const isAll = !query.hasNextPage;
  const items = gather(query.data.pages.flatMap((each) => each.items));
  const told = tellItems(reader, items, { now, isAll });
  const older = isAll ? null : (
    <Button variant="secondary" pending={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
      Show older
    </Button>
  );
  const asked = id === undefined ? undefined : decoded(id);
  const isAsked = asked !== undefined;
  const chosen = isAsked ? find(told, asked) : told[0];
  const doing = useDeed(reader);
  useRowKeys(reader, told, chosen?.key);
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        className={cn("mb-0", isAsked && "max-lg:sr-only")}
        title="Needs fixing"
        description={
          <span role="status" className={told.length === 0 ? "sr-only" : undefined}>
            {countText(told, isAll)}
          </span>
        }
      />
      {isAsked ? (
        <Link
          href={paths.fix(reader)}
          className="link inline-flex min-h-6 items-center gap-1 self-start lg:hidden"
        >
          <ArrowLeft className="rtl:-scale-x-100" />
          Everything that needs fixing
        </Link>
      ) : null}
      <AskedTimeLater reader={reader} doing={doing} />
      <ConnectionBanner
        error={query.error}
        updatedAt={query.dataUpdatedAt}
        timeZone={reader.timeZone}
        onRetry={() => void query.refetch()}
      />
      {told.length === 0 && isAll ? (
        <AllGood reader={reader} />
      ) : (
        <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,22rem)_minmax(0,1fr)]">
          <div className={cn("flex min-w-0 flex-col gap-6", isAsked && "max-lg:hidden")}>
            <FixList told={told} reader={reader} now={now} current={chosen?.key} />
            {older}
          </div>
          <div
            className={cn(
              "min-w-0 lg:sticky lg:top-6 lg:max-h-[calc(100dvh-3rem)] lg:overflow-y-auto lg:rounded-lg",
              !isAsked && "max-lg:hidden",
            )}
          >
            {chosen ? (
              <FixDetail key={chosen.key} told={chosen} reader={reader} doing={doing} now={now} />
            ) : (
              <Settled reader={reader} older={older} />
            )}
          </div>
        </div>
      )}
    </div>
  );
}

type FixDetailProps = { told: ToldItem; reader: Reader; doing: Doing; now: string };

function FixDetail({ told, reader, doing, now }: FixDetailProps) {
  const { item, posts } = told;
  const { trouble } = doing;
  const met = trouble?.kind === "failure" ? trouble : undefined;
  const about = posts.find((post) => post.id === met?.postId) ?? posts[0];
  const failure = met?.failure ?? item.failure;
  const guidance = met ? guide(reader, met.failure, about, now) : told.guidance;
  const returnTo = paths.fix(reader, item.key);
  return (
    <div className="flex flex-col gap-4">
      <TroubleNotice doing={doing} />
      <GuidanceCard
        guidance={guidance}
        renderAction={renderActionFor({ reader, failure, posts, doing, now, returnTo })}
      >
        <RoleNote reader={reader} />
        <FixPosts told={told} reader={reader} now={now} />
      </GuidanceCard>
    </div>
  );
}

function AllGood({ reader }: { reader: Reader }) {
  return (
    <EmptyState
      action={
        <Link href={paths.posts(reader)} className={buttonClass({ variant: "secondary" })}>
          See all posts
        </Link>
      }
    >
      Nothing is stuck.
    </EmptyState>
  );
}

/** What is asked for is not in the list: it is settled, unless it may stand among what is older. */
function Settled({ reader, older }: { reader: Reader; older: ReactNode }) {
  // On a wide screen the list with its own button stands beside it.
  if (older)
    return (
      <EmptyState action={<div className="lg:hidden">{older}</div>}>
        This one is not among the latest. It may be settled, or older.
      </EmptyState>
    );
  return (
    <EmptyState
      action={
        <Link href={paths.fix(reader)} className={buttonClass({ variant: "secondary" })}>
          See what still needs fixing
        </Link>
      }
    >
      This one is settled.
    </EmptyState>
  );
}

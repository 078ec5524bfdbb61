"use client";

import { CircleAlert, Pause, Play } from "lucide-react";
import { useRouter } from "next/navigation";
import { lazy, Suspense, useState } from "react";
import { ConnectionBanner } from "#components/posts/connection-banner";
import { accountOf, paths, type Reader } from "#components/posts/reader";
import { useServerClock, useTicking } from "#components/posts/use-server-clock";
import { isFull, meterText } from "#components/schedule/meter-line";
import { Avatar } from "#components/ui/avatar";
import { Banner } from "#components/ui/banner";
import { Button } from "#components/ui/button";
import { cn } from "#components/ui/cn";
import { EmptyState } from "#components/ui/empty-state";
import { PageHeader } from "#components/ui/page-header";
import { PlainSelect } from "#components/ui/plain-select";
import { notify } from "#components/ui/toast";
import { moment, zoneName } from "#lib/errors/moment";
import {
  pauseCreatorAction,
  reorderQueueAction,
  setCreatorZoneAction,
  setSlotsAction,
  unpauseCreatorAction,
} from "#lib/posts/actions";
import type { QueueView } from "#lib/posts/queue-queries";
import { QueueList } from "./queue-list";
import { QueueZone } from "./queue-zone";
import { SlotEditor } from "./slot-editor";
import { useQueue } from "./use-queue";

const PauseDialog = lazy(() => import("./pause-dialog").then((loaded) => ({ default: loaded.PauseDialog })));

type QueueScreenProps = {
  initial: QueueView;
  reader: Reader;
  /** All accounts of the workspace. */
  accounts: readonly { id: string; handle: string }[];
};

const TICK_MS = 15_000;
const byTime = (posts: QueueView["posts"], postIds: readonly string[]): QueueView["posts"] =>
  postIds.flatMap((id, index) => {
    const post = posts.find((each) => each.id === id);
    const place = posts[index];
    if (!post || !place) return [];
    const { publishAt, publishLocal, timeZone, fold, dueAt } = place;
    return [{ ...post, publishAt, publishLocal, timeZone, fold, dueAt }];
  });

/** The queue of one account: when it posts in a week, and what goes out at these times. */
export function QueueScreen({ initial, reader, accounts }: QueueScreenProps) {
  const router = useRouter();
  const clock = useServerClock(reader.now);
  const now = useTicking(clock, reader.now, TICK_MS);
  const creatorId = initial.creator.id;
  const { workspaceId } = reader;
  const queue = useQueue(workspaceId, creatorId, initial);
  const { view, pending, change } = queue;
  const account = accountOf(view.creator);
  const mayChange = reader.may.publish;
  const [isPausing, setPausing] = useState(false);
  const [everPaused, setEverPaused] = useState(false);

  const setSlots = async (slots: QueueView["slots"], said: string) => {
    const before = view.slots;
    const work = (wanted: QueueView["slots"]) => () =>
      setSlotsAction({ workspaceId, creatorId, slots: wanted });
    const shown = (wanted: QueueView["slots"]) => (old: QueueView) => ({ ...old, slots: wanted });
    const isDone = await change("slots", shown(slots), work(slots));
    if (isDone) {
      notify({
        title: said,
        description: "Posts that already have a time keep it.",
        undo: { label: "Undo", run: () => void change("slots", shown(before), work(before)) },
      });
    }
  };
  const order = async (postIds: string[]) => {
    const before = view.posts.map(({ id }) => id);
    const put = (ids: string[]) =>
      change(
        "order",
        (old) => ({ ...old, posts: byTime(old.posts, ids) }),
        () => reorderQueueAction({ workspaceId, creatorId, postIds: ids }),
      );
    if (await put(postIds))
      notify({ title: "Order changed", undo: { label: "Undo", run: () => void put(before) } });
  };
  const setZone = async (timeZone: string) => {
    const isDone = await change(
      "zone",
      (old) => ({ ...old, timeZone }),
      () => setCreatorZoneAction({ workspaceId, creatorId, timeZone }),
    );
    if (isDone) notify({ title: `${account} now posts by the clock of ${zoneName(timeZone)}` });
  };
  const pause = (reason: string) =>
    change(
      "pause",
      (old) => ({ ...old, paused: { at: now, by: null, reason } }),
      () => pauseCreatorAction({ workspaceId, creatorId, reason }),
    );
  const resume = async () => {
    const isDone = await change(
      "pause",
      (old) => ({ ...old, paused: null }),
      () => unpauseCreatorAction({ workspaceId, creatorId }),
    );
    if (isDone) notify({ title: "The queue goes on" });
  };

  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        className="mb-0"
        title="Queue"
        actions={
          mayChange && !view.paused ? (
            <Button
              variant="secondary"
              disabled={pending !== null}
              onClick={() => {
                setEverPaused(true);
                setPausing(true);
              }}
            >
              <Pause />
              Pause this queue
            </Button>
          ) : null
        }
      />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Avatar name={account} src={view.creator.avatarUrl} />
        {accounts.length > 1 ? (
          <PlainSelect
            aria-label="Account"
            value={creatorId}
            onValueChange={(id) => router.push(paths.queue(reader, id))}
            options={accounts.map(({ id, handle }) => ({ value: id, label: handle }))}
            className="w-56"
          />
        ) : (
          <span className="text-section">{account}</span>
        )}
        <p className={cn("text-body text-ink-2", isFull(view.meter) && "font-semibold text-wait-text")}>
          {meterText(view.meter)} today. TikTok counts posts of other apps too.
          {view.meter.inbox.pending > 0
            ? ` ${view.meter.inbox.pending} of ${view.meter.inbox.cap} drafts in the TikTok inbox.`
            : ""}
        </p>
      </div>
      <ConnectionBanner
        error={queue.query.error}
        updatedAt={queue.query.dataUpdatedAt}
        timeZone={reader.timeZone}
        onRetry={() => void queue.query.refetch()}
      />
      {view.paused ? (
        <Banner
          tone="held"
          icon={<Pause />}
          title={`Paused${view.paused.reason ? `: ${view.paused.reason}` : ""}`}
          actions={
            mayChange ? (
              <Button size="sm" pending={pending === "pause"} onClick={resume}>
                <Play />
                Resume
              </Button>
            ) : null
          }
        >
          {view.paused.by ? `By ${view.paused.by}, ` : "Since "}
          {moment(view.paused.at, reader.timeZone, now)}. What comes due waits; posts keep their times.
        </Banner>
      ) : null}
      <div role="alert" className="empty:hidden">
        {queue.refusal ? (
          <Banner
            tone="stop"
            icon={<CircleAlert />}
            title="It was not changed"
            actions={
              <Button size="sm" variant="secondary" onClick={queue.forget}>
                Close
              </Button>
            }
          >
            {queue.refusal}
          </Banner>
        ) : null}
      </div>
      <div className="grid items-start gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,26rem)]">
        <section aria-labelledby="queue-posts">
          <h2 id="queue-posts" className="mb-3 text-section">
            What goes out
          </h2>
          {view.posts.length === 0 && view.free.length === 0 ? (
            <EmptyState>Add times you like to post. New posts take the next free one.</EmptyState>
          ) : (
            <QueueList view={view} reader={reader} now={now} pending={pending !== null} onOrder={order} />
          )}
          {view.more > 0 ? (
            <p className="mt-3 text-body text-ink-2">
              {view.more === 1 ? "1 more post follows" : `${view.more} more posts follow`} the last one shown,
              in the order of their times.
            </p>
          ) : null}
        </section>
        <section aria-labelledby="queue-times" className="flex flex-col gap-4">
          <h2 id="queue-times" className="text-section">
            Times of the week
          </h2>
          <SlotEditor
            slots={view.slots}
            mayChange={mayChange}
            pending={pending === "slots"}
            onChange={setSlots}
          />
          <QueueZone
            timeZone={view.timeZone}
            now={now}
            mayChange={mayChange}
            pending={pending !== null}
            onChange={setZone}
          />
        </section>
      </div>
      {everPaused ? (
        <Suspense fallback={null}>
          <PauseDialog account={account} open={isPausing} onOpenChange={setPausing} onPause={pause} />
        </Suspense>
      ) : null}
    </div>
  );
}

"use client";

import { ArrowDown, ArrowUp, GripVertical } from "lucide-react";
import Link from "next/link";
import { type DragEvent, useState } from "react";
import { composeAt } from "#components/calendar/slot-ghost";
import { MediaStill } from "#components/posts/media-still";
import { markOf, titleOf } from "#components/posts/post-words";
import { paths, type Reader } from "#components/posts/reader";
import { localAt, wallText } from "#components/schedule/wall-words";
import { Button } from "#components/ui/button";
import { cn } from "#components/ui/cn";
import { moveItem } from "#components/ui/move-item";
import { marks, StateMark } from "#components/ui/state-mark";
import type { QueueView } from "#lib/posts/queue-queries";

type QueueListProps = {
  view: QueueView;
  reader: Reader;
  now: string;
  pending: boolean;
  /** The posts in their new order. */
  onOrder: (postIds: string[]) => void;
};

/** The posts of a queue in the order in which they go out. The times stay; the posts change places. */
export function QueueList({ view, reader, now, pending, onOrder }: QueueListProps) {
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const { posts, timeZone } = view;
  const ids = posts.map(({ id }) => id);
  const mayChange = reader.may.publish;
  const nowLocal = localAt(now, timeZone);
  const put = (from: number, to: number) => {
    if (from !== to && to >= 0 && to < ids.length) onOrder(moveItem(ids, from, to));
  };
  const end = () => {
    setDragged(null);
    setOver(null);
  };
  const dragOver = (event: DragEvent, index: number) => {
    if (dragged === null) return;
    event.preventDefault();
    setOver(index);
  };
  const drop = (event: DragEvent, index: number) => {
    event.preventDefault();
    if (dragged !== null) put(dragged, index);
    end();
  };
  return (
    <ol aria-label="Queue" className="overflow-hidden rounded-lg border border-line bg-surface">
      {posts.map((post, index) => {
        const mark = markOf(post, reader, now);
        const title = titleOf(post.caption);
        return (
          <li
            key={post.id}
            draggable={mayChange && !pending}
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = "move";
              setDragged(index);
            }}
            onDragOver={(event) => dragOver(event, index)}
            onDrop={(event) => drop(event, index)}
            onDragEnd={end}
            className={cn(
              "flex items-center gap-3 border-t border-line py-2 ps-2 pe-3 pointer-coarse:ps-3 pointer-coarse:pe-1 first:border-t-0",
              dragged === index && "opacity-50",
              over === index && dragged !== index && "bg-accent-tint",
            )}
          >
            <GripVertical
              aria-hidden
              className={cn("cursor-grab text-ink-3 pointer-coarse:hidden", !mayChange && "invisible")}
            />
            <MediaStill {...paths.still(reader, post)} tone={marks[mark.state].tone} className="w-9" />
            <div className="min-w-0 flex-1">
              <p className="font-mono text-meta text-ink-2">
                <time dateTime={post.publishAt ?? undefined}>
                  {post.publishAt
                    ? wallText(post.publishLocal ?? localAt(post.publishAt, timeZone), nowLocal)
                    : ""}
                </time>
              </p>
              <Link
                href={paths.post(reader, post.id)}
                draggable={false}
                className="line-clamp-1 rounded-sm text-body font-semibold hover:underline"
              >
                <bdi>{title}</bdi>
              </Link>
              <StateMark {...mark} plain />
            </div>
            {mayChange ? (
              <div className="flex">
                <Button
                  variant="ghost"
                  size="sm"
                  icon
                  aria-label={`Move up: ${title}`}
                  disabled={index === 0 || pending}
                  focusableWhenDisabled
                  onClick={() => put(index, index - 1)}
                >
                  <ArrowUp />
                </Button>
                <Button
                  variant="ghost"
                  size="sm"
                  icon
                  aria-label={`Move down: ${title}`}
                  disabled={index === posts.length - 1 || pending}
                  focusableWhenDisabled
                  onClick={() => put(index, index + 1)}
                >
                  <ArrowDown />
                </Button>
              </div>
            ) : null}
          </li>
        );
      })}
      {view.free.map((slot) => (
        <li
          key={slot.at}
          className="flex min-h-11 items-center gap-3 border-t border-dashed border-line-strong px-4 py-2 first:border-t-0"
        >
          <span className="font-mono text-meta text-ink-2">{wallText(slot.local, nowLocal)}</span>
          <span className="flex-1 text-body text-ink-2">Free slot</span>
          {reader.may.write ? (
            <Link
              href={composeAt(reader, { ...slot, creatorId: view.creator.id })}
              className="link inline-flex min-h-6 items-center text-body"
            >
              New post<span className="sr-only"> for {wallText(slot.local, nowLocal)}</span>
            </Link>
          ) : null}
        </li>
      ))}
    </ol>
  );
}

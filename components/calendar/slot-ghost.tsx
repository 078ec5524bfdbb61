"use client";

import Link from "next/link";
import { paths, type Reader } from "#components/posts/reader";

/** A free time of a queue, drawn where a post could stand. `at`: ISO 8601. */
export type Ghost = { at: string; local: string; timeZone: string; creatorId: string; handle: string };

type Wish = { creatorId?: string | null; fileId?: string };

/** The address of a new post for a time that was chosen in the calendar. */
export function composeAt(reader: Reader, wish: Wish & { local: string; timeZone: string }): string {
  return composeWith(reader, wish, { at: wish.local, zone: wish.timeZone });
}

/** The address of a new post with a file of the library, or for an account. */
export function composeWith(reader: Reader, wish: Wish, when: Record<string, string> = {}): string {
  const query = new URLSearchParams(when);
  if (wish.creatorId) query.set("creator", wish.creatorId);
  if (wish.fileId) query.set("file", wish.fileId);
  return `${paths.compose(reader)}?${query}`;
}

/** A free time of a queue: a press on it begins a post for it. */
export function SlotGhost({ ghost, reader }: { ghost: Ghost; reader: Reader }) {
  const text = (
    <>
      <span className="block truncate">Free slot</span>
      <span className="sr-only">
        {ghost.local.slice(11)} {ghost.handle}
      </span>
    </>
  );
  const look =
    "block h-full overflow-hidden rounded-md border border-dashed border-line-strong px-2 py-1 text-meta text-ink-2";
  if (!reader.may.write) return <div className={look}>{text}</div>;
  return (
    <Link
      href={composeAt(reader, ghost)}
      prefetch={false}
      draggable={false}
      className={`${look} hover:bg-sunken hover:text-ink focus-visible:-outline-offset-2`}
    >
      {text}
    </Link>
  );
}

/** Where a file that is dragged over the calendar would become a post. */
export function FileGhost({ time }: { time: string }) {
  return (
    <div className="h-full truncate rounded-md border border-accent bg-accent-tint px-2 py-1 text-meta font-semibold text-accent-text">
      {time} New post
    </div>
  );
}

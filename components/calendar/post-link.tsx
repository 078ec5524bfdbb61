"use client";

import Link from "next/link";
import { lazy, type ReactNode, Suspense, useRef, useState } from "react";
import { paths, type Reader } from "#components/posts/reader";
import { cn } from "#components/ui/cn";
import type { CalendarPost } from "#lib/posts/calendar";

const Card = lazy(() => import("./post-card").then((loaded) => ({ default: loaded.PostCard })));

/** How long one points at a post until its card opens, ms; and how long until it closes. */
const OPEN_MS = 500;
const CLOSE_MS = 150;

/** The post whose card is open, and beside what. */
type Shown = { post: CalendarPost; anchor: HTMLElement };

/** One card for all posts of a calendar: it opens beside the one that is pointed at or focused. */
export type CardHandle = { show: (shown: Shown, wait: number) => void; hide: () => void; keep: () => void };

type Card = { handle: CardHandle; shown: Shown | null; isOpen: boolean };

export function useCard(): Card {
  const [shown, setShown] = useState<Shown | null>(null);
  const [isOpen, setOpen] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [handle] = useState<CardHandle>(() => ({
    show: (next, wait) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        setShown(next);
        setOpen(true);
      }, wait);
    },
    hide: () => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => setOpen(false), CLOSE_MS);
    },
    keep: () => clearTimeout(timer.current),
  }));
  return { handle, shown, isOpen };
}

type PostLinkProps = {
  post: CalendarPost;
  reader: Reader;
  card: CardHandle;
  /** What is read out: the time, the words and the state. */
  label: string;
  className?: string;
  children: ReactNode;
};

/** Leads to a post's page, and opens its card for a mouse and for the keyboard. The label says all that the card does. */
export function PostLink({ post, reader, card, label, className, children }: PostLinkProps) {
  return (
    <Link
      href={paths.post(reader, post.id)}
      prefetch={false}
      draggable={false}
      aria-label={label}
      onPointerEnter={(event) => {
        // A pressed button is dragging something: what comes under the pointer then is not looked at.
        if (event.pointerType === "mouse" && event.buttons === 0)
          card.show({ post, anchor: event.currentTarget }, OPEN_MS);
      }}
      onPointerLeave={card.hide}
      onPointerDown={card.hide}
      onFocus={(event) => {
        if (event.currentTarget.matches(":focus-visible"))
          card.show({ post, anchor: event.currentTarget }, 0);
      }}
      onBlur={card.hide}
      className={cn("min-w-0 rounded-sm", className)}
    >
      {children}
    </Link>
  );
}

/** The place of the card; its code comes with the first one. */
export function CardPlace({ card, reader, now }: { card: Card; reader: Reader; now: string }) {
  const { handle, shown, isOpen } = card;
  if (!shown) return null;
  return (
    <Suspense fallback={null}>
      <Card {...shown} isOpen={isOpen} handle={handle} reader={reader} now={now} />
    </Suspense>
  );
}

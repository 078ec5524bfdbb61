"use client";

import { PreviewCard } from "@base-ui/react/preview-card";
import { MediaStill } from "#components/posts/media-still";
import { titleOf } from "#components/posts/post-words";
import { accountOf, paths, type Reader } from "#components/posts/reader";
import { useOwnZone } from "#components/schedule/media-query";
import { localAt, whenSentence } from "#components/schedule/wall-words";
import { cn } from "#components/ui/cn";
import { floatClass } from "#components/ui/layer";
import type { CalendarPost } from "#lib/posts/calendar";
import { postMark } from "./post-marks";

type PostCardProps = {
  post: CalendarPost;
  anchor: HTMLElement;
  isOpen: boolean;
  handle: { hide: () => void; keep: () => void };
  reader: Reader;
  now: string;
};

/** A post seen closer: the frame, the words, the account, the whole time and where it stands. */
export function PostCard({ post, anchor, isOpen, handle, reader, now }: PostCardProps) {
  return (
    <PreviewCard.Root open={isOpen} onOpenChange={(open) => open || handle.hide()}>
      <PreviewCard.Portal>
        <PreviewCard.Positioner
          anchor={anchor}
          side="inline-end"
          sideOffset={6}
          collisionPadding={8}
          // A post that moves gets another link; a card beside the one that is gone would stand in the corner of the window.
          className="z-40 data-anchor-hidden:hidden"
        >
          <PreviewCard.Popup
            onPointerEnter={handle.keep}
            onPointerLeave={handle.hide}
            className={cn(floatClass, "flex w-80 max-w-(--available-width) gap-3 p-3")}
          >
            <CardContent post={post} reader={reader} now={now} />
          </PreviewCard.Popup>
        </PreviewCard.Positioner>
      </PreviewCard.Portal>
    </PreviewCard.Root>
  );
}

function CardContent({ post, reader, now }: { post: CalendarPost; reader: Reader; now: string }) {
  const ownZone = useOwnZone();
  const { tone, mark } = postMark(post, reader, now);
  const timeZone = post.timeZone ?? reader.timeZone;
  const there = { local: post.publishLocal ?? localAt(post.publishAt, timeZone), timeZone };
  const own = ownZone ? { local: localAt(post.publishAt, ownZone), timeZone: ownZone } : null;
  return (
    <>
      <MediaStill {...paths.still(reader, post)} tone={tone} className="w-20" />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        {mark}
        <p className="line-clamp-3 text-body font-semibold">
          <bdi>{titleOf(post.caption)}</bdi>
        </p>
        {post.creator ? (
          <p className="truncate text-label font-normal text-ink-2">{accountOf(post.creator)}</p>
        ) : null}
        <p className="text-label font-normal text-ink-2">{whenSentence(there, own)}</p>
      </div>
    </>
  );
}

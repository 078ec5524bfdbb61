"use client";

import { MediaStill } from "#components/posts/media-still";
import { titleOf } from "#components/posts/post-words";
import { accountOf, paths, type Reader } from "#components/posts/reader";
import { cn } from "#components/ui/cn";
import { edgeOf, tintOf } from "#components/ui/tone";
import type { CalendarPost } from "#lib/posts/calendar";
import { type CardHandle, PostLink } from "./post-link";
import { postMark } from "./post-marks";
import { PostMenu } from "./post-menu";
import { whyFixed } from "./standing-still";

export type PostPieceProps = {
  post: CalendarPost;
  /** "09:30", in the zone of the calendar. */
  time: string;
  reader: Reader;
  now: string;
  card: CardHandle;
  onMove: (post: CalendarPost) => void;
};

/** What is read out of a post in the calendar. */
function labelOf({ post, time, reader, now }: PostPieceProps): string {
  const { word } = postMark(post, reader, now);
  return [time, titleOf(post.caption), accountOf(post.creator), word, whyFixed(post)]
    .filter(Boolean)
    .join(", ");
}

// Over the words, not beside them: it is there while somebody points at the post or stands on it.
const menuClass = cn(
  "absolute z-1 size-6 min-h-6 w-6 bg-surface opacity-0 group-hover/post:opacity-100 group-focus-within/post:opacity-100 data-popup-open:opacity-100",
  "pointer-coarse:size-8 pointer-coarse:min-h-8 pointer-coarse:w-8 pointer-coarse:opacity-100",
);

/** A post as one compact line of a month's day: edge, time, the start of its words. */
export function PostLine(props: PostPieceProps) {
  const { post, time, reader, now, card, onMove } = props;
  const { tone } = postMark(post, reader, now);
  return (
    <div
      className={cn(
        "edge group/post flex h-6 items-center rounded-sm border border-line bg-surface ps-2 text-meta [--edge-width:3px] pointer-coarse:h-8",
        edgeOf[tone],
      )}
    >
      <PostLink
        post={post}
        reader={reader}
        card={card}
        label={labelOf(props)}
        className="flex flex-1 items-center gap-1.5 self-stretch overflow-hidden pe-1 text-ink focus-visible:-outline-offset-2 pointer-coarse:pe-8"
      >
        <span className="font-mono">{time}</span>
        <span className="truncate">
          <bdi>{titleOf(post.caption)}</bdi>
        </span>
      </PostLink>
      <PostMenu post={post} reader={reader} onMove={onMove} className={cn(menuClass, "end-0 top-0")} />
    </div>
  );
}

/** A post as a block of a week: its frame where there is room, its time, its words, where it stands. */
export function PostBlock(props: PostPieceProps) {
  const { post, time, reader, now, card, onMove } = props;
  const { tone, mark } = postMark(post, reader, now);
  return (
    <div
      className={cn(
        "edge group/post @container h-full rounded-md border border-line ps-1.5 [--edge-width:3px]",
        edgeOf[tone],
        tintOf[tone],
      )}
    >
      <PostLink
        post={post}
        reader={reader}
        card={card}
        label={labelOf(props)}
        className="flex h-full gap-1.5 overflow-hidden py-1 text-meta text-ink focus-visible:-outline-offset-2"
      >
        <MediaStill
          {...paths.still(reader, post)}
          tone={tone}
          className="h-full w-auto self-stretch border-0 [--edge-width:0px] @max-[6rem]:hidden"
        />
        <span className="min-w-0 flex-1">
          <span className="block font-mono leading-4">{time}</span>
          <span className="block truncate leading-4">
            <bdi>{titleOf(post.caption)}</bdi>
          </span>
          <span className="block overflow-hidden leading-4 [&_*]:text-meta [&>span]:flex [&>span]:py-0 [&>span>span]:truncate">
            {mark}
          </span>
        </span>
      </PostLink>
      <PostMenu post={post} reader={reader} onMove={onMove} className={cn(menuClass, "end-0.5 top-0.5")} />
    </div>
  );
}

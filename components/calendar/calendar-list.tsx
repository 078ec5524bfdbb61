"use client";

import { useId } from "react";
import { MediaStill } from "#components/posts/media-still";
import { titleOf } from "#components/posts/post-words";
import { accountOf, paths, type Reader } from "#components/posts/reader";
import { clockText, dayText, localAt } from "#components/schedule/wall-words";
import type { CalendarPost } from "#lib/posts/calendar";
import { type CardHandle, PostLink } from "./post-link";
import { postMark } from "./post-marks";
import { PostMenu } from "./post-menu";

type CalendarListProps = {
  posts: readonly CalendarPost[];
  reader: Reader;
  now: string;
  card: CardHandle;
  onMove: (post: CalendarPost) => void;
  /** The day stands above the list already. */
  bare?: boolean;
  /** Of the days' headings. 2 on a page; deeper only where a page shows lists as specimens. */
  level?: 2 | 4;
};

/** Posts by day, in the order in which they go out: the calendar for a phone, and for whoever likes lists. */
export function CalendarList({ posts, bare = false, level = 2, ...rest }: CalendarListProps) {
  const { reader, now } = rest;
  const id = useId();
  const days = Map.groupBy(posts, ({ publishAt }) => localAt(publishAt, reader.timeZone).slice(0, 10));
  const Heading = `h${level}` as const;
  const today = localAt(now, reader.timeZone).slice(0, 10);
  return (
    <div className="flex flex-col gap-6">
      {[...days].map(([day, there]) => (
        <div key={day}>
          <Heading id={`${id}-${day}`} className={bare ? "sr-only" : "mb-2 text-section"}>
            {day === today
              ? `Today, ${dayText(day)}`
              : dayText(day, { year: day.slice(0, 4) !== today.slice(0, 4) })}
            <span className="font-normal text-ink-2">
              {" "}
              · {there.length === 1 ? "1 post" : `${there.length} posts`}
            </span>
          </Heading>
          <ul
            aria-labelledby={`${id}-${day}`}
            className="@container overflow-hidden rounded-lg border border-line bg-surface"
          >
            {there.map((post) => (
              <Row key={post.id} post={post} {...rest} />
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

function Row({
  post,
  reader,
  now,
  card,
  onMove,
}: Omit<CalendarListProps, "posts" | "bare" | "level"> & { post: CalendarPost }) {
  const { tone, word, mark } = postMark(post, reader, now);
  const time = clockText(localAt(post.publishAt, reader.timeZone));
  return (
    <li className="flex items-center gap-3 border-t border-line py-2 ps-4 pe-2 first:border-t-0 hover:bg-sunken">
      <MediaStill {...paths.still(reader, post)} tone={tone} className="w-9" />
      <div className="grid min-w-0 flex-1 gap-x-4 @xl:grid-cols-[3.5rem_minmax(0,1fr)_13rem] @xl:items-center">
        <time dateTime={post.publishAt} className="font-mono text-meta text-ink-2 @xl:text-body">
          {time}
        </time>
        <div className="min-w-0">
          <PostLink
            post={post}
            reader={reader}
            card={card}
            label={`${titleOf(post.caption)}, ${time}, ${word}`}
            className="line-clamp-1 text-body font-semibold text-ink hover:underline"
          >
            <bdi>{titleOf(post.caption)}</bdi>
          </PostLink>
          {post.creator ? <p className="truncate text-meta text-ink-2">{accountOf(post.creator)}</p> : null}
        </div>
        {mark}
      </div>
      <PostMenu post={post} reader={reader} onMove={onMove} />
    </li>
  );
}

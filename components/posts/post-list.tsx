import Link from "next/link";
import { GuidanceChip } from "#components/guidance/guidance-chip";
import { localAt, wallText } from "#components/schedule/wall-words";
import { marks, StateMark } from "#components/ui/state-mark";
import type { Tone } from "#components/ui/tone";
import { shortMoment, zoneName } from "#lib/errors/moment";
import type { PostRow } from "#lib/posts/queries";
import { NEEDS_FIXING } from "#lib/posts/states";
import { guide } from "./guide";
import { MediaStill } from "./media-still";
import { markOf, titleOf } from "./post-words";
import { accountOf, nextTryOf, paths, type Reader } from "./reader";

const stopped: ReadonlySet<string> = new Set(NEEDS_FIXING);

/** The time that matters most in a state, in words. */
function timeOf(post: PostRow, { timeZone, now }: Reader): { iso: string; text: string } {
  if (post.state === "scheduled" && post.publishLocal && post.timeZone && post.publishAt) {
    const there = wallText(post.publishLocal, localAt(now, post.timeZone));
    return { iso: post.publishAt, text: `${there} ${zoneName(post.timeZone)}` };
  }
  const told = (word: string, iso: string) => ({
    iso,
    text: `${word} ${shortMoment(iso, timeZone, now)}`,
  });
  switch (post.state) {
    case "draft":
    case "in_review":
      return told("Edited", post.updatedAt);
    case "published":
      return told("Posted", post.endedAt ?? post.updatedAt);
    case "in_inbox":
      return told("Delivered", post.endedAt ?? post.updatedAt);
    case "canceled":
      return told("Cancelled", post.endedAt ?? post.updatedAt);
    default: {
      const due = post.publishAt ?? post.updatedAt;
      return told(due > now ? "Due" : "Was due", due);
    }
  }
}

/** A post as one line: its frame, its words, its account, its time and where it stands. */
function Row({ post, reader }: { post: PostRow; reader: Reader }) {
  const guidance =
    post.failure && stopped.has(post.state) ? guide(reader, post.failure, post, reader.now) : null;
  const mark = markOf(post, reader, reader.now);
  const tone: Tone = guidance ? guidance.tone : marks[mark.state].tone;
  const time = timeOf(post, reader);
  const isTried = nextTryOf(post, reader.now) && post.failure;
  return (
    <li className="relative flex items-center gap-4 border-t border-line px-4 py-3 first:border-t-0 hover:bg-sunken">
      <MediaStill {...paths.still(reader, post)} tone={tone} />
      <div className="grid min-w-0 flex-1 gap-x-6 gap-y-1 md:grid-cols-[minmax(0,1fr)_16rem] md:items-center">
        <div className="min-w-0">
          <Link
            href={paths.post(reader, post.id)}
            className="line-clamp-2 rounded-sm text-body font-semibold text-ink after:absolute after:inset-0 hover:underline"
          >
            <bdi>{titleOf(post.caption)}</bdi>
          </Link>
          <p className="mt-0.5 text-meta text-ink-2">
            {post.creator ? `${accountOf(post.creator)} · ` : ""}
            <time dateTime={time.iso}>{time.text}</time>
          </p>
        </div>
        <div className="min-w-0">
          {guidance ? <GuidanceChip guidance={guidance} /> : <StateMark {...mark} plain />}
          {guidance && !isTried ? (
            <p className="line-clamp-1 text-meta text-ink-2">{guidance.headline}</p>
          ) : null}
        </div>
      </div>
    </li>
  );
}

/** Posts, newest first. */
export function PostList({ posts, reader }: { posts: readonly PostRow[]; reader: Reader }) {
  return (
    <ul aria-label="Posts" className="overflow-hidden rounded-lg border border-line bg-surface">
      {posts.map((post) => (
        <Row key={post.id} post={post} reader={reader} />
      ))}
    </ul>
  );
}

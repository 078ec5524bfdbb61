import Link from "next/link";
import { nameOf } from "#components/connections/account";
import { Frame } from "#components/frame/frame";
import { type MarkedState, marks, StateMark } from "#components/ui/state-mark";
import { shortMoment } from "#lib/errors/moment";
import type { PostRow } from "#lib/posts/queries";
import type { Day } from "./today";

/** The state as people are told it: a post that TikTok still looks at, or that is tried again, has words of its own. */
function markOf(post: PostRow): MarkedState {
  if (post.state === "published" && post.visibility === "reviewing") return "reviewing";
  const late = post.publishAt && post.dueAt && post.dueAt > post.publishAt;
  return post.state === "scheduled" && late && post.failure ? "retrying" : post.state;
}

/** Posts as frames of a contact sheet; each leads to its page. */
export function PostFrames({
  posts,
  home,
  day,
  label,
}: {
  posts: readonly PostRow[];
  home: string;
  day: Day;
  label: string;
}) {
  return (
    <ul
      aria-label={label}
      className="grid grid-cols-[repeat(auto-fill,minmax(8.5rem,1fr))] gap-3 sm:grid-cols-[repeat(auto-fill,minmax(9rem,10rem))]"
    >
      {posts.map((post) => (
        <li key={post.id} className="min-w-0">
          <PostFrame post={post} home={home} day={day} />
        </li>
      ))}
    </ul>
  );
}

function PostFrame({ post, home, day }: { post: PostRow; home: string; day: Day }) {
  const state = markOf(post);
  const at = post.endedAt ?? post.publishAt ?? post.updatedAt;
  return (
    <>
      <Link href={`${home}/posts/${post.id}`} className="block rounded-md">
        <Frame
          tone={marks[state].tone}
          time={shortMoment(at, day.timeZone, day.now)}
          caption={post.caption || "No caption"}
          mark={<StateMark state={state} plain />}
        />
      </Link>
      {post.creator ? <p className="mt-1 truncate text-meta text-ink-2">{nameOf(post.creator)}</p> : null}
      <TikTokLink post={post} />
    </>
  );
}

/** The way to the post itself, once TikTok has told its number and everybody may see it. */
function TikTokLink({ post }: { post: PostRow }) {
  const [id] = post.publicPostIds;
  if (!id || !post.creator?.handle || post.visibility !== "public") return null;
  const address = `https://www.tiktok.com/@${post.creator.handle}/video/${id}`;
  return (
    <a href={address} rel="noreferrer" target="_blank" className="link inline-block min-h-6 text-meta">
      See it on TikTok
      <span className="sr-only"> (opens a new tab)</span>
    </a>
  );
}

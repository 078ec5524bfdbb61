import Link from "next/link";
import { nameOf } from "#components/connections/account";
import { Frame } from "#components/frame/frame";
import { Still } from "#components/posts/media-still";
import { markOf } from "#components/posts/post-words";
import { publicLinks } from "#components/posts/public-link";
import { paths } from "#components/posts/reader";
import { marks, StateMark } from "#components/ui/state-mark";
import { shortMoment } from "#lib/errors/moment";
import type { PostRow } from "#lib/posts/queries";
import type { Day } from "./today";

/** Posts as frames of a contact sheet; each leads to its page. */
export function PostFrames({
  posts,
  home,
  day,
  label,
  tiktokUrl,
}: {
  posts: readonly PostRow[];
  home: string;
  day: Day & { workspaceId: string };
  label: string;
  /** Where TikTok's pages are. */
  tiktokUrl: string;
}) {
  return (
    <ul
      aria-label={label}
      className="grid grid-cols-[repeat(auto-fill,minmax(8.5rem,1fr))] gap-3 sm:grid-cols-[repeat(auto-fill,minmax(9rem,10rem))]"
    >
      {posts.map((post) => (
        <li key={post.id} className="min-w-0">
          <PostFrame post={post} home={home} day={day} tiktokUrl={tiktokUrl} />
        </li>
      ))}
    </ul>
  );
}

const isDone: ReadonlySet<PostRow["state"]> = new Set(["published", "in_inbox"]);

type FrameProps = { post: PostRow; home: string; day: Day & { workspaceId: string }; tiktokUrl: string };

function PostFrame({ post, home, day, tiktokUrl }: FrameProps) {
  const { state } = markOf(post, day, day.now);
  const at = isDone.has(post.state) ? (post.endedAt ?? post.publishAt) : post.publishAt;
  return (
    <>
      <Link href={`${home}/posts/${post.id}`} className="block rounded-md">
        <Frame
          tone={marks[state].tone}
          time={shortMoment(at ?? post.updatedAt, day.timeZone, day.now)}
          poster={post.mediaId ? <Still {...paths.still(day, post)} /> : null}
          caption={post.caption || "No caption"}
          mark={<StateMark state={state} plain />}
        />
      </Link>
      {post.creator ? <p className="mt-1 truncate text-meta text-ink-2">{nameOf(post.creator)}</p> : null}
      <TikTokLink post={post} tiktokUrl={tiktokUrl} />
    </>
  );
}

/** The way to the post itself, once TikTok has told its number and everybody may see it. */
function TikTokLink({ post, tiktokUrl }: Pick<FrameProps, "post" | "tiktokUrl">) {
  const [address] = publicLinks(tiktokUrl, post.creator?.handle, post.publicPostIds);
  if (!address || post.visibility !== "public") return null;
  return (
    <a href={address} rel="noreferrer" target="_blank" className="link inline-block min-h-6 text-meta">
      See it on TikTok
      <span className="sr-only"> (opens a new tab)</span>
    </a>
  );
}

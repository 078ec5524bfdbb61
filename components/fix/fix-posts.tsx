import Link from "next/link";
import { MediaStill } from "#components/posts/media-still";
import { titleOf } from "#components/posts/post-words";
import { accountOf, paths, type Reader } from "#components/posts/reader";
import { shortMoment } from "#lib/errors/moment";
import { promisedAt, type ToldItem } from "./group-of";

/** The posts that wait for the same, each with the way to its own page. */
export function FixPosts({ told, reader, now }: { told: ToldItem; reader: Reader; now: string }) {
  const { posts, guidance, item, more } = told;
  return (
    <section aria-labelledby="fix-posts" className="mt-6">
      <h3 id="fix-posts" className="mb-2 text-section">
        {posts.length === 1
          ? "The post"
          : `The ${more ? "latest " : ""}${posts.length} posts that ${item.ahead ? "would stop on this" : "wait for this"}`}
      </h3>
      <ul className="flex flex-col">
        {posts.map((post) => (
          <li
            key={post.id}
            className="relative flex items-center gap-3 border-t border-line py-2 hover:bg-sunken"
          >
            <MediaStill {...paths.still(reader, post)} tone={guidance.tone} className="w-8" />
            <div className="min-w-0">
              <Link
                href={paths.post(reader, post.id)}
                className="line-clamp-1 rounded-sm text-body font-semibold text-ink after:absolute after:inset-0 hover:underline"
              >
                <bdi>{titleOf(post.caption)}</bdi>
              </Link>
              <p className="text-meta text-ink-2">
                {item.creator || !post.creator ? "" : `${accountOf(post.creator)} · `}
                {item.ahead ? "Goes out" : "Was due"}{" "}
                <time dateTime={promisedAt(post)}>{shortMoment(promisedAt(post), reader.timeZone, now)}</time>
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

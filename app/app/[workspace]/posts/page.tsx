import { Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Refresh } from "#components/home/refresh";
import { filterFrom, PostFilter } from "#components/posts/post-filter";
import { PostList } from "#components/posts/post-list";
import { isAhead } from "#components/posts/post-words";
import { paths } from "#components/posts/reader";
import { buttonClass } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";
import { PageHeader } from "#components/ui/page-header";
import { enterPage } from "#lib/auth/enter";
import { listPosts } from "#lib/posts/queries";
import { IN_FLIGHT } from "#lib/posts/states";
import { listByTime } from "#lib/posts/time-queries";
import type { Scope } from "#lib/workspaces/scope";
import { loadReader } from "./reader";

export const metadata: Metadata = { title: "Posts" };

/** Posts that "Show more" adds. */
const PAGE = 20;
/** The most that one page shows; beyond, the list begins anew further down. */
const LONGEST = 200;
const MOVING_MS = 3_000;
const STILL_MS = 30_000;

type Props = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const only = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

/** How many to show: whole pages, within reason. */
function shownFrom(value: string | undefined): number {
  const asked = Math.ceil(Number(value) / PAGE) * PAGE;
  return Number.isFinite(asked) ? Math.min(Math.max(asked, PAGE), LONGEST) : PAGE;
}

/** Scheduled posts stand in the order in which they go out; the address keeps the time and the id of the last one. */
async function listPlanned(scope: Scope, after: string | undefined, limit: number) {
  const [at = "", id = ""] = after?.split("~") ?? [];
  const cursor = id && !Number.isNaN(Date.parse(at)) ? { at, id } : undefined;
  const { posts, next } = await listByTime(scope, { states: ["scheduled"], after: cursor, limit });
  return { posts, next: next ? `${next.at}~${next.id}` : null };
}

/** Every post of the workspace, newest first. What is seen stands in the address: state, how many, after which. */
export default async function PostsPage({ params, searchParams }: Props) {
  const { workspace } = await params;
  const asked = await searchParams;
  const base = `/app/${workspace}/posts`;
  const scope = await enterPage(workspace, base);
  const filter = filterFrom(only(asked.status));
  const after = only(asked.after)?.slice(0, 80) || undefined;
  const shown = shownFrom(only(asked.show));
  const [reader, { posts, next }] = await Promise.all([
    loadReader(scope),
    filter.id === "scheduled"
      ? listPlanned(scope, after, shown)
      : listPosts(scope, { states: filter.states, after, limit: shown }),
  ]);
  const href = (changes: { after?: string; show?: number }) => {
    const query = new URLSearchParams();
    if (filter.id !== "all") query.set("status", filter.id);
    if (changes.after) query.set("after", changes.after);
    if (changes.show) query.set("show", String(changes.show));
    return query.size ? `${base}?${query}` : base;
  };
  const isMoving = posts.some(
    (post) =>
      (IN_FLIGHT as readonly string[]).includes(post.state) ||
      (post.state === "scheduled" && !isAhead(post, reader.now)),
  );
  const compose = reader.may.write ? (
    <Link href={paths.compose(reader)} className={buttonClass()}>
      <Plus />
      New post
    </Link>
  ) : null;
  const isEmpty = posts.length === 0;
  const isNew = isEmpty && filter.id === "all" && !after;
  return (
    <>
      <PageHeader title="Posts" actions={isNew ? null : compose} />
      <Refresh everyMs={isMoving ? MOVING_MS : STILL_MS} />
      {isNew ? (
        <EmptyState action={compose}>
          No posts yet. A video, a caption and who can watch: that is all the first one takes.
        </EmptyState>
      ) : (
        <div className="flex flex-col gap-4">
          <PostFilter base={base} current={filter} />
          {after ? (
            <p className="text-body">
              <Link href={href({})} className="link">
                Back to the first
              </Link>
            </p>
          ) : null}
          {isEmpty ? (
            <EmptyState
              action={
                <Link href={base} className={buttonClass({ variant: "secondary" })}>
                  Show all posts
                </Link>
              }
            >
              {filter.id === "fix"
                ? "Nothing is stuck."
                : filter.id === "scheduled"
                  ? "Nothing is scheduled."
                  : "Nothing here at the moment."}
            </EmptyState>
          ) : (
            <PostList posts={posts} reader={reader} />
          )}
          {next ? (
            <Link
              href={shown < LONGEST ? href({ after, show: shown + PAGE }) : href({ after: next })}
              scroll={shown >= LONGEST}
              className={buttonClass({ variant: "secondary", className: "self-start" })}
            >
              Show more
            </Link>
          ) : null}
        </div>
      )}
    </>
  );
}

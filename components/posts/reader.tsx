import { nameOf } from "#components/connections/account";
import { rowOf } from "#lib/errors/catalog";
import type { Failure } from "#lib/errors/failure";
import { type Guidance, tell } from "#lib/errors/guidance";
import type { Audience } from "#lib/errors/row";
import type { CreatorName, PostRow } from "#lib/posts/queries";

/** Who reads a page about posts: in which workspace, as whom, and what they may do there. Plain data, made on the server. */
export type Reader = {
  workspaceId: string;
  workspaceName: string;
  /** IANA name, in which times are told. */
  timeZone: string;
  /** The creator that this person is, where they have signed in with TikTok. */
  ownCreatorId: string | null;
  may: Readonly<Record<"write" | "publish" | "resolve" | "connect" | "operate", boolean>>;
  /** TikTok's names of the permissions that each creator has not given, by the creator's id. */
  missing: Readonly<Record<string, readonly string[]>>;
  /** Where TikTok's own pages are, without a slash at the end. */
  tiktokUrl: string;
  /** The server's time when the page was made, ISO 8601. */
  now: string;
};

/** The addresses of a workspace's pages. */
export const paths = {
  posts: ({ workspaceId }: Reader) => `/app/${workspaceId}/posts`,
  post: ({ workspaceId }: Reader, postId: string) => `/app/${workspaceId}/posts/${postId}`,
  compose: ({ workspaceId }: Reader, postId?: string) =>
    `/app/${workspaceId}/compose${postId ? `/${postId}` : ""}`,
  fix: ({ workspaceId }: Reader, key?: string) =>
    `/app/${workspaceId}/fix${key ? `/${encodeURIComponent(key)}` : ""}`,
  queue: ({ workspaceId }: Pick<Reader, "workspaceId">, creatorId: string) =>
    `/app/${workspaceId}/queue/${creatorId}`,
  connection: ({ workspaceId }: Reader, creatorId: string) => `/app/${workspaceId}/connections/${creatorId}`,
  media: ({ workspaceId }: Pick<Reader, "workspaceId">, mediaId: string) =>
    `/api/w/${workspaceId}/media/${mediaId}`,
};

/** As whom somebody reads of a failure: the account's owner, who runs this copy of Aircheck where it is theirs, or staff. */
export function audienceOf(
  reader: Reader,
  creator: CreatorName | null,
  cause?: Pick<Failure, "code">,
): Audience {
  if (creator && creator.id === reader.ownCreatorId) return "creator";
  return cause && reader.may.operate && rowOf(cause.code).fixer === "app_owner" ? "app_owner" : "staff";
}

/** How people call the account: "@lena.rooftop", or the display name where there is no handle. */
export const accountOf = (creator: CreatorName | null): string => (creator ? nameOf(creator) : "");

type Told = Pick<PostRow, "state" | "creator" | "dueAt" | "publishAt" | "mode" | "failure">;
export type More = {
  latestAt?: string | null;
  alsoWaiting?: number;
  fileName?: string;
  /** Who is told, where it is somebody else than the reader: the words of a message to them. */
  audience?: Audience;
};

/** When we try again by ourselves; absent when that is past, or when only questions are asked. ISO 8601. */
export function nextTryOf(
  { state, dueAt, failure }: Pick<PostRow, "state" | "dueAt" | "failure">,
  now: string,
): string | undefined {
  // A scheduled post without a failure waits for its time, not for another try.
  const tries = (state === "scheduled" && failure !== null) || state === "blocked" || state === "uploading";
  return tries && dueAt && dueAt > now ? dueAt : undefined;
}

/** A scheduled post that has met nothing yet: what is told of it lies ahead. */
const isAhead = ({ state, failure }: Pick<Told, "state" | "failure">) => state === "scheduled" && !failure;

/** A failure of a post, told to its reader. */
export function guide(reader: Reader, cause: Failure, post: Told, now: string, more: More = {}): Guidance {
  const { creator, mode } = post;
  const missing = (creator && reader.missing[creator.id]) ?? [];
  const needed = mode === "direct" ? "video.publish" : "video.upload";
  return tell(
    cause,
    { audience: more.audience ?? audienceOf(reader, creator, cause) },
    {
      handle: accountOf(creator),
      creatorName: creator?.displayName || undefined,
      fileName: more.fileName,
      postState: post.state,
      nextTryAt: nextTryOf(post, now),
      aheadOf: isAhead(post) ? (post.publishAt ?? undefined) : undefined,
      latestAt: more.latestAt ?? undefined,
      timeZone: reader.timeZone,
      now,
      workspaceName: reader.workspaceName,
      alsoWaiting: more.alsoWaiting,
      // What this post needs says more than everything that is off.
      scopesMissing: missing.includes(needed) ? [needed] : missing,
    },
  );
}

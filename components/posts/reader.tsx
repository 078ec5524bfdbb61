import { nameOf } from "#components/connections/account";
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
  /** Where the picture of a post comes from: its video, or its cover photo. */
  still: (
    { workspaceId }: Pick<Reader, "workspaceId">,
    { mediaId, kind }: Pick<PostRow, "mediaId" | "kind">,
  ) => ({ src: mediaId ? `/api/w/${workspaceId}/media/${mediaId}` : null, kind }),
};

/** How people call the account: "@lena.rooftop", or the display name where there is no handle. */
export const accountOf = (creator: CreatorName | null): string => (creator ? nameOf(creator) : "");

/** When we try again by ourselves; absent when that is past, or when only questions are asked. ISO 8601. */
export function nextTryOf(
  { state, dueAt, failure }: Pick<PostRow, "state" | "dueAt" | "failure">,
  now: string,
): string | undefined {
  // A scheduled post without a failure waits for its time, not for another try.
  const tries = (state === "scheduled" && failure !== null) || state === "blocked" || state === "uploading";
  return tries && dueAt && dueAt > now ? dueAt : undefined;
}

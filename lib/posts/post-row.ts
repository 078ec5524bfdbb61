import { creator, post } from "#lib/db/schema";
import type { Failure } from "#lib/errors/failure";
import { coverIdOf } from "./content-files";
import { asState } from "./move";
import type { PostState } from "./states";

/** ISO 8601, UTC. */
export const iso = (date: Date | null) => date?.toISOString() ?? null;

/** The columns of a creator that lists show. */
export const CREATOR = {
  id: creator.id,
  handle: creator.handle,
  displayName: creator.displayName,
  avatarUrl: creator.avatarUrl,
};
export type CreatorName = {
  id: string;
  handle: string | null;
  displayName: string;
  avatarUrl: string | null;
};

/** A post as lists show it. Times are ISO 8601, UTC. */
export type PostRow = {
  id: string;
  state: PostState;
  caption: string;
  mode: "direct" | "inbox";
  /** The video, or the photo that is the cover. */
  mediaId: string | null;
  kind: "video" | "photo";
  creator: CreatorName | null;
  publishAt: string | null;
  /** The promise as it was made; null for "post now". A draft keeps the time that is being thought of. */
  publishLocal: string | null;
  timeZone: string | null;
  fold: "earlier" | "later" | null;
  /** Its time is a slot of the creator's queue. */
  fromSlot: boolean;
  dueAt: string | null;
  updatedAt: string;
  endedAt: string | null;
  visibility: "reviewing" | "public" | "private" | "removed" | null;
  publicPostIds: string[];
  failure: Failure | null;
  /** What a look ahead of its time found: the post would stop on it. */
  warning: Failure | null;
};

/** The columns that `asRow` reads; to be joined with the creator. */
export const ROW = {
  id: post.id,
  state: post.state,
  content: post.content,
  publishAt: post.publishAt,
  publishLocal: post.publishLocal,
  timeZone: post.timeZone,
  fold: post.fold,
  fromSlot: post.fromSlot,
  dueAt: post.dueAt,
  updatedAt: post.updatedAt,
  endedAt: post.endedAt,
  visibility: post.visibility,
  publicPostIds: post.publicPostIds,
  failure: post.failure,
  warning: post.warning,
  creator: CREATOR,
};

export type Selected = Pick<
  typeof post.$inferSelect,
  | "id"
  | "state"
  | "content"
  | "publishAt"
  | "dueAt"
  | "updatedAt"
  | "endedAt"
  | "visibility"
  | "publicPostIds"
  | "failure"
  | "warning"
  | "publishLocal"
  | "timeZone"
  | "fold"
  | "fromSlot"
> & { creator: CreatorName | null };

export const asRow = (row: Selected): PostRow => ({
  id: row.id,
  state: asState(row.state),
  caption: row.content.caption,
  mode: row.content.mode,
  mediaId: coverIdOf(row.content),
  kind: row.content.kind,
  creator: row.creator,
  publishAt: iso(row.publishAt),
  publishLocal: row.publishLocal,
  timeZone: row.timeZone,
  fold: row.fold,
  fromSlot: row.fromSlot,
  dueAt: iso(row.dueAt),
  updatedAt: row.updatedAt.toISOString(),
  endedAt: iso(row.endedAt),
  visibility: row.visibility,
  publicPostIds: row.publicPostIds,
  failure: row.failure,
  warning: row.warning,
});

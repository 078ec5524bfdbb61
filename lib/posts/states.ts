/** The states of a post. Each answers: whose turn is it, and what if we die here? (docs/publishing.md) */
export const STATES = [
  "draft",
  "in_review",
  "scheduled",
  "preparing",
  "uploading",
  "processing",
  "unconfirmed",
  "blocked",
  "failed",
  "in_inbox",
  "published",
  "canceled",
] as const;
export type PostState = (typeof STATES)[number];

/** Every legal move; a move that is not here does not compile. */
export const MOVES = {
  draft: ["in_review", "scheduled", "canceled"],
  in_review: ["draft", "scheduled", "canceled"],
  scheduled: ["draft", "preparing", "blocked", "canceled"],
  preparing: ["scheduled", "uploading", "processing", "unconfirmed", "blocked", "failed", "canceled"],
  uploading: ["scheduled", "processing", "unconfirmed", "blocked", "failed", "canceled"],
  processing: ["scheduled", "published", "in_inbox", "unconfirmed", "blocked", "failed", "canceled"],
  unconfirmed: ["processing", "published", "in_inbox", "scheduled", "blocked", "failed"],
  blocked: ["draft", "scheduled", "canceled"],
  failed: ["draft", "scheduled"],
  in_inbox: ["published", "failed"],
  published: [],
  canceled: [],
} as const satisfies Record<PostState, readonly PostState[]>;

/** The states that `From` may move to. */
export type NextState<From extends PostState> = (typeof MOVES)[From][number];

/** The states in which a worker holds the post, or TikTok does. */
export const IN_FLIGHT = ["preparing", "uploading", "processing"] as const satisfies readonly PostState[];

/** The states that wait for somebody. */
export const NEEDS_FIXING = ["unconfirmed", "blocked", "failed"] as const satisfies readonly PostState[];

/** The states in which a post keeps its time in the calendar taken: what waits for somebody may still go out at it. */
export const HELD_TIMES = [
  "in_review",
  "scheduled",
  "preparing",
  "uploading",
  "processing",
  "blocked",
] as const satisfies readonly PostState[];

export function isLegal(from: PostState, to: PostState): boolean {
  return (MOVES[from] as readonly PostState[]).includes(to);
}

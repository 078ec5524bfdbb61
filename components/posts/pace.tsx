import type { PostView } from "#lib/posts/queries";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** For how long a review is followed closely, ms. */
const FRESH_MS = 5 * MINUTE;

type Paced = Pick<PostView, "state" | "dueAt" | "visibility" | "endedAt">;

/**
 * How long to wait before asking for a post again, ms: a second while bytes flow, five while TikTok processes, slower
 * where only people or hours change something. False when the post has come to its end.
 * @param now ms since 1970
 */
export function paceOf({ state, dueAt, visibility, endedAt }: Paced, now: number): number | false {
  switch (state) {
    case "preparing":
      return SECOND;
    case "scheduled":
    case "uploading": {
      const wait = dueAt ? Date.parse(dueAt) - now : 0;
      return Math.min(Math.max(wait, SECOND), 15 * SECOND);
    }
    case "processing":
      return 5 * SECOND;
    case "blocked":
    case "unconfirmed":
      return 15 * SECOND;
    case "in_inbox":
      return 30 * SECOND;
    case "in_review":
      return MINUTE;
    case "published":
      if (visibility !== "reviewing") return false;
      return endedAt && now - Date.parse(endedAt) > FRESH_MS ? MINUTE : 10 * SECOND;
    case "draft":
    case "failed":
    case "canceled":
      return false;
    default:
      return state satisfies never;
  }
}

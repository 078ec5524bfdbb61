import type { CalendarPost } from "#lib/posts/calendar";

/** Why a post cannot get another time; `undefined` where it can. The server decides by the same states. */
export function whyFixed({ state }: Pick<CalendarPost, "state">): string | undefined {
  switch (state) {
    case "scheduled":
    case "blocked":
    case "failed":
      return undefined;
    case "preparing":
    case "uploading":
    case "processing":
      return "It is on its way to TikTok.";
    case "unconfirmed":
      return "It may be live already: look at the profile first.";
    case "published":
      return "It is posted.";
    case "in_inbox":
      return "It is in the TikTok inbox.";
    case "canceled":
      return "It was cancelled.";
    case "draft":
    case "in_review":
      return "It has no time yet.";
    default:
      return state satisfies never;
  }
}

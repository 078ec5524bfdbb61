import { distance } from "#lib/errors/moment";
import type { PostView } from "#lib/posts/queries";
import { audienceOf } from "./guide";
import { isAhead } from "./post-words";
import { accountOf, nextTryOf, type Reader } from "./reader";

/** What happens next with a post that nothing holds up, in a sentence or two. */
export function nextStepOf(view: PostView, reader: Reader, now: string): string {
  const account = accountOf(view.creator) || "the account";
  switch (view.state) {
    case "draft":
      return "Nothing has been sent. Finish it, then publish it.";
    case "in_review":
      return "It waits for somebody's approval. Nothing has been sent.";
    case "scheduled":
      return scheduledText(view, now);
    case "preparing":
      return "We check the file, the permission and what TikTok allows at this moment. You can close this page.";
    case "uploading":
      return "The video is on its way to TikTok. You can close this page: it carries on without you.";
    case "processing":
      return processingText(view);
    case "unconfirmed":
      return "We keep asking TikTok what became of it.";
    case "blocked":
    case "failed":
      return "Nothing of it is live.";
    case "in_inbox":
      return audienceOf(reader, view.creator) === "creator"
        ? "The draft waits in your TikTok inbox: you finish and post it in TikTok's app."
        : `The draft waits in the TikTok inbox of ${account}: its owner finishes and posts it in TikTok's app.`;
    case "published":
      return publishedText(view, account);
    case "canceled":
      return "It was cancelled before it went out. Nothing of it is live.";
    default:
      return view.state satisfies never;
  }
}

function processingText({ kind, mode, attempts }: PostView): string {
  const last = attempts.at(-1);
  if (last?.transfer === "PULL_FROM_URL" && !last.servedAt)
    return "TikTok knows where to fetch it, and comes by itself. You can close this page.";
  const all = kind === "photo" ? "the photos" : "the whole video";
  return mode === "inbox"
    ? `TikTok has ${all} and puts ${kind === "photo" ? "them" : "it"} into the inbox. That usually takes less than a minute.`
    : `TikTok has ${all}. It may take a few minutes until the post shows on the profile.`;
}

function scheduledText(view: PostView, now: string): string {
  const next = nextTryOf(view, now);
  if (next) return `Waiting for TikTok: it goes out ${distance(new Date(next), new Date(now))}.`;
  if (!isAhead(view, now)) return "It goes out now. You can close this page.";
  const gap = view.dueAt ? ` ${distance(new Date(view.dueAt), new Date(now))}` : "";
  return view.mode === "inbox"
    ? `It goes to the TikTok inbox${gap}. Nothing has been sent.`
    : `It goes out${gap}, and usually shows on TikTok within minutes. Nothing has been sent.`;
}

function publishedText({ visibility, content }: PostView, account: string): string {
  switch (visibility) {
    case "reviewing":
      return "TikTok is reviewing it: usually for a minute, sometimes for a few hours. The link appears here by itself; there is nothing to do.";
    case "private":
      return content.privacy === "SELF_ONLY"
        ? `It is on TikTok, and only the owner of ${account} can see it. TikTok gives no public link for that.`
        : `It is on TikTok for the ${content.privacy === "MUTUAL_FOLLOW_FRIENDS" ? "friends" : "followers"} of ${account}. TikTok gives no public link for that.`;
    case "removed":
      return "It was live and is no longer public.";
    default:
      return "It is live on TikTok.";
  }
}

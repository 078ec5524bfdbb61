import type { About, PostState, Standing } from "./about";
import type { CatalogRow } from "./catalog";
import { shortMoment } from "./moment";
import type { Audience, Fixer } from "./row";

const mayBeLive: ReadonlySet<PostState> = new Set(["processing", "unconfirmed"]);

/** Derives the standing from the post's state, the planned try and the row. */
export function standingOf({ postState, nextTryAt, aheadOf }: About): Standing {
  if (aheadOf) return "ahead";
  if (postState === "published") return "live";
  if (postState === "in_inbox") return "in_inbox";
  if (postState === "unconfirmed") return "unconfirmed";
  if (nextTryAt && postState !== "blocked" && postState !== "failed" && postState !== "canceled")
    return "retrying";
  if (nextTryAt) return "waiting";
  return postState === "failed" || postState === "blocked" ? "ended" : "open";
}

function needs(fixer: Fixer, { handle }: About, audience: Audience): string {
  switch (fixer) {
    case "author":
      return "needs you";
    case "creator":
      return audience === "creator" ? "needs you" : `needs ${handle || "the account's owner"}`;
    case "app_owner":
      return audience === "app_owner" ? "needs you" : "needs the operator";
    case "nobody":
      return "nothing is wrong with the post";
    case "us":
      return "ours to fix";
    default:
      return fixer satisfies never;
  }
}

const isSignIn = (row: CatalogRow) => row.code.startsWith("connect.") || row.channels.includes("authorize");

type Chip = {
  readonly chip: { readonly word: string; readonly owner: string };
  readonly tone: "stop" | "wait" | "held" | "live";
};

/** The word of the state, who it waits for, and the colour that goes with both. */
export function chipOf(row: CatalogRow, about: About, standing: Standing, audience: Audience): Chip {
  const chip = (tone: Chip["tone"], word: string, owner: string): Chip => ({ tone, chip: { word, owner } });
  switch (standing) {
    case "ahead":
      return chip("wait", "Scheduled · would stop", row.needs ?? needs(row.fixer, about, audience));
    case "live":
      return chip(
        row.code === "post.no_longer_public" ? "held" : "live",
        "Posted",
        needs(row.fixer, about, audience),
      );
    case "in_inbox":
      return chip("held", "In TikTok inbox", needs("creator", about, audience));
    case "unconfirmed":
      return chip("wait", "Unconfirmed", "we keep asking TikTok");
    case "retrying": {
      const at = about.nextTryAt ? shortMoment(about.nextTryAt, about.timeZone, about.now) : "";
      return chip("wait", `Retrying at ${at}`, "nothing to do for you");
    }
    case "waiting":
      return chip(
        "wait",
        "Waiting",
        row.fixer === "creator" ? needs(row.fixer, about, audience) : "nothing is wrong with the post",
      );
    case "ended":
      return chip(
        "stop",
        "Not posted",
        row.needs ?? needs(row.fixer === "nobody" ? "author" : row.fixer, about, audience),
      );
    case "open":
      return chip(
        "stop",
        about.postState ? "Not sent" : isSignIn(row) ? "Not connected" : "Stopped",
        row.fixer === "nobody" ? "no one here has to act" : (row.needs ?? needs(row.fixer, about, audience)),
      );
    default:
      return standing satisfies never;
  }
}

/** Is anything live on TikTok? Answered from what is known of the post, else from the row. */
export function liveSentence(row: CatalogRow, { postState }: About): string {
  if (!postState)
    return row.live === "maybe" ? "We can't say whether anything is live." : "Nothing was posted.";
  if (row.code === "post.no_longer_public") return "It was live and is no longer public.";
  if (postState === "published") return "The post is live on TikTok.";
  if (postState === "in_inbox") return "Nothing is live yet: it waits in the TikTok inbox.";
  if (mayBeLive.has(postState) || row.live === "maybe") return "It may be live already; we don't know yet.";
  return row.live === "yes" ? "The post is live on TikTok." : "Nothing is live on TikTok.";
}

/** Who can put it right, as a sentence for this reader. */
export function whoCanFix(fixer: Fixer, { handle, creatorName }: About, audience: Audience): string {
  const account = handle || "this account";
  switch (fixer) {
    case "author":
      return audience === "creator"
        ? "You, or anyone who can edit this post."
        : "Anyone who can edit this post.";
    case "creator":
      if (audience === "creator") return `Only you, the owner of ${account}.`;
      return creatorName
        ? `${creatorName}, or anyone signed in to ${account} on TikTok.`
        : `The owner of ${account}, or anyone signed in to it on TikTok.`;
    case "app_owner":
      return audience === "app_owner"
        ? "You, the operator of this copy of Aircheck."
        : "The operator of this copy of Aircheck.";
    case "nobody":
      return "No one here needs to. Time does.";
    case "us":
      return "The operator, with the people who make Aircheck. The details below help them.";
    default:
      return fixer satisfies never;
  }
}

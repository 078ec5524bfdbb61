import type { MarkedState } from "#components/ui/state-mark";
import type { PostContent, PrivacyLevel } from "#lib/db/json";
import { clockOf, shortMoment } from "#lib/errors/moment";
import type { PostRow } from "#lib/posts/queries";
import { interactionsOf } from "#lib/posts/rules";
import { nextTryOf, type Reader } from "./reader";

const TITLE_LENGTH = 80;

/** What a post is called: the start of its caption. */
export function titleOf(caption: string): string {
  const line = caption.trim().split("\n")[0]?.trim() ?? "";
  if (!line) return "Post without a caption";
  const units = [...line];
  return units.length > TITLE_LENGTH ? `${units.slice(0, TITLE_LENGTH).join("").trimEnd()}…` : line;
}

/** A scheduled post whose time is still to come: nothing of it has begun. */
export const isAhead = ({ state, dueAt }: Pick<PostRow, "state" | "dueAt">, now: string): boolean =>
  state === "scheduled" && dueAt !== null && dueAt > now;

/** The mark of a post's state, with more exact words where they are known. Refusals are told by guidance instead. */
export function markOf(
  post: Pick<PostRow, "state" | "visibility" | "dueAt" | "failure" | "warning">,
  { timeZone }: Pick<Reader, "timeZone">,
  now: string,
): { state: MarkedState; word?: string } {
  if (isAhead(post, now)) {
    const next = nextTryOf(post, now);
    if (next) return { state: "retrying", word: `Retrying at ${shortMoment(next, timeZone, now)}` };
    return { state: post.warning ? "would_stop" : "scheduled" };
  }
  // What is due is on its way: a worker takes it within a second.
  if (post.state === "scheduled") return { state: "preparing" };
  if (post.state === "published" && post.visibility === "reviewing") return { state: "reviewing" };
  if (post.state === "published" && post.visibility === "removed")
    return { state: "paused", word: "No longer public" };
  return { state: post.state };
}

/** TikTok's audiences in the words of its own app. */
export const privacyWords: Record<PrivacyLevel, string> = {
  PUBLIC_TO_EVERYONE: "Everyone",
  MUTUAL_FOLLOW_FRIENDS: "Friends",
  FOLLOWER_OF_CREATOR: "Followers",
  SELF_ONLY: "Only the account's owner",
};

/** The settings of a post, line by line, as they go to TikTok. */
export function settingsOf(content: PostContent): readonly { term: string; value: string }[] {
  const ofPhotos = photoSettings(content);
  if (content.mode === "inbox") {
    return [
      { term: "Delivery", value: "To the TikTok inbox" },
      ...ofPhotos.filter(({ term }) => term !== "Music"),
      { term: "The rest", value: "Chosen in TikTok's app, where the post is finished" },
    ];
  }
  const allowed = interactionsOf(content).flatMap(({ field, name }) => (content[field] ? [name] : []));
  return [
    { term: "Delivery", value: "Straight to the profile" },
    { term: "Who can watch", value: content.privacy ? privacyWords[content.privacy] : "Not chosen yet" },
    { term: "Viewers may add", value: allowed.length ? capital(listOf(allowed)) : "Nothing" },
    { term: "Disclosure", value: disclosureOf(content) },
    { term: "AI-generated", value: content.aiGenerated ? "Labelled as AI-generated" : "Not labelled" },
    ...(content.kind === "photo" ? ofPhotos : [coverOf(content)]),
  ];
}

const coverOf = ({ coverMs }: PostContent) => ({
  term: "Cover",
  value: coverMs ? `The picture at ${(coverMs / 1_000).toFixed(1)} s` : "The first picture",
});

/** What only a carousel has; nothing for a video. */
function photoSettings({ kind, photos }: PostContent): { term: string; value: string }[] {
  if (kind !== "photo" || !photos) return [];
  const { title, coverIndex, mediaIds, autoAddMusic } = photos;
  return [
    { term: "Title", value: title || "None" },
    { term: "Cover", value: `Photo ${coverIndex + 1} of ${mediaIds.length}` },
    { term: "Music", value: autoAddMusic ? "Added by TikTok" : "None" },
  ];
}

function disclosureOf({ discloses, yourBrand, brandedContent }: PostContent): string {
  if (!discloses) return "None";
  if (brandedContent) return "Labelled “Paid partnership”";
  return yourBrand ? "Labelled “Promotional content”" : "Not complete";
}

const listOf = (words: readonly string[]) =>
  new Intl.ListFormat("en-GB", { type: "conjunction" }).format(words);
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** The time of day to the second, as timelines need it: "15:53:07". */
export const secondsOf = (iso: string, timeZone: string): string =>
  `${clockOf(iso, timeZone)}:${new Date(iso).toISOString().slice(17, 19)}`;

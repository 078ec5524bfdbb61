import type { FileFacts, PostContent, PrivacyLevel } from "#lib/db/json";
import { type Failure, failure } from "#lib/errors/failure";
import { mediaFailures } from "#lib/media/explain";
import { type MediaLimits, TIKTOK_LIMITS } from "#lib/media/rules";
import type { CreatorInfo } from "#lib/tiktok/query-creator";

/**
 * TikTok's rules for a screen that posts, numbered as its guideline numbers them
 * (https://developers.tiktok.com/doc/content-sharing-guidelines). Pure: the screen and the server ask the same functions.
 */

/** The longest caption in UTF-16 units. @see https://developers.tiktok.com/doc/content-posting-api-reference-direct-post */
export const CAPTION_LIMIT = 2200;

/** The longest title and description of a carousel in UTF-16 units. @see https://developers.tiktok.com/doc/content-posting-api-reference-photo-post */
export const PHOTO_TEXT_LIMITS = { title: 90, description: 4000 } as const;

/** How long the text may be: a video's caption, a carousel's description. UTF-16 units. */
export const captionLimit = ({ kind }: Pick<PostContent, "kind">): number =>
  kind === "photo" ? PHOTO_TEXT_LIMITS.description : CAPTION_LIMIT;

/** Strings that TikTok wants on screen exactly so. */
export const EXACT = {
  yourBrand: "Your photo/video will be labeled as 'Promotional content'",
  brandedContent: "Your photo/video will be labeled as 'Paid partnership'",
  disclosureIncomplete: "You need to indicate if your content promotes yourself, a third party, or both.",
  brandedNotPrivate: "Branded content visibility cannot be set to private.",
} as const;

/** Why an app without TikTok's audit offers one choice only. */
export const UNAUDITED_REASON =
  "TikTok hasn't reviewed this copy of Aircheck yet, so posts can be visible to their owner only.";

const NEEDED_SCOPE = { direct: "video.publish", inbox: "video.upload" } as const;
const SCOPE_WORDS = {
  "video.publish": "“Post content to TikTok”",
  "video.upload": "“Share content as a draft to your TikTok account”",
} as const;

/** The permission that a delivery needs. @see https://developers.tiktok.com/doc/tiktok-api-scopes */
export const neededScope = (mode: PostContent["mode"]) => NEEDED_SCOPE[mode];

type Promotion = Pick<PostContent, "discloses" | "yourBrand" | "brandedContent">;

/** What the post says that it promotes; nothing while the disclosure is off. */
export function promotion({ discloses, yourBrand, brandedContent }: Promotion) {
  return { yourBrand: discloses && yourBrand, brandedContent: discloses && brandedContent };
}

/** Rules 3a-i, 3a-ii and 3a-iii: the label that TikTok will print, in TikTok's words; none before a box is ticked. */
export function promotionLabel(content: Promotion): "Promotional content" | "Paid partnership" | null {
  const { yourBrand, brandedContent } = promotion(content);
  if (brandedContent) return "Paid partnership";
  return yourBrand ? "Promotional content" : null;
}

/** Rule 3a: the disclosure is on, and neither box is ticked. */
export const lacksPromotion = (content: Promotion): boolean =>
  content.discloses && !content.yourBrand && !content.brandedContent;

export type PrivacyChoice = {
  level: PrivacyLevel;
  /** Why it cannot be chosen; `null` when it can. */
  reason: string | null;
};

/**
 * Rules 2b and 3b': exactly the choices that TikTok offers for this creator now, in TikTok's order. One that the
 * post or the app rules out stays in sight with its reason.
 */
export function offeredPrivacy(
  info: Pick<CreatorInfo, "privacyOptions">,
  { audited, brandedContent = false }: { audited: boolean; brandedContent?: boolean },
): PrivacyChoice[] {
  return info.privacyOptions.map((level) => {
    if (!audited && level !== "SELF_ONLY") return { level, reason: UNAUDITED_REASON };
    if (brandedContent && level === "SELF_ONLY") return { level, reason: EXACT.brandedNotPrivate };
    return { level, reason: null };
  });
}

/** Rule 3b: why "Branded content" cannot be ticked, `null` when it can. */
export function brandedContentReason(content: Pick<PostContent, "privacy">): string | null {
  return content.privacy === "SELF_ONLY" ? EXACT.brandedNotPrivate : null;
}

const INTERACTIONS = [
  { field: "allowComment", off: "commentDisabled", label: "Comment", name: "comments" },
  { field: "allowDuet", off: "duetDisabled", label: "Duet", name: "duets" },
  { field: "allowStitch", off: "stitchDisabled", label: "Stitch", name: "stitches" },
] as const;

/** What viewers may be allowed to do: photos can neither be dueted nor stitched. */
export const interactionsOf = ({ kind }: Pick<PostContent, "kind">) =>
  kind === "photo" ? INTERACTIONS.slice(0, 1) : INTERACTIONS;

type DeclarationPart = { text: string; href?: string };
const MUSIC: DeclarationPart = {
  text: "Music Usage Confirmation",
  href: "https://www.tiktok.com/legal/page/global/music-usage-confirmation/en",
};
const BRANDED: DeclarationPart = {
  text: "Branded Content Policy",
  href: "https://www.tiktok.com/legal/page/global/bc-policy/en",
};

/** Rules 2-note and 4: the sentence above the button, in parts, so that the documents it names can be links. */
export function declarationParts(content: Promotion & Pick<PostContent, "mode">): readonly DeclarationPart[] {
  const start = { text: "By posting, you agree to TikTok's " };
  const end = { text: "." };
  // The inbox takes no disclosure from us: the creator declares it in TikTok's app.
  const branded = content.mode === "direct" && promotion(content).brandedContent;
  return branded ? [start, BRANDED, { text: " and " }, MUSIC, end] : [start, MUSIC, end];
}

/** The same sentence as one text: what a consent records. */
export const declaration = (content: Promotion & Pick<PostContent, "mode">): string =>
  declarationParts(content)
    .map(({ text }) => text)
    .join("");

export type Question = {
  content: PostContent;
  /** What TikTok answered a moment ago; `null` for the inbox, which needs no answer. */
  info: CreatorInfo | null;
  /** What was measured in the post's files, in their order; empty while there is none. */
  files: readonly { facts: FileFacts; bytes: number }[];
  /** TikTok can fetch files from this installation; photos reach it in no other way. */
  pulls: boolean;
  audited: boolean;
  grantedScopes: readonly string[];
};

type Found = readonly Failure[];
type Check = (question: Question, support: { at: string }) => Found;

const none: Found = [];

const permission: Check = ({ content, grantedScopes }, support) => {
  const scope = neededScope(content.mode);
  if (grantedScopes.includes(scope)) return none;
  const evidence = {
    path: "permission",
    measured: "off",
    limit: `${SCOPE_WORDS[scope]} on`,
    ok: false,
  } as const;
  return [failure("scope_not_authorized", {}, support, [evidence])];
};

// TikTok offers "everyone" for public accounts only, and an unaudited app may post to private accounts only.
const privateAccount: Check = ({ info, audited }, support) =>
  !audited && info?.privacyOptions.includes("PUBLIC_TO_EVERYONE")
    ? [failure("unaudited_client_can_only_post_to_private_accounts", {}, support)]
    : none;

const address: Check = ({ content, pulls }, support) =>
  content.kind === "photo" && !pulls ? [failure("photo.no_address", {}, support)] : none;

/** What the file of a post is held against: in a post the account's own longest length, where TikTok has told it. */
export const limitsFor = (
  { mode }: Pick<PostContent, "mode">,
  { info, pulls }: Pick<Question, "info" | "pulls">,
): MediaLimits =>
  mode === "inbox"
    ? { maxSeconds: TIKTOK_LIMITS.inboxSeconds, inbox: true, pulls }
    : { maxSeconds: info?.maxVideoSeconds ?? null, pulls };

/** What TikTok would refuse in the files. */
const media: Check = ({ content, files, info, pulls }, { at }) => {
  const limits = limitsFor(content, { info, pulls });
  const { kind } = content;
  // A file that was taken out of the post is none of its own.
  return mediaFailures({ kind, files: kind === "photo" || content.mediaId ? files : [] }, limits, at);
};

const caption: Check = ({ content }, support) => {
  const code = content.kind === "photo" ? "description.too_long" : "caption.too_long";
  return tooLong(code, content.caption, captionLimit(content), support);
};

const title: Check = ({ content }, support) =>
  content.kind === "photo"
    ? tooLong("title.too_long", content.photos?.title ?? "", PHOTO_TEXT_LIMITS.title, support)
    : none;

type TooLong = "caption.too_long" | "description.too_long" | "title.too_long";

function tooLong(code: TooLong, text: string, limit: number, support: { at: string }): Found {
  const over = text.length - limit;
  if (over <= 0) return none;
  const args = { over: over.toLocaleString("en-US"), length: text.length.toLocaleString("en-US") };
  const evidence = {
    path: "caption",
    measured: text.length,
    limit: `up to ${limit.toLocaleString("en-US")}`,
    ok: false,
  } as const;
  return [failure(code, args, support, [evidence])];
}

const privacy: Check = ({ content, info, audited }, support) => {
  if (!content.privacy) return [failure("privacy.not_chosen", {}, support)];
  const choices = info ? offeredPrivacy(info, { audited }) : [];
  const isOffered = choices.some(({ level, reason }) => level === content.privacy && !reason);
  return isOffered ? none : [failure("privacy.not_offered", {}, support)];
};

const interactions: Check = ({ content, info }, support) =>
  interactionsOf(content)
    .filter(({ field, off }) => content[field] && info?.[off])
    .map(({ name }) => failure("interaction.not_allowed", { interaction: name }, support));

const disclosure: Check = ({ content }, support) =>
  lacksPromotion(content) ? [failure("disclosure.incomplete", {}, support)] : none;

const brandedPrivacy: Check = ({ content }, support) =>
  promotion(content).brandedContent && brandedContentReason(content)
    ? [failure("disclosure.private", {}, support)]
    : none;

const photoTexts: Check = (question, support) =>
  question.content.kind === "photo" ? [...title(question, support), ...caption(question, support)] : none;

/** In the order of the screen, because the first one is what the button names. */
const CHECKS: Record<PostContent["mode"], readonly Check[]> = {
  direct: [
    permission,
    privateAccount,
    address,
    media,
    title,
    caption,
    privacy,
    interactions,
    disclosure,
    brandedPrivacy,
  ],
  // Only the file goes to the inbox, with photos their texts; everything else is chosen in TikTok's app.
  inbox: [permission, address, media, photoTexts],
};

/**
 * Everything that keeps this post from being sent now, the first thing on the screen first; empty when it may go.
 * A direct post without an answer from TikTok is never let through.
 * @param at ISO 8601, kept with each failure
 */
export function checkContent(question: Question, at: string): Failure[] {
  return CHECKS[question.content.mode].flatMap((check) => check(question, { at }));
}

import { type Code, rowOf } from "#lib/errors/catalog";
import { captionLimit } from "./rules";

/** A text that went out, or is planned, for the same creator. `at`: ISO 8601. */
export type RecentCaption = { postId: string; caption: string; at: string };

export type CaptionFinding = {
  code: "caption.too_long" | "caption.links" | "caption.tags" | "caption.repeats" | "caption.same";
  severity: "blocks" | "warns";
  /** What TikTok would answer, of advice if it refuses the text at all; and its page. */
  answer: Code | null;
  page: string | null;
  /** UTF-16 units, links, tags, repeated words, or posts. */
  measured: number;
  limit: number;
  /** What it is about: the repeated tags. */
  words?: readonly string[];
  /** The post with the same text. */
  same?: RecentCaption;
};

/** From here on it is our advice: TikTok names no number, it only says that it refuses what looks like spam. */
export const CAPTION_ADVICE = { links: 1, tags: 10 } as const;

// A tag or a name counts for TikTok when a space, a line break or the edge of the text stands around it.
export const MARK = /(?<=^|\s)[#@][\p{L}\p{M}\p{N}_]+(?:\.[\p{L}\p{M}\p{N}_]+)*/gu;
const LINK =
  /\bhttps?:\/\/\S+|\bwww\.\S+\.\S+|(?<![@\w.])[\w-]+\.(?:com|net|org|io|shop|link|store|app|ly|me|co|tv)\b\S*/giu;

/** Where a caption stands. `title`: the line above it, which a carousel has. */
export type CaptionPlace = {
  kind?: "video" | "photo";
  recent?: readonly RecentCaption[];
  title?: string;
};

/**
 * What is worth knowing about a caption before TikTok sees it. Only the length keeps a post from being sent; the rest is
 * advice about what TikTok's check for spam is known to look at.
 * @see https://developers.tiktok.com/doc/content-posting-api-reference-direct-post
 */
export function captionFindings(
  text: string,
  { kind = "video", recent = [], title = "" }: CaptionPlace = {},
): CaptionFinding[] {
  const found: Omit<CaptionFinding, "answer" | "page">[] = [];
  const limit = captionLimit({ kind });
  if (text.length > limit) {
    found.push({ code: "caption.too_long", severity: "blocks", measured: text.length, limit });
  }
  // Whoever looks at a post sees both.
  const seen = kind === "photo" ? `${title}\n${text}` : text;
  const links = seen.match(LINK)?.length ?? 0;
  if (links > CAPTION_ADVICE.links) {
    found.push({ code: "caption.links", severity: "warns", measured: links, limit: CAPTION_ADVICE.links });
  }
  const marks = [...seen.matchAll(MARK)].map(([mark]) => mark.toLowerCase());
  const tags = marks.filter((mark) => mark.startsWith("#")).length;
  if (tags > CAPTION_ADVICE.tags) {
    found.push({ code: "caption.tags", severity: "warns", measured: tags, limit: CAPTION_ADVICE.tags });
  }
  const words = [...new Set(marks.filter((mark, index) => marks.indexOf(mark) !== index))];
  if (words.length) {
    found.push({ code: "caption.repeats", severity: "warns", measured: words.length, limit: 0, words });
  }
  const same = sameText(text, recent);
  if (same) found.push({ code: "caption.same", severity: "warns", measured: 1, limit: 0, same });
  return found.map((each) => ({ ...each, ...answerTo(each.severity, kind) }));
}

function answerTo(severity: CaptionFinding["severity"], kind: NonNullable<CaptionPlace["kind"]>) {
  const tooLong = rowOf(kind === "photo" ? "description.too_long" : "caption.too_long");
  const { answer, source: page } = severity === "blocks" ? tooLong : SPAM;
  return { answer, page: page?.url ?? null };
}

const SPAM = { answer: "spam_risk_text", source: rowOf("spam_risk_text").source } as const;

/** Capitals, spaces and line breaks make no other text. */
const plain = (text: string) => text.toLowerCase().replace(/\s+/gu, " ").trim();

function sameText(text: string, recent: readonly RecentCaption[]): RecentCaption | undefined {
  const own = plain(text);
  return own ? recent.find(({ caption }) => plain(caption) === own) : undefined;
}

import type { MediaFacts } from "#lib/db/json";
import { rowOf } from "#lib/errors/catalog";
import { lengthText, sizeText } from "#lib/errors/measure";
import { source } from "#lib/errors/rows/sources";
import type { Finding, Looked, VideoAdviceCode, VideoBlockCode } from "./finding";
import { codecName, containerName, pictureText, soundName } from "./names";

/**
 * What a file is held against. `maxSeconds`: the creator's own limit, or the inbox's, and `null` while no creator is chosen.
 * `inbox`: it goes to the inbox. `pulls`: TikTok fetches the file from us, instead of being sent it.
 */
export type MediaLimits = { maxSeconds: number | null; inbox?: boolean; pulls?: boolean };

/** A file that was measured, and how many bytes it has. */
export type MeasuredFile = { facts: MediaFacts; bytes: number };

/** TikTok's limits for a video. @see https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide */
export const TIKTOK_LIMITS = {
  codecs: ["avc", "hevc", "vp8", "vp9"],
  frameRate: { least: 23, most: 60 },
  side: { least: 360, most: 4096 },
  bytes: 4_000_000_000,
  /** Of a video for the inbox, whoever's: they may shorten it in TikTok's app to what their account may post. */
  inboxSeconds: 600,
} as const;

/** What others report without a page of TikTok's that says it. */
const REPORTED = { shortSide: 720, seconds: 3, pulledBytes: 287_000_000 } as const;

// Containers round times to their own clock: 23 and 60 mean 23 and 60 give or take a hair.
const HAIR_FPS = 0.05;
const HAIR_SECONDS = 0.05;

/** Is the video longer than it may be? */
export const isTooLong = ({ seconds }: MediaFacts, maxSeconds: number): boolean =>
  seconds > maxSeconds + HAIR_SECONDS;

type Rule<C> = Pick<Looked, "path" | "basis"> & {
  code: C;
  page?: (limits: MediaLimits) => string;
  measured: (file: MeasuredFile) => string | number;
  limit: (limits: MediaLimits) => string;
  holds: (file: MeasuredFile, limits: MediaLimits) => boolean;
};

/** What TikTok documents: breaking one of these means that TikTok refuses the file, so we do. In the order of the screen. */
const DOCUMENTED: readonly Rule<VideoBlockCode>[] = [
  {
    code: "media.container",
    path: "container",
    basis: "documented",
    measured: ({ facts }) => containerName(facts),
    limit: () => "MP4, MOV or WebM",
    holds: ({ facts }) => facts.container !== "other",
  },
  {
    code: "media.codec",
    path: "codec",
    basis: "documented",
    measured: ({ facts }) => codecName(facts),
    limit: () => "H.264, H.265, VP8 or VP9",
    holds: ({ facts }) => TIKTOK_LIMITS.codecs.some((codec) => codec === facts.videoCodec),
  },
  {
    code: "media.frame_rate",
    path: "frameRate",
    basis: "documented",
    measured: ({ facts }) => facts.frameRate,
    limit: () => "23 to 60 fps",
    holds: ({ facts }) =>
      facts.frameRate >= TIKTOK_LIMITS.frameRate.least - HAIR_FPS &&
      facts.frameRate <= TIKTOK_LIMITS.frameRate.most + HAIR_FPS,
  },
  {
    code: "media.picture_size",
    path: "pictureSize",
    basis: "documented",
    measured: ({ facts }) => pictureText(facts),
    limit: () => "360 to 4096 px a side",
    holds: ({ facts }) =>
      Math.min(facts.width, facts.height) >= TIKTOK_LIMITS.side.least &&
      Math.max(facts.width, facts.height) <= TIKTOK_LIMITS.side.most,
  },
  {
    code: "media.too_long",
    path: "duration",
    basis: "documented",
    page: ({ inbox }) => (inbox ? source.transfer : source.creatorInfo).url,
    measured: ({ facts }) => facts.seconds,
    limit: ({ maxSeconds, inbox }) =>
      maxSeconds === null
        ? "set by TikTok for each account"
        : `up to ${lengthText(maxSeconds)}${inbox ? " in the inbox" : ""}`,
    holds: ({ facts }, { maxSeconds }) => maxSeconds === null || !isTooLong(facts, maxSeconds),
  },
  {
    code: "media.too_large",
    path: "fileSize",
    basis: "documented",
    measured: ({ bytes }) => bytes,
    limit: () => `up to ${sizeText(TIKTOK_LIMITS.bytes)}`,
    holds: ({ bytes }) => bytes <= TIKTOK_LIMITS.bytes,
  },
];

/** What serves a post well, or what stricter sources claim: said, never enforced. */
const ADVICE: readonly (Rule<VideoAdviceCode> & Pick<Looked, "answer">)[] = [
  {
    code: "advice.small",
    path: "pictureSize",
    basis: "reported",
    answer: "picture_size_check_failed",
    measured: ({ facts }) => pictureText(facts),
    limit: () => "720 px or more on the short side",
    holds: ({ facts }) => Math.min(facts.width, facts.height) >= REPORTED.shortSide,
  },
  {
    code: "advice.short",
    path: "duration",
    basis: "reported",
    answer: "duration_check_failed",
    measured: ({ facts }) => facts.seconds,
    limit: () => "0:03 or more",
    holds: ({ facts }) => facts.seconds >= REPORTED.seconds - HAIR_SECONDS,
  },
  {
    code: "advice.long",
    path: "duration",
    basis: "documented",
    answer: "duration_check_failed",
    measured: ({ facts }) => facts.seconds,
    limit: () => `up to ${lengthText(TIKTOK_LIMITS.inboxSeconds)}`,
    // Where a limit is known, of the account or of the inbox, that one decides.
    holds: ({ facts }, { maxSeconds }) => maxSeconds !== null || facts.seconds <= TIKTOK_LIMITS.inboxSeconds,
  },
  {
    code: "advice.pull_size",
    path: "fileSize",
    basis: "reported",
    answer: "video_pull_failed",
    measured: ({ bytes }) => bytes,
    limit: () => `up to ${sizeText(REPORTED.pulledBytes)}`,
    holds: ({ bytes }, { pulls }) => !pulls || bytes <= REPORTED.pulledBytes,
  },
  {
    code: "advice.uneven",
    path: "frameRate",
    basis: "practice",
    answer: "frame_rate_check_failed",
    measured: ({ facts }) => `${Math.round(facts.frameRate * 100) / 100} fps on average, uneven`,
    limit: () => "evenly spaced frames",
    holds: ({ facts }) => !facts.isVariable,
  },
  {
    code: "advice.shape",
    path: "pictureSize",
    basis: "practice",
    answer: null,
    measured: ({ facts }) => pictureText(facts),
    limit: () => "upright, 9:16",
    holds: ({ facts }) => Math.abs(facts.width / facts.height - 9 / 16) < 0.02,
  },
  {
    code: "advice.hdr",
    path: "colour",
    basis: "practice",
    answer: null,
    measured: () => "high dynamic range",
    limit: () => "standard range",
    holds: ({ facts }) => !facts.isHdr,
  },
  {
    code: "advice.silent",
    path: "sound",
    basis: "practice",
    answer: null,
    measured: () => "no sound",
    limit: () => "a sound track",
    holds: ({ facts }) => facts.audioCodec !== null,
  },
  {
    code: "advice.sound",
    path: "sound",
    basis: "reported",
    answer: "file_format_check_failed",
    measured: ({ facts }) => soundName(facts),
    limit: () => "AAC",
    // WebM has no room for AAC; its own two sounds are what everybody expects there.
    holds: ({ facts }) =>
      facts.audioCodec === null || facts.audioCodec === "aac" || facts.container === "webm",
  },
  {
    code: "advice.edits",
    path: "playback",
    basis: "practice",
    answer: null,
    measured: () => "hides or moves some frames",
    limit: () => "every frame from the first on",
    holds: ({ facts }) => !facts.hasEdits,
  },
  {
    code: "advice.layout",
    path: "playback",
    basis: "practice",
    answer: null,
    measured: ({ facts }) => (facts.isFragmented ? "stored in fragments" : "index at the end"),
    limit: () => "index at the start",
    holds: ({ facts }, { pulls }) => !facts.isFragmented && !(pulls && facts.indexAtEnd),
  },
];

/**
 * Every documented check with what was found beside what is needed, kept or broken: the table on the screen. Of a file of
 * which only the kind is known there are two.
 */
export function checksOf(file: MeasuredFile, limits: MediaLimits) {
  return known(DOCUMENTED, file).map((rule) => ({
    severity: "blocks" as const,
    answer: rowOf(rule.code).answer,
    ...look(rule, file, limits),
  }));
}

/** Good practice that this file does not follow. */
export function adviceOn(file: MeasuredFile, limits: MediaLimits) {
  return known(ADVICE, file)
    .map((rule) => ({ severity: "warns" as const, answer: rule.answer, ...look(rule, file, limits) }))
    .filter(({ ok }) => !ok);
}

/** Of a file that could not be read only those rules are asked whose answer is known. */
const known = <R extends Rule<string>>(rules: readonly R[], { facts }: MeasuredFile): readonly R[] =>
  facts.isUnread ? rules.filter(({ path }) => path === "container" || path === "fileSize") : rules;

function look<C>(rule: Rule<C>, file: MeasuredFile, limits: MediaLimits) {
  const { code, path, basis } = rule;
  const measured = rule.measured(file);
  return {
    ...{ code, path, basis, measured },
    page: rule.page?.(limits) ?? source.transfer.url,
    limit: rule.limit(limits),
    ok: rule.holds(file, limits),
  };
}

/** All that is wrong or could be better with a video: what TikTok would refuse first, then advice. Pure. */
export function findings(
  file: MeasuredFile,
  limits: MediaLimits,
): Finding<VideoBlockCode, VideoAdviceCode>[] {
  return [...checksOf(file, limits).filter(({ ok }) => !ok), ...adviceOn(file, limits)];
}

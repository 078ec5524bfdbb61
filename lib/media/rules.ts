import type { MediaFacts } from "#lib/db/json";
import type { EvidencePath } from "#lib/errors/failure";
import { lengthText, sizeText } from "#lib/errors/measure";

/** What a file is held against. `maxSeconds`: the creator's own limit, `null` while no creator is chosen. */
export type MediaLimits = { maxSeconds: number | null };

/** A stored file: what was measured in it, and how many bytes it has. */
export type MeasuredFile = { facts: MediaFacts; bytes: number };

export type BlockingCode =
  | "media.container"
  | "media.codec"
  | "media.frame_rate"
  | "media.picture_size"
  | "media.too_long"
  | "media.too_large";
export type AdviceCode = "advice.small" | "advice.short" | "advice.long" | "advice.shape" | "advice.silent";

/** One result of looking at a file. Numbers are measured in fps, seconds or bytes, as in the error catalogue. */
export type Finding = {
  path: EvidencePath;
  measured: string | number;
  /** The limit in words, as shown. */
  limit: string;
} & (
  | { severity: "blocks"; code: BlockingCode; ok: boolean }
  | { severity: "warns"; code: AdviceCode; ok: boolean }
);

/** TikTok's limits. @see https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide */
export const TIKTOK_LIMITS = {
  codecs: ["avc", "hevc", "vp8", "vp9"],
  frameRate: { least: 23, most: 60 },
  side: { least: 360, most: 4096 },
  bytes: 4_000_000_000,
  seconds: 600,
} as const;

// Containers round times to their own clock: 23 and 60 mean 23 and 60 give or take a hair.
const HAIR_FPS = 0.05;
const HAIR_SECONDS = 0.05;

/** Is the video longer than the creator may post? `maxSeconds` is TikTok's answer of a moment ago. */
export const isTooLong = ({ seconds }: MediaFacts, maxSeconds: number): boolean =>
  seconds > maxSeconds + HAIR_SECONDS;

const CONTAINER_NAMES: Record<string, string> = {
  "video/mp4": "MP4",
  "video/quicktime": "MOV",
  "video/webm": "WebM",
  "video/x-matroska": "Matroska (MKV)",
  "video/mp2t": "MPEG-TS",
  "video/ogg": "Ogg",
};
const CODEC_NAMES: Record<string, string> = {
  avc: "H.264",
  hevc: "H.265",
  vp8: "VP8",
  vp9: "VP9",
  av1: "AV1",
  prores: "ProRes",
};

export const containerName = (facts: MediaFacts): string =>
  CONTAINER_NAMES[facts.mimeType] ?? (facts.mimeType.split("/")[1] || "an unknown kind");
export const codecName = ({ videoCodec }: MediaFacts): string =>
  CODEC_NAMES[videoCodec ?? ""] ?? videoCodec ?? "an unknown coding";
export const pictureText = (facts: MediaFacts): string => `${facts.width} × ${facts.height}`;

type Rule<Code> = {
  code: Code;
  path: EvidencePath;
  measured: (file: MeasuredFile) => string | number;
  limit: (limits: MediaLimits) => string;
  holds: (file: MeasuredFile, limits: MediaLimits) => boolean;
};

/** What TikTok documents: breaking one of these means that TikTok refuses the file, so we do. In the order of the screen. */
const DOCUMENTED: readonly Rule<BlockingCode>[] = [
  {
    code: "media.container",
    path: "container",
    measured: ({ facts }) => containerName(facts),
    limit: () => "MP4, MOV or WebM",
    holds: ({ facts }) => facts.container !== "other",
  },
  {
    code: "media.codec",
    path: "codec",
    measured: ({ facts }) => codecName(facts),
    limit: () => "H.264, H.265, VP8 or VP9",
    holds: ({ facts }) => TIKTOK_LIMITS.codecs.some((codec) => codec === facts.videoCodec),
  },
  {
    code: "media.frame_rate",
    path: "frameRate",
    measured: ({ facts }) => facts.frameRate,
    limit: () => "23 to 60 fps",
    holds: ({ facts }) =>
      facts.frameRate >= TIKTOK_LIMITS.frameRate.least - HAIR_FPS &&
      facts.frameRate <= TIKTOK_LIMITS.frameRate.most + HAIR_FPS,
  },
  {
    code: "media.picture_size",
    path: "pictureSize",
    measured: ({ facts }) => pictureText(facts),
    limit: () => "360 to 4096 px a side",
    holds: ({ facts }) =>
      Math.min(facts.width, facts.height) >= TIKTOK_LIMITS.side.least &&
      Math.max(facts.width, facts.height) <= TIKTOK_LIMITS.side.most,
  },
  {
    code: "media.too_long",
    path: "duration",
    measured: ({ facts }) => facts.seconds,
    limit: ({ maxSeconds }) =>
      maxSeconds === null ? "set by TikTok for each account" : `up to ${lengthText(maxSeconds)}`,
    holds: ({ facts }, { maxSeconds }) => maxSeconds === null || !isTooLong(facts, maxSeconds),
  },
  {
    code: "media.too_large",
    path: "fileSize",
    measured: ({ bytes }) => bytes,
    limit: () => `up to ${sizeText(TIKTOK_LIMITS.bytes)}`,
    holds: ({ bytes }) => bytes <= TIKTOK_LIMITS.bytes,
  },
];

/** What serves a post well, or what stricter sources claim: said, never enforced. */
const ADVICE: readonly Rule<AdviceCode>[] = [
  {
    code: "advice.small",
    path: "pictureSize",
    measured: ({ facts }) => pictureText(facts),
    limit: () => "720 px or more on the short side",
    holds: ({ facts }) => Math.min(facts.width, facts.height) >= 720,
  },
  {
    code: "advice.short",
    path: "duration",
    measured: ({ facts }) => facts.seconds,
    limit: () => "0:03 or more",
    holds: ({ facts }) => facts.seconds >= 3 - HAIR_SECONDS,
  },
  {
    code: "advice.long",
    path: "duration",
    measured: ({ facts }) => facts.seconds,
    limit: () => `up to ${lengthText(TIKTOK_LIMITS.seconds)}`,
    // Where TikTok has told us the account's own limit, that one decides.
    holds: ({ facts }, { maxSeconds }) => maxSeconds !== null || facts.seconds <= TIKTOK_LIMITS.seconds,
  },
  {
    code: "advice.shape",
    path: "pictureSize",
    measured: ({ facts }) => pictureText(facts),
    limit: () => "upright, 9:16",
    holds: ({ facts }) => Math.abs(facts.width / facts.height - 9 / 16) < 0.02,
  },
  {
    code: "advice.silent",
    path: "codec",
    measured: () => "no sound",
    limit: () => "a sound track",
    holds: ({ facts }) => facts.audioCodec !== null,
  },
];

/** Every documented check with what was found beside what is needed, kept or broken: the table on the screen. */
export function checksOf(file: MeasuredFile, limits: MediaLimits) {
  return DOCUMENTED.map((rule) => ({
    code: rule.code,
    severity: "blocks" as const,
    path: rule.path,
    measured: rule.measured(file),
    limit: rule.limit(limits),
    ok: rule.holds(file, limits),
  }));
}

/** Good practice that this file does not follow. */
export function adviceOn(file: MeasuredFile, limits: MediaLimits) {
  return ADVICE.filter((rule) => !rule.holds(file, limits)).map((rule) => ({
    code: rule.code,
    severity: "warns" as const,
    path: rule.path,
    measured: rule.measured(file),
    limit: rule.limit(limits),
    ok: false,
  }));
}

/** All that is wrong or could be better with a file: what TikTok would refuse first, then advice. Pure. */
export function findings(file: MeasuredFile, limits: MediaLimits): Finding[] {
  return [...checksOf(file, limits).filter(({ ok }) => !ok), ...adviceOn(file, limits)];
}

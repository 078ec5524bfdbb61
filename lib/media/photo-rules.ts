import type { PhotoFacts } from "#lib/db/json";
import { rowOf } from "#lib/errors/catalog";
import { sizeText } from "#lib/errors/measure";
import { source } from "#lib/errors/rows/sources";
import type { Finding, Looked, PhotoAdviceCode, PhotoBlockCode } from "./finding";
import { photoFormatName, pictureText } from "./names";

/** A photo that was measured, and how many bytes it has. */
export type MeasuredPhoto = { facts: PhotoFacts; bytes: number };

export type PhotoFinding = Finding<PhotoBlockCode, PhotoAdviceCode>;

/**
 * TikTok's limits for photos. It writes "1080p": the short side counts, as those report whose photos it refused. The long
 * side of 1,920 px follows from the same word, and nobody has confirmed it.
 * @see https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide
 */
export const PHOTO_LIMITS = {
  formats: ["jpeg", "webp"],
  shortSide: 1080,
  longSide: 1920,
  bytes: 20_000_000,
  count: 35,
} as const;

type Rule<C> = Pick<Looked, "path" | "basis" | "limit"> & {
  code: C;
  measured: (photo: MeasuredPhoto) => string | number;
  holds: (photo: MeasuredPhoto) => boolean;
};

const DOCUMENTED: readonly Rule<PhotoBlockCode>[] = [
  {
    code: "photo.format",
    path: "container",
    basis: "documented",
    limit: "JPEG or WebP",
    measured: ({ facts }) => photoFormatName(facts),
    holds: ({ facts }) => PHOTO_LIMITS.formats.some((format) => format === facts.format),
  },
  {
    code: "photo.picture_size",
    path: "pictureSize",
    basis: "documented",
    limit: "up to 1080 px on the short side",
    measured: ({ facts }) => pictureText(facts),
    holds: ({ facts }) => Math.min(facts.width, facts.height) <= PHOTO_LIMITS.shortSide,
  },
  {
    code: "photo.too_large",
    path: "fileSize",
    basis: "documented",
    limit: `up to ${sizeText(PHOTO_LIMITS.bytes)}`,
    measured: ({ bytes }) => bytes,
    holds: ({ bytes }) => bytes <= PHOTO_LIMITS.bytes,
  },
];

const ADVICE: readonly (Rule<PhotoAdviceCode> & Pick<Looked, "answer">)[] = [
  {
    code: "advice.photo_long",
    path: "pictureSize",
    basis: "reported",
    answer: "picture_size_check_failed",
    limit: "up to 1920 px on the long side",
    measured: ({ facts }) => pictureText(facts),
    holds: ({ facts }) => Math.max(facts.width, facts.height) <= PHOTO_LIMITS.longSide,
  },
  {
    code: "advice.photo_moves",
    path: "playback",
    basis: "practice",
    answer: null,
    limit: "one still picture",
    measured: () => "several pictures",
    holds: ({ facts }) => !facts.isAnimated,
  },
];

/** Every check of one photo, kept or broken. `photo`: which of the carousel, from 1. */
export function photoChecks(file: MeasuredPhoto, photo: number): PhotoFinding[] {
  return DOCUMENTED.map((rule) => ({
    severity: "blocks" as const,
    answer: rowOf(rule.code).answer,
    ...look(rule, file, photo),
  }));
}

/**
 * All that TikTok would refuse in a carousel, then what could be better, each with the number of its photo. One photo that
 * it refuses stops the whole carousel, and TikTok doesn't say which one it was. Pure.
 */
export function photoFindings(files: readonly MeasuredPhoto[]): PhotoFinding[] {
  const broken = files.flatMap((file, index) => photoChecks(file, index + 1).filter(({ ok }) => !ok));
  const advice = files.flatMap((file, index) =>
    ADVICE.map((rule) => ({
      severity: "warns" as const,
      answer: rule.answer,
      ...look(rule, file, index + 1),
    })).filter(({ ok }) => !ok),
  );
  return [...tooMany(files.length), ...broken, ...advice];
}

function tooMany(count: number): PhotoFinding[] {
  if (count <= PHOTO_LIMITS.count) return [];
  const limit = `up to ${PHOTO_LIMITS.count}`;
  const code = "photo.too_many";
  return [
    {
      ...{ severity: "blocks", code, path: "photos", measured: count, limit, ok: false },
      ...{ basis: "documented", answer: rowOf(code).answer, page: source.photoPost.url },
    },
  ];
}

function look<C>(rule: Rule<C>, file: MeasuredPhoto, photo: number) {
  const { code, path, basis, limit } = rule;
  const measured = rule.measured(file);
  return {
    ...{ code, path, basis, limit, measured, photo },
    page: source.transfer.url,
    ok: rule.holds(file),
  };
}

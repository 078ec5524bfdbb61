import { type FileFacts, isPhoto, type MediaFacts, type PhotoFacts } from "#lib/db/json";
import { type Evidence, type Failure, failure } from "#lib/errors/failure";
import { sizeText } from "#lib/errors/measure";
import type { AdviceCode, Basis, BlockingCode, Finding } from "./finding";
import type { Unusable } from "./measure-from";
import { photoFormatName } from "./names";
import { type MeasuredPhoto, PHOTO_LIMITS, photoChecks, photoFindings } from "./photo-rules";
import { checksOf, type MediaLimits } from "./rules";

/** Advice in words. It never stops a post. */
export const adviceText: Record<AdviceCode, string> = {
  "advice.small": "The picture is small. It may look soft on a phone; 1080 × 1920 suits TikTok.",
  "advice.short": "The video is shorter than three seconds.",
  "advice.long": "The inbox takes ten minutes at most, and each account has a limit of its own for posts.",
  "advice.shape": "The picture isn't upright 9:16, so TikTok shows bars around it.",
  "advice.silent": "There is no sound in this file.",
  "advice.sound": "The sound isn't AAC, which is the kind that every app expects.",
  "advice.uneven": "The frames aren't evenly spaced, so TikTok may count another frame rate than we do.",
  "advice.hdr":
    "This is a high dynamic range video. Its colours may look pale where TikTok shows it without.",
  "advice.edits": "This file hides or moves some of its frames, and not every player keeps to that.",
  "advice.layout": "The file isn't laid out for playing while it arrives, so TikTok may take longer with it.",
  "advice.pull_size": "TikTok fetches this file from us, and large files are reported to break off then.",
  "advice.photo_long":
    "The long side is over 1920 px. TikTok says “1080p”, and some large photos were refused.",
  "advice.photo_moves": "This picture moves. TikTok takes still photos, and may show its first picture only.",
};

/** What puts a finding right, for the person who has the file. */
export const fixText: Record<BlockingCode | AdviceCode, string> = {
  "media.container": "Export the video as MP4 with H.264.",
  "media.codec": "Export the video as MP4 with H.264.",
  "media.frame_rate": "Export the video again at 30 frames per second.",
  "media.picture_size": "Export the video again; 1080 × 1920 suits TikTok.",
  "media.too_long": "Cut the video to the length that TikTok takes.",
  "media.too_large": "Export the video again with a lower bit rate.",
  "photo.format": "Save the photo as JPEG.",
  "photo.picture_size": "Save the photo at 1080 × 1920 or smaller.",
  "photo.too_large": "Save the photo as JPEG with more compression.",
  "photo.too_many": "Take photos out, or make two posts of them.",
  "advice.small": "Export at 1080 × 1920 if the original is larger.",
  "advice.short": "Make it three seconds or longer to be safe.",
  "advice.long": "Choose an account to see its own limit, or cut the video.",
  "advice.shape": "Film upright, or crop to 9:16.",
  "advice.silent": "Add sound if it was meant to have some.",
  "advice.sound": "Export the sound as AAC.",
  "advice.uneven": "Export at a constant 30 frames per second.",
  "advice.hdr": "Export in standard range (SDR).",
  "advice.edits": "Export the video again, so that the cuts become part of it.",
  "advice.layout": "Export as MP4 “for the web”, or with “fast start”.",
  "advice.pull_size": "Export the video again with a lower bit rate.",
  "advice.photo_long": "Save the photo at 1080 × 1920 or smaller.",
  "advice.photo_moves": "Save one still picture of it as JPEG.",
};

/** What a rule rests on, in words. */
export const basisText: Record<Basis, string> = {
  documented: "TikTok documents this limit.",
  reported: "Others report this; TikTok doesn't document it.",
  practice: "Good practice; TikTok doesn't document it.",
};

/** A file that was measured, of whatever kind, and how many bytes it has. */
export type AnyFile = { facts: FileFacts; bytes: number };

const asEvidence = ({ path, measured, limit, ok, photo }: Finding): Evidence => ({
  ...{ path, measured, limit, ok },
  ...(photo ? { photo } : {}),
});

/**
 * The first rule of TikTok's that a file breaks, as a failure that carries every check: what is wrong first, then what
 * is fine. `undefined` when TikTok would take the file. A photo is looked at alone, as the first of its carousel.
 * @param at ISO 8601
 */
export function refusalOf(file: AnyFile, limits: MediaLimits, at: string): Failure | undefined {
  const { facts, bytes } = file;
  const checks: Finding[] = isPhoto(facts)
    ? photoChecks({ facts, bytes }, 1)
    : checksOf({ facts, bytes }, limits);
  const broken = checks.find(({ ok }) => !ok);
  if (!broken) return undefined;
  return failureOf(broken, [broken, ...checks.filter((check) => check !== broken)], at);
}

/**
 * Everything about its files that keeps a post from being sent, as TikTok would refuse them; empty when it may go. Asked
 * after an upload, when a post is looked at ahead of its time, and just before it is sent.
 * @param kind what the post is: files of the other kind don't fit into it
 * @param at ISO 8601
 */
export function mediaFailures(
  { kind, files }: { kind: "video" | "photo"; files: readonly AnyFile[] },
  limits: MediaLimits,
  at: string,
): Failure[] {
  if (kind === "photo") return photoFailures(files, at);
  const [file] = files;
  if (!file) return [failure("media.none", {}, { at })];
  if (isPhoto(file.facts)) {
    const measured = photoFormatName(file.facts);
    const evidence = { path: "container", measured, limit: "MP4, MOV or WebM", ok: false } as const;
    return [failure("media.container", {}, { at }, [evidence])];
  }
  const checks = checksOf({ facts: file.facts, bytes: file.bytes }, limits);
  const broken = checks.filter(({ ok }) => !ok);
  return broken.map((first) => failureOf(first, [first, ...checks.filter((each) => each !== first)], at));
}

/** One failure for each rule, about the first photo that breaks it; the others stand beside it. */
function photoFailures(files: readonly AnyFile[], at: string): Failure[] {
  if (files.length === 0) return [failure("photo.none", {}, { at })];
  const broken: Finding[] = photoFindings(files.map(asPhoto)).filter(({ severity }) => severity === "blocks");
  const byRule = Map.groupBy(broken, ({ code }) => code);
  return [...byRule.values()].flatMap((same) => (same[0] ? [failureOf(same[0], same, at)] : []));
}

/** A video in a carousel is a photo of a kind that TikTok doesn't take. */
const asPhoto = ({ facts, bytes }: AnyFile): MeasuredPhoto => ({
  facts: isPhoto(facts) ? facts : videoAsPhoto(facts),
  bytes,
});

const videoAsPhoto = ({ mimeType }: MediaFacts): PhotoFacts => ({
  ...{ kind: "photo", format: "other", mimeType, isAnimated: true },
  // Its kind is what is wrong with it; its size is nobody's concern.
  ...{ width: PHOTO_LIMITS.shortSide, height: PHOTO_LIMITS.shortSide },
});

function failureOf(first: Finding, all: readonly Finding[], at: string): Failure {
  const evidence = all.map(asEvidence);
  switch (first.code) {
    case "photo.format":
    case "photo.picture_size":
    case "photo.too_large":
      return failure(first.code, { photo: first.photo ?? 1 }, { at }, evidence);
    default:
      if (first.severity === "warns") throw new Error(`${first.code} is advice and stops nothing.`);
      return failure(first.code, {}, { at }, evidence);
  }
}

/** Why a file could not be measured, as a failure. */
export function unusableFailure({ code, bytes, declared, is }: Unusable, at: string): Failure {
  if (code === "media.unreadable" && is !== undefined) {
    const found: Evidence = { path: "container", measured: is, limit: "a video or a photo", ok: false };
    return failure(code, {}, { at }, [found]);
  }
  if (code !== "media.truncated" || declared === undefined || declared <= bytes)
    return failure(code, {}, { at });
  // Both in bytes where rounding would show the same size twice.
  const close = sizeText(declared) === sizeText(bytes);
  const text = (count: number) => (close ? `${count.toLocaleString("en-US")} bytes` : sizeText(count));
  const evidence: Evidence = { path: "fileSize", measured: text(bytes), limit: text(declared), ok: false };
  return failure(code, {}, { at }, [evidence]);
}

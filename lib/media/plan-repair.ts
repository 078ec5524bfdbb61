import { type FileFacts, isPhoto, type MediaFacts, type PhotoFacts, type RepairPlan } from "#lib/db/json";
import { lengthText, sizeText } from "#lib/errors/measure";

/** A file to be repaired: what was measured in it, and how many bytes it has. */
export type Repairable = { facts: FileFacts; bytes: number };

/** What was found in it; advice is not repaired. */
export type RepairFinding = { code: string; severity: "blocks" | "warns" };

/**
 * `maxSeconds`: how long the creator's videos may be, `null` while nobody knows. `refused`: TikTok has refused this file,
 * whatever our own checks say of it, so that everything about it is made anew.
 */
export type RepairLimits = { maxSeconds: number | null; refused?: boolean };

export type RepairOutlook =
  | { kind: "repairable"; plan: RepairPlan }
  /** Nothing is wrong with it. */
  | { kind: "fine" }
  /** `why`: the end of a sentence. No conversion makes a video out of this. */
  | { kind: "beyond"; why: string };

/** Frames a second of what is converted, where the file's own rate is none that TikTok takes. */
export const USUAL_RATE = 30;
export const RATES = { least: 23, most: 60 } as const;
/** Pixels. TikTok takes nothing under `least`; from `good` on a picture looks well on a phone. */
export const SIDE = { least: 360, good: 720, most: 4096 } as const;
/** Pixels of a photo that is opened at all: 108 and 200 megapixels are what phones make today. */
export const MOST_PIXELS = 268_402_689;
/**
 * Pixels of a converted photo, and up to what one is opened at all: its bytes are held in memory as a whole, and more
 * pixels than these no reader of ours takes.
 */
const PHOTO = { short: 1080, long: 1920, bytes: 200_000_000, pixels: MOST_PIXELS } as const;
/** Left of the limit, so that rounding to whole frames and to the sound's own pieces stays below it, seconds. */
const MARGIN_S = 0.1;

/**
 * What has to be done so that TikTok takes a file. Only what is wrong is touched: where nothing but the container or the
 * length is wrong, the pictures are not coded anew at all. Those that are keep their rate unless it is outside 23 to 60,
 * and their size unless the long side is over 4096 pixels, or the short one under 720: then it grows to just that, or as
 * far as the 4096 allow. A picture that is only small is left as it is. Pure.
 * @see https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide
 */
export function planRepair(
  { facts, bytes }: Repairable,
  found: readonly RepairFinding[],
  limits: RepairLimits,
): RepairOutlook {
  const broken = found.filter(({ severity }) => severity === "blocks").map(({ code }) => code);
  if (broken.length === 0 && !limits.refused) return { kind: "fine" };
  if (isPhoto(facts)) return planPhoto(facts, bytes);
  if (facts.truncated)
    return { kind: "beyond", why: "the end of this file is missing, and cannot be made up" };
  // What else TikTok would refuse in it shows once it can be read; that it is short enough is seen to in any case.
  if (facts.isUnread) {
    const trimSeconds = limits.maxSeconds === null ? null : cutAt(limits.maxSeconds);
    return { kind: "repairable", plan: { kind: "recode", trimSeconds } };
  }
  if (!facts.videoCodec) return { kind: "beyond", why: "there is no picture in this file" };
  const size = pictureOf(facts);
  if (!size) {
    return { kind: "beyond", why: "the picture is so narrow that no size of it is one that TikTok takes" };
  }
  const trimSeconds = trimOf(facts, limits.maxSeconds);
  const needsCoding =
    limits.refused || !broken.every((code) => CURED_BY_REMUX.has(code)) || !containerFor(facts);
  if (!needsCoding) return { kind: "repairable", plan: { kind: "remux", trimSeconds } };
  return {
    kind: "repairable",
    plan: { kind: "encode", ...size, frameRate: rateOf(facts, limits.refused === true), trimSeconds },
  };
}

const CURED_BY_REMUX = new Set(["media.container", "media.too_long"]);

/** The container that takes the pictures as they are; `null` when none does that TikTok would read. */
export function containerFor({ videoCodec }: Pick<MediaFacts, "videoCodec">): "mp4" | "webm" | null {
  if (videoCodec === "avc" || videoCodec === "hevc") return "mp4";
  return videoCodec === "vp8" || videoCodec === "vp9" ? "webm" : null;
}

/** Downwards, so that nothing grows for it. */
const even = (value: number) => Math.max(2, 2 * Math.floor(Math.round(value) / 2));

/** The displayed size, turned upright, in even numbers; `null` when one side can never fit beside the other. */
function pictureOf({ width, height }: MediaFacts): { width: number; height: number } | null {
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  if (short <= 0) return null;
  const scale = Math.min(Math.max(1, SIDE.good / short), SIDE.most / long);
  const size = { width: even(width * scale), height: even(height * scale) };
  return Math.min(size.width, size.height) >= SIDE.least ? size : null;
}

/** Three digits, as far as the container's clock tells. What varies within the range becomes even at the usual rate. */
function rateOf({ frameRate, isVariable }: MediaFacts, refused: boolean): number {
  const inside = frameRate >= RATES.least && frameRate <= RATES.most;
  return inside && !(refused && isVariable) ? Math.round(frameRate * 1000) / 1000 : USUAL_RATE;
}

function trimOf({ seconds }: MediaFacts, maxSeconds: number | null): number | null {
  return maxSeconds !== null && seconds > maxSeconds ? cutAt(maxSeconds) : null;
}

const cutAt = (maxSeconds: number): number => Math.max(0.1, maxSeconds - MARGIN_S);

function planPhoto({ width, height }: PhotoFacts, bytes: number): RepairOutlook {
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  if (short <= 0) return { kind: "beyond", why: "there is no picture in this file" };
  if (bytes > PHOTO.bytes) {
    return { kind: "beyond", why: `a photo of more than ${sizeText(PHOTO.bytes)} can't be opened` };
  }
  if (width * height > PHOTO.pixels) {
    const most = Math.floor(PHOTO.pixels / 1_000_000);
    return { kind: "beyond", why: `a photo of more than ${most} megapixels can't be opened` };
  }
  const scale = Math.min(1, PHOTO.short / short, PHOTO.long / long);
  const scaled = (side: number) => Math.max(1, Math.floor(side * scale));
  return { kind: "repairable", plan: { kind: "photo", width: scaled(width), height: scaled(height) } };
}

/** What will be done, in a sentence or two for whoever decides about it. */
export function repairText(plan: RepairPlan, { facts }: Pick<Repairable, "facts">): string {
  const size = ({ width, height }: { width: number; height: number }) => `${width} × ${height}`;
  if (plan.kind === "photo") {
    const stays = plan.width === facts.width && plan.height === facts.height;
    return `Convert to JPEG${stays ? `; the picture stays ${size(plan)}.` : ` at ${size(plan)}.`}`;
  }
  const cut = plan.trimSeconds === null ? "" : ` It ends after ${lengthText(Math.round(plan.trimSeconds))}.`;
  if (plan.kind === "remux") {
    const name = !isPhoto(facts) && containerFor(facts) === "webm" ? "WebM" : "MP4";
    const isSame = !isPhoto(facts) && facts.container === name.toLowerCase();
    return `${isSame ? "Cut the end off" : `Pack into ${name}`}; the picture itself is not changed.${cut}`;
  }
  if (plan.kind === "recode") {
    const shortened = cut.replace(".", " at the latest.");
    return `Convert to MP4 with H.264.${shortened} We check its length and its picture when that is done.`;
  }
  const rate = `${Math.round(plan.frameRate * 100) / 100} frames a second`;
  const stays =
    Math.abs(plan.width - facts.width) < 2 && Math.abs(plan.height - facts.height) < 2
      ? `the picture stays ${size(plan)}`
      : `the picture becomes ${size(plan)}`;
  return `Convert to MP4 with H.264 at ${rate}; ${stays}.${cut}`;
}

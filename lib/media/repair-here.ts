import { type FileFacts, isPhoto, type MediaFacts, type RepairPlan } from "#lib/db/json";
import { sizeText } from "#lib/errors/measure";
import { playedSeconds } from "./repair-time";

/** Of a result, which a browser holds in memory as a whole until it is sent. */
export const MOST_BYTES_HERE = 500_000_000;
/** About six megabits a second for 1080p at 30: more than TikTok keeps. */
const BITS_PER_PIXEL = 0.1;
const SOUND_BITS = 200_000;

type Encode = Extract<RepairPlan, { kind: "encode" }>;
type Sized = { facts: FileFacts; bytes: number };

/** What a browser's coder is told to aim at, bits a second: what comes out has a size that is known beforehand. */
export const pictureBitsHere = ({ width, height, frameRate }: Encode): number =>
  Math.ceil(width * height * frameRate * BITS_PER_PIXEL);

/** About how many bytes a browser would make of a video. */
export function bytesHere(
  plan: Extract<RepairPlan, { kind: "remux" | "encode" }>,
  { facts, bytes }: { facts: MediaFacts; bytes: number },
): number {
  const seconds = playedSeconds(plan, facts);
  if (plan.kind === "remux") return facts.seconds > 0 ? (bytes * seconds) / facts.seconds : bytes;
  return ((pictureBitsHere(plan) + SOUND_BITS) * seconds) / 8;
}

/**
 * Why no browser is asked to do it, and what helps: the ends of a sentence and a sentence. `null` where one may be able
 * to. Pure.
 */
export function beyondBrowsers(
  plan: RepairPlan,
  { facts, bytes }: Sized,
): { why: string; help: string } | null {
  if (plan.kind === "photo" || isPhoto(facts)) return null;
  if (plan.kind === "recode") {
    return { why: "they can't convert this kind of file", help: "Export it as MP4 with H.264." };
  }
  // The server maps it to what every phone shows; a browser would only make it look pale.
  if (plan.kind === "encode" && facts.isHdr) {
    return {
      why: "they can't bring high dynamic range (HDR) to the colours that every phone shows",
      help: "Export it without HDR, as MP4 with H.264.",
    };
  }
  const result = bytesHere(plan, { facts, bytes });
  if (result <= MOST_BYTES_HERE) return null;
  return {
    why: `what comes out, about ${sizeText(result)}, is more than the ${sizeText(MOST_BYTES_HERE)} that we ask one to hold in memory`,
    help: "Export it as MP4 with H.264, or as a smaller file, or ask whoever runs Aircheck here to install ffmpeg: then the server converts it.",
  };
}

/** Why a video is not converted where somebody sits, in the words for the screen. */
export function notHereText(plan: RepairPlan, file: Sized): string {
  const { why, help } = beyondBrowsers(plan, file) ?? {
    why: "this one can't read or write what it takes",
    help: "Try Chrome, Edge or Safari on another device, or export it as MP4 with H.264.",
  };
  return `The server leaves converting to browsers, and ${why}. ${help}`;
}

import type { Conversion as MediabunnyConversion } from "mediabunny";
import { type FileFacts, isPhoto, type RepairPlan } from "#lib/db/json";
import { containerFor } from "#lib/media/plan-repair";
import { beyondBrowsers, pictureBitsHere } from "#lib/media/repair-here";

/** A file that is converted where somebody sits. */
export type HereOrder = {
  /** The local file, or the address of the stored one. */
  from: Blob | string;
  bytes: number;
  facts: FileFacts;
  plan: RepairPlan;
  /** What the new file is called, without an ending. */
  stem: string;
  signal: AbortSignal;
  /** From 0 to 1. */
  onProgress: (share: number) => void;
};

export type HereOutcome =
  | { kind: "converted"; file: File }
  | { kind: "stopped" }
  /** This browser cannot read or write what it takes. */
  | { kind: "not_here" }
  | { kind: "broken"; said: string };

/** Converts in this browser: videos by its own coders, photos by its canvas. Loaded when it is first used. */
export async function convertHere(order: HereOrder): Promise<HereOutcome> {
  try {
    return await (isPhoto(order.facts) ? photo(order) : video(order));
  } catch (problem) {
    if (order.signal.aborted) return { kind: "stopped" };
    return { kind: "broken", said: problem instanceof Error ? problem.message : String(problem) };
  }
}

/** Whether this browser can do it at all. Reads the head of the file. @throws when what it takes could not be loaded */
export async function canConvertHere(
  order: Pick<HereOrder, "from" | "bytes" | "facts" | "plan">,
): Promise<boolean> {
  if (isPhoto(order.facts)) {
    const picture = await openPhoto(order.from);
    picture?.close();
    return picture !== null;
  }
  if (beyondBrowsers(order.plan, order)) return false;
  if (order.plan.kind === "remux") return true;
  if (typeof VideoEncoder === "undefined") return false;
  await import("mediabunny");
  try {
    const { input, canEncode } = await openVideo(order);
    const track = await input.getPrimaryVideoTrack().catch(() => null);
    const can = track !== null && canEncode && (await track.canDecode().catch(() => false));
    input.dispose();
    return can;
  } catch {
    return false;
  }
}

async function openVideo({ from, plan }: Pick<HereOrder, "from" | "plan">) {
  const { ALL_FORMATS, BlobSource, canEncodeVideo, Input, UrlSource } = await import("mediabunny");
  const source =
    typeof from === "string" ? new UrlSource(new URL(from, window.location.href)) : new BlobSource(from);
  const size = plan.kind === "encode" ? { width: plan.width, height: plan.height } : {};
  return {
    input: new Input({ source, formats: ALL_FORMATS }),
    canEncode: plan.kind !== "encode" || (await canEncodeVideo("avc", size)),
  };
}

async function video(order: HereOrder): Promise<HereOutcome> {
  const { facts, plan, signal, onProgress, stem } = order;
  if (plan.kind === "recode") return { kind: "not_here" };
  if (isPhoto(facts) || plan.kind === "photo") throw new TypeError("This is not a video.");
  const bunny = await import("mediabunny");
  if (!(await canConvertHere(order))) return { kind: "not_here" };
  if (!(await bunny.canEncodeAudio("aac"))) {
    (await import("@mediabunny/aac-encoder")).registerAacEncoder();
  }
  const webm = plan.kind === "remux" && containerFor(facts) === "webm";
  const { input } = await openVideo(order);
  const target = new bunny.BufferTarget();
  const output = new bunny.Output({
    format: webm ? new bunny.WebMOutputFormat() : new bunny.Mp4OutputFormat({ fastStart: "in-memory" }),
    target,
  });
  try {
    const conversion = await bunny.Conversion.init({
      // The place where it was filmed and the like are nobody's business.
      ...{ input, output, tracks: "primary", tags: {} },
      video:
        plan.kind === "remux"
          ? {}
          : {
              ...{ width: plan.width, height: plan.height, fit: "fill", frameRate: plan.frameRate },
              ...{ codec: "avc", quality: new bunny.Quality({ bitrate: pictureBitsHere(plan) }) },
              ...{ forceTranscode: true, allowTransformationMetadata: false },
            },
      audio: webm || facts.audioCodec === "aac" ? {} : { codec: "aac" },
      ...(plan.trimSeconds === null ? {} : { trim: { start: 0, end: plan.trimSeconds } }),
    });
    if (!conversion.isValid || hasLost(conversion)) return { kind: "not_here" };
    if (signal.aborted) return { kind: "stopped" };
    conversion.onProgress = (share) => onProgress(share);
    const stop = () => void conversion.cancel();
    signal.addEventListener("abort", stop, { once: true });
    await conversion.execute().finally(() => signal.removeEventListener("abort", stop));
    if (signal.aborted) return { kind: "stopped" };
    if (!target.buffer) return { kind: "broken", said: "Nothing was written." };
    const type = webm ? "video/webm" : "video/mp4";
    const name = `${stem} (converted).${webm ? "webm" : "mp4"}`;
    return { kind: "converted", file: new File([target.buffer], name, { type }) };
  } finally {
    input.dispose();
  }
}

/** A track that would silently be missing: a picture, or the sound. */
const hasLost = ({ discardedTracks }: MediabunnyConversion): boolean =>
  discardedTracks.some(({ track, reason }) => {
    const matters = track.type === "video" || track.type === "audio";
    return matters && !reason.startsWith("max_track_count") && reason !== "discarded_by_user";
  });

/** `null` where this browser does not read it: TIFF in most, HEIC in all but its maker's. */
async function openPhoto(from: Blob | string): Promise<ImageBitmap | null> {
  const blob = typeof from === "string" ? await (await fetch(from)).blob() : from;
  return createImageBitmap(blob, { imageOrientation: "from-image" }).catch(() => null);
}

async function photo({ from, plan, stem, onProgress }: HereOrder): Promise<HereOutcome> {
  if (plan.kind !== "photo") throw new TypeError("This is not a photo.");
  const picture = await openPhoto(from);
  if (!picture) return { kind: "not_here" };
  onProgress(0.5);
  const canvas = new OffscreenCanvas(plan.width, plan.height);
  const pen = canvas.getContext("2d");
  if (!pen) return { kind: "not_here" };
  // JPEG knows no transparency.
  pen.fillStyle = "#ffffff";
  pen.fillRect(0, 0, plan.width, plan.height);
  pen.imageSmoothingQuality = "high";
  pen.drawImage(picture, 0, 0, plan.width, plan.height);
  picture.close();
  const jpeg = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.9 });
  return {
    kind: "converted",
    file: new File([jpeg], `${stem} (converted).jpg`, { type: "image/jpeg" }),
  };
}

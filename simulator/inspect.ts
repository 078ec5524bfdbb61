import { open, stat } from "node:fs/promises";
import { EncodedPacketSink, Input, type InputTrack, MP4, QTFF, WEBM } from "mediabunny";
import sharp from "sharp";
import { boundedSource, isMatroska } from "./bounded-source";
import { isIndexBounded } from "./table-rows";

/** What the uploaded bytes turned out to be. */
export interface MediaFacts {
  codec: string;
  /** Average over every packet of as long a video as anybody may post, in frames a second. */
  frameRate: number;
  width: number;
  height: number;
  /** Seconds. */
  duration: number;
}

/** What a fetched photo turned out to be. Sizes in pixels and bytes. */
export interface PhotoFacts {
  format: string;
  width: number;
  height: number;
  bytes: number;
}

const PHOTO_FORMATS = ["jpeg", "webp"];
/** TikTok says "1080p": what was seen to pass and to fail makes that the shorter side. */
const MOST_SHORT_SIDE = 1080;
const MOST_LONG_SIDE = 1920;
const MOST_PHOTO_BYTES = 20 * 1024 * 1024;

/** Reads photos as TikTok would; undefined when one of them is no whole picture. */
export async function inspectPhotos(paths: readonly string[]): Promise<PhotoFacts[] | undefined> {
  const facts: PhotoFacts[] = [];
  for (const path of paths) {
    try {
      const picture = sharp(path, { failOn: "truncated" });
      const { format = "", width = 0, height = 0 } = await picture.metadata();
      await picture.stats();
      facts.push({ format, width, height, bytes: (await stat(path)).size });
    } catch {
      // The reader throws on what is no picture, or on one that breaks off.
      return undefined;
    }
  }
  return facts;
}

/** Why TikTok would not take a carousel. One bad photo fails all of them, and TikTok does not say which. */
export function judgePhotos(photos: readonly PhotoFacts[] | null | undefined): string | null {
  if (!photos?.every(({ format, bytes }) => PHOTO_FORMATS.includes(format) && bytes <= MOST_PHOTO_BYTES)) {
    return "file_format_check_failed";
  }
  const fits = photos.every(
    ({ width, height }) =>
      Math.min(width, height) <= MOST_SHORT_SIDE && Math.max(width, height) <= MOST_LONG_SIDE,
  );
  return fits ? null : "picture_size_check_failed";
}

const CODECS = ["avc", "hevc", "vp8", "vp9"];

/** Half an hour of frames, where ten minutes is what most may post: over so many the average is the average. */
const MOST_FRAMES = 100_000;

/**
 * Reads an uploaded file as TikTok would; undefined when it is no readable video of a supported container and codec, or one
 * that was made to keep its reader busy.
 * Limits: https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide
 */
export async function inspect(path: string): Promise<MediaFacts | undefined> {
  const file = await open(path);
  const { size } = await file.stat();
  const source = boundedSource(file, size, await isMatroska(file));
  const input = new Input({ source, formats: [MP4, QTFF, WEBM] });
  try {
    if (!(await isIndexBounded(file, size))) return undefined;
    if (!(await input.canRead())) return undefined;
    const track = await input.getPrimaryVideoTrack();
    const codec = await track?.getCodec();
    if (!track || !codec || !CODECS.includes(codec)) return undefined;
    if (await isEmpty(track)) return undefined;
    for (const each of await input.getTracks()) if (!(await isWhole(each))) return undefined;
    const stats = await track.computePacketStats(MOST_FRAMES);
    return {
      codec,
      frameRate: stats.averagePacketRate,
      width: await track.getDisplayWidth(),
      height: await track.getDisplayHeight(),
      duration: await input.computeDuration(),
    };
  } catch {
    // The reader throws on bytes that break off or contradict themselves; to TikTok that is an unsupported format.
    return undefined;
  } finally {
    input.dispose();
    await file.close();
  }
}

/** Whether an index names nothing, as of a sound that had ended before a cut began. */
async function isEmpty(track: InputTrack): Promise<boolean> {
  return (await new EncodedPacketSink(track).getFirstPacket({ metadataOnly: true })) === null;
}

/** Whether the bytes of a track's last packet are there: a file that was cut short still has an intact index. */
async function isWhole(track: InputTrack): Promise<boolean> {
  if (await isEmpty(track)) return true;
  const packet = await new EncodedPacketSink(track).getPacket(Number.POSITIVE_INFINITY);
  return !!packet && packet.data.byteLength > 0;
}

/** The `fail_reason` that these facts earn, or null: https://developers.tiktok.com/doc/content-posting-api-reference-get-video-status */
export function judge(facts: MediaFacts | null | undefined, maxDurationSec: number): string | null {
  if (!facts) return "file_format_check_failed";
  // Containers round to their time base, so 23 and 60 mean 23 and 60 give or take a hair.
  if (facts.frameRate < 22.95 || facts.frameRate > 60.05) return "frame_rate_check_failed";
  const sides = [facts.width, facts.height];
  if (Math.min(...sides) < 360 || Math.max(...sides) > 4096) return "picture_size_check_failed";
  if (!(facts.duration > 0) || facts.duration > maxDurationSec + 0.5) return "duration_check_failed";
  return null;
}

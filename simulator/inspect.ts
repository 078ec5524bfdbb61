import { EncodedPacketSink, FilePathSource, Input, type InputTrack, MP4, QTFF, WEBM } from "mediabunny";

/** What the uploaded bytes turned out to be. */
export interface MediaFacts {
  codec: string;
  /** Average over every packet, in frames a second. */
  frameRate: number;
  width: number;
  height: number;
  /** Seconds. */
  duration: number;
}

const CODECS = ["avc", "hevc", "vp8", "vp9"];

/**
 * Reads an uploaded file as TikTok would; undefined when it is no readable video of a supported container and codec.
 * Limits: https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide
 */
export async function inspect(path: string): Promise<MediaFacts | undefined> {
  const input = new Input({ source: new FilePathSource(path), formats: [MP4, QTFF, WEBM] });
  try {
    if (!(await input.canRead())) return undefined;
    const track = await input.getPrimaryVideoTrack();
    const codec = await track?.getCodec();
    if (!track || !codec || !CODECS.includes(codec)) return undefined;
    for (const each of await input.getTracks()) if (!(await isWhole(each))) return undefined;
    const stats = await track.computePacketStats();
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
  }
}

/** Whether the bytes of a track's last packet are there: a file that was cut short still has an intact index. */
async function isWhole(track: InputTrack): Promise<boolean> {
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

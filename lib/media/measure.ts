import { open } from "node:fs/promises";
import {
  ADTS,
  EncodedPacketSink,
  FilePathSource,
  FLAC,
  Input,
  type InputFormat,
  type InputTrack,
  type InputVideoTrack,
  MATROSKA,
  MP3,
  MP4,
  MPEG_TS,
  OGG,
  QTFF,
  WAVE,
  WEBM,
} from "mediabunny";
import type { MediaFacts } from "#lib/db/json";
import { declaredBytes } from "./declared-bytes";

/** Why nothing could be measured; `bytes` is what the file has, `declared` what it says it should have. */
export type Unusable = {
  kind: "unusable";
  code: "media.empty" | "media.unreadable" | "media.truncated" | "media.no_video";
  bytes: number;
  declared?: number;
};

export type Measured = { kind: "measured"; facts: MediaFacts; bytes: number } | Unusable;

// By content, never by name. Playlists are left out: they would make the reader open other files than the one given.
const READABLE = [MP4, QTFF, WEBM, MATROSKA, MPEG_TS, MP3, WAVE, OGG, FLAC, ADTS];
const CONTAINERS = new Map<InputFormat, MediaFacts["container"]>([
  [MP4, "mp4"],
  [QTFF, "mov"],
  [WEBM, "webm"],
]);

/** Measures a video file on disk. Reads the index and the packets' places, not the pictures. */
export async function measure(path: string): Promise<Measured> {
  const file = await open(path);
  let bytes: number;
  let declared: number | undefined;
  try {
    bytes = (await file.stat()).size;
    if (bytes > 0) declared = await declaredBytes(file, bytes);
  } finally {
    await file.close();
  }
  const unusable = (code: Unusable["code"]): Unusable => ({ kind: "unusable", code, bytes, declared });
  if (bytes === 0) return unusable("media.empty");
  const cutOff = declared !== undefined && declared > bytes;
  const input = new Input({ source: new FilePathSource(path), formats: READABLE });
  try {
    if (!(await input.canRead())) return unusable("media.unreadable");
    if (cutOff) return unusable("media.truncated");
    const video = await input.getPrimaryVideoTrack();
    if (!video) return unusable("media.no_video");
    if (!(await areWhole(await input.getTracks()))) return unusable("media.truncated");
    return { kind: "measured", facts: await factsOf(input, video), bytes };
  } catch {
    // The reader throws on bytes that break off or contradict themselves; which of the two, only the sizes tell.
    return unusable(cutOff ? "media.truncated" : "media.unreadable");
  } finally {
    input.dispose();
  }
}

async function factsOf(input: Input, video: InputVideoTrack): Promise<MediaFacts> {
  // Over all packets: the first hundred mislead on variable and on fragmented files.
  const [{ averagePacketRate }, audio] = await Promise.all([
    video.computePacketStats(),
    input.getPrimaryAudioTrack(),
  ]);
  return {
    container: CONTAINERS.get(await input.getFormat()) ?? "other",
    mimeType: (await input.getMimeType()).split(";")[0] ?? "application/octet-stream",
    videoCodec: (await video.getCodec()) ?? (await ownName(video)),
    audioCodec: audio ? ((await audio.getCodec()) ?? "unknown") : null,
    width: await video.getDisplayWidth(),
    height: await video.getDisplayHeight(),
    rotation: await video.getRotation(),
    seconds: await input.computeDuration(),
    frameRate: averagePacketRate,
    truncated: false,
  };
}

/** What the file itself calls a codec that the reader does not know: "mp4v". */
async function ownName(video: InputVideoTrack): Promise<string | null> {
  const name = await video.getInternalCodecId();
  return typeof name === "string" && /^[ -~]+$/.test(name) ? name : null;
}

/** Whether every track's last packet is there: an index at the start stays intact when the file is cut short. */
async function areWhole(tracks: readonly InputTrack[]): Promise<boolean> {
  for (const track of tracks) {
    const last = await new EncodedPacketSink(track).getPacket(Number.POSITIVE_INFINITY);
    if (!last?.data.byteLength) return false;
  }
  return true;
}

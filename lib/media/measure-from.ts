import {
  ADTS,
  EncodedPacketSink,
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
import type { FileFacts, MediaFacts } from "#lib/db/json";
import { brandOf, type Outline, outlineOf } from "./boxes";
import { type ByteReader, viewAt } from "./byte-reader";
import { countFrames } from "./count-frames";
import { declaredBytes } from "./declared-bytes";
import { ID } from "./ebml";
import { foreignOf } from "./foreign";
import { measurePhoto } from "./measure-photo";
import { readingAhead } from "./read-ahead";
import { type MovieIndex, movieIndexOf } from "./read-movie";
import { sourceOf } from "./source";

/** A sibling of MP4 for old phones, which TikTok does not name. */
const MOBILE = { container: "other", mimeType: "video/3gpp" } as const;

/** Why nothing could be measured; `bytes` is what the file has, `declared` what it says it should have. */
export type Unusable = {
  kind: "unusable";
  code: "media.empty" | "media.unreadable" | "media.truncated" | "media.no_video" | "photo.truncated";
  bytes: number;
  declared?: number;
  /** What it is instead of a video or a photo, where that is known: "a PDF document". */
  is?: string;
};

export type Measured = { kind: "measured"; facts: FileFacts; bytes: number } | Unusable;

// By content, never by name. Playlists are left out: they would make the reader open other files than the one given.
const BOXES: readonly InputFormat[] = [MP4, QTFF];
const READABLE = [MP4, QTFF, WEBM, MATROSKA, MPEG_TS, MP3, WAVE, OGG, FLAC, ADTS];
const CONTAINERS = new Map<InputFormat, MediaFacts["container"]>([
  [MP4, "mp4"],
  [QTFF, "mov"],
  [WEBM, "webm"],
]);

/**
 * Measures a video or a photo, wherever its bytes are: in the browser, on disk, in a bucket. Reads heads, the index and the
 * places of the pictures, never the pictures, so that gigabytes take as long as megabytes.
 */
export async function measureFrom(file: ByteReader): Promise<Measured> {
  const { bytes } = file;
  if (bytes === 0) return { kind: "unusable", code: "media.empty", bytes };
  const found: { problem?: unknown } = {};
  const read = (start: number, end: number) =>
    file.read(start, end).catch((problem: unknown) => {
      found.problem = problem;
      throw problem;
    });
  const measured = await measureAny(file.isFar ? readingAhead({ ...file, read }) : { ...file, read }).catch(
    (problem: unknown): Unusable => {
      // The readers look past the end of bytes that contradict themselves.
      if (problem instanceof RangeError) return { kind: "unusable", code: "media.unreadable", bytes };
      throw problem;
    },
  );
  // What a disk or a bucket throws says nothing about the file.
  if (measured.kind === "unusable" && found.problem) throw found.problem;
  return measured;
}

async function measureAny(file: ByteReader): Promise<Measured> {
  const { bytes } = file;
  const photo = await measurePhoto(file);
  if (photo) {
    if (!photo.isWhole) return { kind: "unusable", code: "photo.truncated", bytes };
    if (photo.facts.width > 0) return { kind: "measured", facts: photo.facts, bytes };
    return { kind: "unusable", code: "media.unreadable", bytes };
  }
  const foreign = await foreignOf(file);
  if (!foreign) return measureVideo(file);
  if (foreign.kind === "sound") return { kind: "unusable", code: "media.no_video", bytes };
  if (foreign.kind === "document")
    return { kind: "unusable", code: "media.unreadable", bytes, is: foreign.name };
  const { mimeType, declared } = foreign;
  if (declared !== undefined && declared > bytes) {
    return { kind: "unusable", code: "media.truncated", bytes, declared };
  }
  return { kind: "measured", facts: { ...UNREAD, mimeType }, bytes };
}

/** What is said of a video of which only the kind is known: nothing that nobody has measured. */
const UNREAD: Omit<MediaFacts, "mimeType"> = {
  ...{ container: "other", videoCodec: null, audioCodec: null, truncated: false, isUnread: true },
  ...{ width: 0, height: 0, rotation: 0, seconds: 0, frameRate: 0 },
};

async function measureVideo(file: ByteReader): Promise<Measured> {
  const { bytes } = file;
  const outline = await outlineOf(file);
  const declared = outline ? outline.declared : await declaredBytes(file);
  const isMatroska = (await viewAt(file, 0, 4))?.getUint32(0) === ID.ebml;
  const cutOff = declared !== undefined && declared > bytes;
  const unusable = (code: Unusable["code"]): Unusable => ({ kind: "unusable", code, bytes, declared });
  const input = new Input({
    source: sourceOf(file, outline ? "boxes" : isMatroska ? "matroska" : "other"),
    formats: READABLE,
  });
  try {
    if (!(await input.canRead())) return unusable("media.unreadable");
    if (cutOff) return unusable("media.truncated");
    const index = outline && (await movieIndexOf(file, outline));
    const flaw = BOXES.includes(await input.getFormat()) ? flawOf(outline, index) : undefined;
    if (flaw) return unusable(flaw);
    const video = await input.getPrimaryVideoTrack();
    if (!video) return unusable("media.no_video");
    const own = outline && index ? await indexFor(file, outline, index, video.id) : index;
    const ownFlaw = own !== index ? flawOf(outline, own) : undefined;
    if (ownFlaw) return unusable(ownFlaw);
    if (!(await areWhole(video, await input.getTracks()))) return unusable("media.truncated");
    const facts = await factsOf(file, input, video, own);
    if (!facts) return unusable("media.unreadable");
    const isMobile = outline && /^3g[p2]/.test(await brandOf(file, outline));
    return { kind: "measured", facts: isMobile ? { ...facts, ...MOBILE } : facts, bytes };
  } catch {
    // The reader throws on bytes that break off or contradict themselves; which of the two, only the sizes tell.
    return unusable(cutOff ? "media.truncated" : "media.unreadable");
  } finally {
    input.dispose();
  }
}

/** The index of the picture that is looked at, which may be another one than the first that is shown. */
const indexFor = async (file: ByteReader, outline: Outline, index: MovieIndex, trackId: number) =>
  index.trackId === trackId ? index : await movieIndexOf(file, outline, trackId);

/** What is wrong with an index of boxes. Only one that was understood to its end is given to a reader that trusts it. */
function flawOf(outline: Outline | undefined, index: MovieIndex | undefined): Unusable["code"] | undefined {
  if (outline && !outline.isCut && !outline.boxes.some(({ name }) => name === "moov"))
    return "media.no_video";
  if (!index) return "media.unreadable";
  if (!index.hasPicture) return "media.no_video";
  if (!index.hasFrames) return "media.truncated";
  return index.frames ? undefined : "media.unreadable";
}

async function factsOf(
  file: ByteReader,
  input: Input,
  video: InputVideoTrack,
  index: MovieIndex | undefined,
): Promise<MediaFacts | undefined> {
  const format = await input.getFormat();
  // Over all frames: the first hundred mislead on variable and on fragmented files.
  const frames = index?.frames ?? (await countFrames(file, video, format === WEBM || format === MATROSKA));
  if (!frames) return undefined;
  const audio = await input.getPrimaryAudioTrack();
  const place = (await input.getVideoTracks()).indexOf(video);
  return {
    container: CONTAINERS.get(format) ?? "other",
    mimeType: (await input.getMimeType()).split(";")[0] ?? "application/octet-stream",
    videoCodec: (await video.getCodec()) ?? (await ownName(video)),
    audioCodec: audio ? ((await audio.getCodec()) ?? "unknown") : null,
    width: await video.getDisplayWidth(),
    height: await video.getDisplayHeight(),
    rotation: await video.getRotation(),
    ...(place > 0 ? { pictureTrack: place } : {}),
    seconds: index?.seconds ?? (await lengthOf(input)),
    frameRate: frames.rate,
    truncated: false,
    isVariable: frames.isVariable,
    isHdr: await video.hasHighDynamicRange(),
    indexAtEnd: index?.indexAtEnd ?? false,
    isFragmented: index?.isFragmented ?? false,
    hasEdits: index?.hasEdits ?? false,
  };
}

/** Seconds. A transport stream is cut out of a broadcast, whose clock began long before it. */
async function lengthOf(input: Input): Promise<number> {
  const end = await input.computeDuration();
  return (await input.getFormat()) === MPEG_TS ? end - (await input.getFirstTimestamp()) : end;
}

/** What the file itself calls a codec that the reader does not know: "mp4v". */
async function ownName(video: InputVideoTrack): Promise<string | null> {
  const name = await video.getInternalCodecId();
  return typeof name === "string" && /^[ -~]+$/.test(name) ? name : null;
}

/**
 * Whether every track's last packet is there: an index at the start stays intact when the file is cut short. Beside its
 * picture a file may have tracks in which there is nothing.
 */
async function areWhole(video: InputTrack, tracks: readonly InputTrack[]): Promise<boolean> {
  for (const track of tracks) {
    const sink = new EncodedPacketSink(track);
    const named = await sink.getPacket(Number.POSITIVE_INFINITY, { metadataOnly: true });
    if (!named && track !== video) continue;
    const last = named && (await sink.getPacket(Number.POSITIVE_INFINITY));
    if (!last?.data.byteLength) return false;
  }
  return true;
}

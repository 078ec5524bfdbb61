import { type Box, boxAtPath, boxesIn, type Outline } from "./boxes";
import { type ByteReader, nameAt, viewAt } from "./byte-reader";
import { countRows } from "./count-rows";
import { addFragments, idOf } from "./fragments";
import { addLength, type FrameRate, type Lengths, noLengths, rateOf } from "./runs";

/** What the index of an MP4 or MOV file says about its picture, without a look at the pictures. Times in seconds. */
export type MovieIndex = {
  /** The track that this is about: a file may have a small preview beside its picture. */
  trackId: number | undefined;
  isFragmented: boolean;
  /** Whether there is a picture, and whether any frames are listed at all. */
  hasPicture: boolean;
  hasFrames: boolean;
  indexAtEnd: boolean;
  /** Over all frames of the picture; `undefined` where their list is none that can be read. */
  frames: FrameRate | undefined;
  /** It plays something else than all of its frames from the first on. */
  hasEdits: boolean;
  /** How long it plays where edits decide it, or where some frames stand in the index and the others in fragments. */
  seconds: number | undefined;
};

/** Larger than the index of ten hours of video; a file that claims more is not read into memory for it. */
const MOST_INDEX_BYTES = 64 << 20;
/** Seconds by which an edit may shift or cut before a person would see it: encoders begin a frame or two late. */
const SEEN_S = 0.15;

/**
 * @param trackId the track that is asked about; absent, the first picture that is meant to be shown
 * @returns `undefined` when there is no index, none that can be read, or one without an end
 */
export async function movieIndexOf(
  file: ByteReader,
  { boxes, isCut }: Outline,
  trackId?: number,
): Promise<MovieIndex | undefined> {
  const moov = boxes.find(({ name }) => name === "moov");
  if (!moov || isCut || moov.end > file.bytes || moov.end - moov.start > MOST_INDEX_BYTES) return undefined;
  const firstPictures = boxes.find(({ name }) => name === "mdat");
  const view = await viewAt(file, moov.start, moov.end - moov.start);
  if (!view || countRows(view) === Number.POSITIVE_INFINITY) return undefined;
  const parts = boxesIn(view);
  const scale = timeScaleOf(
    view,
    parts.find(({ name }) => name === "mvhd"),
  );
  const tracks = parts.filter(({ name }) => name === "trak");
  const pictures = tracks.filter((track) => kindOf(view, track) === "vide");
  const picture =
    trackId === undefined
      ? (pictures.find((track) => isShown(view, track)) ?? pictures[0])
      : pictures.find((track) => idOf(view, track) === trackId);
  const hasFragments = boxes.some(({ name }) => name === "moof");
  const isFragmented = hasFragments || parts.some(({ name }) => name === "mvex");
  // Sound that starts a little later, or gives way to its own coding, is nobody's concern.
  const hasEdits = picture !== undefined && editsOf(view, picture, scale, isFragmented).isSeen;
  const listed = picture && listedLengths(view, picture);
  const isSplit = isFragmented && listed !== undefined && listed.counts.size > 0;
  const frames = picture && listed ? await framesOf(file, boxes, view, picture, listed) : undefined;
  const played = () => Math.max(...tracks.map((track) => editsOf(view, track, scale, false).seconds));
  return {
    trackId: picture && idOf(view, picture),
    isFragmented,
    hasPicture: picture !== undefined,
    hasFrames: hasFragments || listed === undefined || [...listed.counts.values()].some((count) => count > 0),
    indexAtEnd: firstPictures !== undefined && firstPictures.at < moov.at,
    frames,
    hasEdits,
    // The edits of a file of fragments know of those frames only that stand in the index.
    seconds: isSplit ? frames?.seconds : hasEdits && !isFragmented ? played() : undefined,
  };
}

function kindOf(view: DataView, track: Box): string | undefined {
  const handler = boxAtPath(view, track, "mdia", "hdlr");
  return handler && nameAt(view, handler.start + 8);
}

/** The lowest bit of its flags: a player takes it up by itself. */
function isShown(view: DataView, track: Box): boolean {
  const header = boxAtPath(view, track, "tkhd");
  return header !== undefined && (view.getUint32(header.start) & 1) === 1;
}

/** Units a second, of a movie or of a track. */
function timeScaleOf(view: DataView, header: Box | undefined): number {
  if (!header) return 1;
  const isLong = view.getUint8(header.start) === 1;
  return view.getUint32(header.start + (isLong ? 20 : 12)) || 1;
}

/** Ten hours of frames that are all of another length. A table with more was made to keep its reader busy. */
const MOST_RUNS = 1_000_000;

/** Runs of frames of equal length, as `stts` lists them: a frame rate over all frames from a few numbers. */
function listedLengths(view: DataView, track: Box): Lengths | undefined {
  const table = boxAtPath(view, track, "mdia", "minf", "stbl", "stts");
  const lengths = noLengths();
  if (!table) return lengths;
  const entries = Math.min(view.getUint32(table.start + 4), Math.floor((table.end - table.start - 8) / 8));
  if (entries > MOST_RUNS) return undefined;
  for (let entry = 0; entry < entries; entry++) {
    const at = table.start + 8 + entry * 8;
    lengths.last = view.getUint32(at + 4);
    if (!addLength(lengths, lengths.last, view.getUint32(at))) return undefined;
  }
  return lengths;
}

/** Over the list of frames, and over those of the fragments that follow it. */
async function framesOf(
  file: ByteReader,
  outer: readonly Box[],
  view: DataView,
  track: Box,
  listed: Lengths,
) {
  const lengths = await addFragments(file, outer, view, track, listed);
  return lengths && rateOf(lengths, timeScaleOf(view, boxAtPath(view, track, "mdia", "mdhd")));
}

/** What an edit list does with a track. @see https://developer.apple.com/documentation/quicktime-file-format/edit_list_atom */
function editsOf(
  view: DataView,
  track: Box,
  movieScale: number,
  isFragmented: boolean,
): { isSeen: boolean; seconds: number } {
  const list = boxAtPath(view, track, "edts", "elst");
  const scale = timeScaleOf(view, boxAtPath(view, track, "mdia", "mdhd"));
  const length = lengthOf(view, track) / scale;
  if (!list) return { isSeen: false, seconds: length };
  const isLong = view.getUint8(list.start) === 1;
  const size = isLong ? 20 : 12;
  const entries = Math.min(view.getUint32(list.start + 4), Math.floor((list.end - list.start - 8) / size));
  let seconds = 0;
  let isSeen = false;
  let played = 0;
  for (let entry = 0; entry < entries; entry++) {
    const at = list.start + 8 + entry * size;
    const lasts = (isLong ? Number(view.getBigUint64(at)) : view.getUint32(at)) / movieScale;
    const from = (isLong ? Number(view.getBigInt64(at + 8)) : view.getInt32(at + 4)) / scale;
    seconds += lasts;
    // Nothing is shown for a while; or it begins later than its first frames; or a second stretch follows.
    if (from < 0) isSeen ||= lasts > SEEN_S;
    else {
      isSeen ||= from > SEEN_S || played > 0;
      played += lasts;
    }
  }
  // A list that says nothing about the length, as in a file of fragments, plays to the end.
  if (played > 0 && length > 0 && !isFragmented) isSeen ||= length - played > SEEN_S;
  return { isSeen, seconds };
}

function lengthOf(view: DataView, track: Box): number {
  const header = boxAtPath(view, track, "mdia", "mdhd");
  if (!header) return 0;
  const isLong = view.getUint8(header.start) === 1;
  return isLong ? Number(view.getBigUint64(header.start + 24)) : view.getUint32(header.start + 16);
}

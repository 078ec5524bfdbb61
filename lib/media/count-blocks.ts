import type { ByteReader } from "./byte-reader";
import { middleCluster } from "./cues";
import { elementAt, ID, LONGEST_HEAD, numberAt, wholeAt } from "./ebml";
import { addLength, type FrameRate, noLengths, rateOf } from "./runs";
import { pouredWindow, seekingWindow, type Window } from "./window";

/** A head, and of a block what stands before its picture: track, time and flags. */
const LOOK = LONGEST_HEAD + 11;
/** Clusters that are walked at once: each asks for one head after the other, and waits for it. */
const AT_ONCE = 32;
/** More than these were made to keep their reader busy: ten hours of frames, and of sound beside them. */
const MOST_FRAMES = 1_000_000;
const MOST_ELEMENTS = 6_000_000;

/** What is inside of these is looked at; everything else is passed over. */
const ENTERED: ReadonlySet<number> = new Set([ID.segment, ID.info, ID.cluster, ID.blockGroup]);

type Range = { start: number; end: number };
/** `times`: of all frames, in units of the file's clock; `unitNs`: such a unit, ns; `left`: elements that are still looked at. */
type Walk = { track: number; times: number[]; unitNs: number; left: number };

/**
 * The frame rate of a WebM or Matroska file over all of its frames, which no list names: from block to block, out of their
 * heads alone. Where readings are slow the file runs past as a stream, up to the size from which that takes too long.
 * @param track the number of the picture's track
 * @returns `undefined` when it would take too long, or when something is met that is not understood; `"too many"` when no
 *   video has so much in it, and nobody else should go through that
 */
export async function countBlocks(
  file: ByteReader,
  track: number,
): Promise<FrameRate | "too many" | undefined> {
  const walk: Walk = { track, times: [], unitNs: 1_000_000, left: MOST_ELEMENTS };
  const isWalked = file.through ? await walkStreams(file, file.through, walk) : await walkParts(file, walk);
  if (walk.left < 0 || walk.times.length > MOST_FRAMES) return "too many";
  if (!isWalked || walk.times.length === 0) return undefined;
  const times = Float64Array.from(walk.times).sort();
  const lengths = noLengths();
  const shown = (times.at(-1) ?? 0) - (times[0] ?? 0);
  for (let frame = 1; frame < times.length; frame++) {
    if (!addLength(lengths, (times[frame] ?? 0) - (times[frame - 1] ?? 0))) return undefined;
  }
  // Nothing says how long the last one lasts.
  lengths.last = times.length > 1 ? shown / (times.length - 1) : 0;
  addLength(lengths, lengths.last);
  return rateOf(lengths, 1e9 / walk.unitNs);
}

/** In two halves where the index tells where the second one may begin: a browser has two of them sooner than one. */
async function walkStreams(
  file: ByteReader,
  { most, pour }: NonNullable<ByteReader["through"]>,
  walk: Walk,
): Promise<boolean> {
  if (file.bytes > most) return false;
  const middle = await middleCluster(file);
  const halves = middle === undefined ? [] : [{ start: 0, end: middle }];
  halves.push({ start: middle ?? 0, end: file.bytes });
  const walked = await Promise.all(
    halves.map(async (half) => {
      const stream = (await pour(half.start)).getReader();
      try {
        return await walkRange(pouredWindow(stream, half.start), half, walk);
      } finally {
        await stream.cancel().catch(() => {});
      }
    }),
  );
  return walked.every((isWalked) => isWalked);
}

/** Walks the clusters side by side. One whose length is not known is walked where it is met. */
async function walkParts(file: ByteReader, walk: Walk): Promise<boolean> {
  const clusters: Range[] = [];
  if (!(await walkRange(seekingWindow(file), { start: 0, end: file.bytes }, walk, clusters))) return false;
  const waiting = clusters.values();
  let isWalked = true;
  const work = async () => {
    for (const cluster of waiting) {
      isWalked = isWalked && (await walkRange(seekingWindow(file), cluster, walk));
      if (!isWalked) return;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return isWalked;
}

/** @param later gets the clusters that are passed over, to be walked by themselves */
async function walkRange(
  window: Window,
  { start, end }: Range,
  walk: Walk,
  later?: Range[],
): Promise<boolean> {
  let at = start;
  let time = 0;
  while (at < end) {
    const view = await window(at, LOOK);
    const element = view && elementAt(view, 0, at);
    if (!element || --walk.left < 0) return false;
    const inside = element.start - at;
    const length = (element.end ?? element.start) - element.start;
    if (element.id === ID.timestamp) time = wholeAt(view, inside, length);
    else if (element.id === ID.timestampScale) walk.unitNs = wholeAt(view, inside, length) || walk.unitNs;
    else if (element.id === ID.simpleBlock || element.id === ID.block) {
      if (!noteBlock(view, inside, time, walk)) return false;
    }
    if (later && element.id === ID.cluster && element.end !== undefined) {
      later.push({ start: element.start, end: element.end });
      at = element.end;
    } else if (ENTERED.has(element.id)) at = element.start;
    else if (element.end === undefined) return false;
    else at = element.end;
  }
  // What reaches beyond would be counted twice.
  return at === end;
}

/** @returns false for several frames in one block, which is for sound */
function noteBlock(view: DataView, at: number, time: number, { track, times }: Walk): boolean {
  const number = numberAt(view, at);
  if (!number || number.end + 3 > view.byteLength) return false;
  if (number.value !== track) return true;
  times.push(time + view.getInt16(number.end));
  return (view.getUint8(number.end + 2) & 0x06) === 0;
}

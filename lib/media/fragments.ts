import { type Box, boxAtPath, boxesIn } from "./boxes";
import { type ByteReader, viewAt } from "./byte-reader";
import { countRows } from "./count-rows";
import { addLength, type Lengths } from "./runs";

/** What a fragment says of its frames fits into a few KB; more than this was made to fill its reader's memory. */
const MOST_BYTES = 4 << 20;
/** Frames of one fragment, and of all of them: single samples of plain sound count, of which a second has thousands. */
const MOST_ROWS = 500_000;
const MOST_IN_ALL = 50_000_000;
/** Fragments that are asked for at once: over a network each takes its time. */
const AT_ONCE = 4;

/** A stretch of frames, in units of the track's clock. `from`: when it begins, where that is said. */
type Stretch = { from: number | undefined; lengths: number[]; counts: number[] };

/**
 * Adds the frames of a file's fragments to those of its index, out of the heads of the fragments alone.
 * @param outer the outermost boxes of the file
 * @param index the content of `moov`, and in it the track of the picture
 * @returns `undefined` when a fragment cannot be read
 * @see https://www.w3.org/TR/mse-byte-stream-format-isobmff/
 */
export async function addFragments(
  file: ByteReader,
  outer: readonly Box[],
  index: DataView,
  track: Box,
  lengths: Lengths,
): Promise<Lengths | undefined> {
  const fragments = outer.filter(({ name }) => name === "moof");
  const id = idOf(index, track);
  if (id === undefined) return fragments.length === 0 ? lengths : undefined;
  const usual = usualLength(index, id);
  let end: number | undefined;
  let rows = 0;
  for (let first = 0; first < fragments.length; first += AT_ONCE) {
    const some = fragments.slice(first, first + AT_ONCE);
    for (const view of await Promise.all(some.map((each) => contentOf(file, each)))) {
      const found = view ? countRows(view) : MOST_IN_ALL;
      rows += found;
      const stretches = view && found <= MOST_ROWS && rows <= MOST_IN_ALL && stretchesIn(view, id, usual);
      if (!stretches) return undefined;
      for (const stretch of stretches) {
        const gap = end !== undefined && stretch.from !== undefined ? stretch.from - end : 0;
        if (gap > 0) lengthenLast(lengths, gap);
        end = addStretch(lengths, stretch, gap > 0 ? stretch.from : end);
        if (end === undefined) return undefined;
      }
    }
  }
  return lengths;
}

/** The number of a track, by which fragments name it. */
export function idOf(view: DataView, track: Box): number | undefined {
  const header = boxAtPath(view, track, "tkhd");
  return header && view.getUint32(header.start + (view.getUint8(header.start) === 1 ? 20 : 12));
}

/** A frame is shown until the next one comes, whatever is said of its length. */
function lengthenLast(lengths: Lengths, gap: number): void {
  addLength(lengths, lengths.last, -1);
  lengths.last += gap;
  addLength(lengths, lengths.last);
}

/** @returns when it ends */
function addStretch(
  lengths: Lengths,
  { from, lengths: each, counts }: Stretch,
  begins: number | undefined,
): number | undefined {
  let end = begins ?? from ?? 0;
  for (const [place, length] of each.entries()) {
    const count = counts[place] ?? 0;
    if (count === 0) continue;
    if (!addLength(lengths, length, count)) return undefined;
    lengths.last = length;
    end += length * count;
  }
  return end;
}

/** How long a frame lasts where its fragment doesn't say. */
function usualLength(index: DataView, id: number): number {
  const extended = boxesIn(index).find(({ name }) => name === "mvex");
  const found = extended
    ? boxesIn(index, extended.start, extended.end).find(
        ({ name, start }) => name === "trex" && index.getUint32(start + 4) === id,
      )
    : undefined;
  return found ? index.getUint32(found.start + 12) : 0;
}

async function contentOf(file: ByteReader, { start, end }: Box): Promise<DataView | undefined> {
  if (end - start > MOST_BYTES) return undefined;
  const view = await viewAt(file, start, end - start);
  return view && view.byteLength === end - start ? view : undefined;
}

function stretchesIn(view: DataView, id: number, usual: number): Stretch[] | undefined {
  const stretches: Stretch[] = [];
  for (const part of boxesIn(view).filter(({ name }) => name === "traf")) {
    const parts = boxesIn(view, part.start, part.end);
    const header = parts.find(({ name }) => name === "tfhd");
    if (!header || view.getUint32(header.start + 4) !== id) continue;
    const time = parts.find(({ name }) => name === "tfdt");
    const stretch: Stretch = { from: time && timeIn(view, time), lengths: [], counts: [] };
    const own = ownLength(view, header) ?? usual;
    for (const run of parts.filter(({ name }) => name === "trun")) {
      if (!readRun(view, run, own, stretch)) return undefined;
    }
    stretches.push(stretch);
  }
  return stretches;
}

const timeIn = (view: DataView, { start }: Box): number =>
  view.getUint8(start) === 1 ? Number(view.getBigUint64(start + 4)) : view.getUint32(start + 4);

const flagsOf = (view: DataView, { start }: Box): number => view.getUint32(start) & 0xffffff;

/** The length that `tfhd` names for all frames of a fragment; two other fields may stand before it. */
function ownLength(view: DataView, header: Box): number | undefined {
  const flags = flagsOf(view, header);
  if (!(flags & 0x8)) return undefined;
  return view.getUint32(header.start + 8 + (flags & 0x1 ? 8 : 0) + (flags & 0x2 ? 4 : 0));
}

/** Reads the frames that `trun` lists. @returns false when it lists more than it has room for */
function readRun(view: DataView, run: Box, own: number, { lengths, counts }: Stretch): boolean {
  const flags = flagsOf(view, run);
  const count = view.getUint32(run.start + 4);
  const fields = [0x100, 0x200, 0x400, 0x800].filter((flag) => flags & flag).length;
  const first = run.start + 8 + (flags & 0x1 ? 4 : 0) + (flags & 0x4 ? 4 : 0);
  if (first + count * fields * 4 > run.end) return false;
  if (!(flags & 0x100)) {
    lengths.push(own);
    counts.push(count);
    return true;
  }
  for (let frame = 0; frame < count; frame++) {
    lengths.push(view.getUint32(first + frame * fields * 4));
    counts.push(1);
  }
  return true;
}

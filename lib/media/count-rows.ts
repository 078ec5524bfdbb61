import { nameAt } from "./byte-reader";

/** More than seven hours of video need. An index that asks for more was made to fill its reader's memory. */
const MOST_ROWS = 8_000_000;
/** Boxes in boxes. */
const DEEPEST = 16;
/** A description of the coding; a larger one may hide other tables. */
const LARGEST_DESCRIPTION = 1 << 16;

/** Boxes that hold others. */
const HOLDERS: ReadonlySet<string> = new Set(
  "trak mdia minf dinf mfra edts sinf schi stbl mvex moof traf udta meta wave".split(" "),
);

/** Bytes of a row of each table, behind its version and the number of its rows. */
const ROW_BYTES: Readonly<Record<string, number>> = {
  ...{ stts: 8, ctts: 8, stsc: 12, stss: 4, stco: 4, co64: 8, elst: 12 },
};

type Table = { name: string; start: number; end: number };
/** Frames that the newest list of times names, and whether they are shown in another order. */
type Times = { frames: number; areShifted: boolean };

/**
 * How many rows a reader would build in memory out of the content of a `moov` or a `moof`: a few bytes can ask for
 * thousands of millions. Boxes are found as generously as by any reader, so that none is overlooked.
 * @returns infinity for what no camera writes
 */
export function countRows(view: DataView): number {
  let rows = 0;
  let times: Times = { frames: 0, areShifted: false };
  for (const table of tablesIn(view, 0, view.byteLength, 0)) {
    if (table.name === "stbl") times = { frames: 0, areShifted: false };
    rows += rowsOf(view, table, times);
    if (rows > MOST_ROWS) return Number.POSITIVE_INFINITY;
  }
  return rows;
}

/** All boxes, holders first. `end`: up to where a careless reader would read on. */
function* tablesIn(view: DataView, start: number, end: number, depth: number): Generator<Table> {
  let at = start;
  while (at + 8 <= end) {
    const name = nameAt(view, at + 4);
    const isLong = view.getUint32(at) === 1;
    if (isLong && at + 16 > end) return;
    const size = isLong ? Number(view.getBigUint64(at + 8)) : view.getUint32(at);
    const head = isLong ? 16 : 8;
    if (size < head) return;
    yield { name, start: at + head, end };
    if (HOLDERS.has(name)) {
      // Of two kinds of this one, the one has four bytes more in front.
      const isFull = name === "meta" && at + head + 4 <= end && view.getUint32(at + head) === 0;
      const inside = Math.min(at + size, end);
      if (depth < DEEPEST) yield* tablesIn(view, at + head + (isFull ? 4 : 0), inside, depth + 1);
      else yield { name: "too deep", start: at, end };
    } else if (name === "stsd" && !isDescription(view, at, at + size))
      yield { name: "hidden", start: at, end };
    at += size;
  }
}

const isDescription = (view: DataView, start: number, end: number) =>
  end - start <= LARGEST_DESCRIPTION && !nameAt(view, start, end - start).includes("stbl");

/** How many rows there are of so many bytes each, as far as there is room for them. */
function rowsOf(view: DataView, { name, start, end }: Table, times: Times): number {
  const whole = (at: number) => (at + 4 <= end ? view.getUint32(at) : 0);
  const room = (from: number, bytes: number) => Math.max(0, Math.floor((end - from) / bytes));
  const listed = Math.min(whole(start + 4), room(start + 8, ROW_BYTES[name] ?? 1));
  if (name === "too deep" || name === "hidden") return Number.POSITIVE_INFINITY;
  if (name === "stts" || name === "ctts") {
    let frames = 0;
    for (let row = 0; row < listed; row++) frames += whole(start + 8 + row * 8);
    if (name === "stts") times.frames += frames;
    // Whoever sorts frames makes a list of all of them.
    const isSorted = name === "ctts" && listed > 0;
    const newly = isSorted || times.areShifted ? times.frames : 0;
    times.areShifted ||= isSorted;
    return listed + newly + (isSorted ? frames : 0);
  }
  if (name === "stsc") return listed + chunkRows(whole, start, listed);
  if (name in ROW_BYTES) return listed;
  if (name === "stsz") return whole(start + 4) === 0 ? Math.min(whole(start + 8), room(start + 12, 4)) : 1;
  if (name === "stz2") return whole(start + 8);
  if (name === "saiz") return whole(start + (whole(start) & 1 ? 13 : 5));
  return name === "trun" ? runRows(whole, start, room) : 1;
}

/** A reader of plain sound makes a row of each chunk; any reader goes through all samples of one. */
function chunkRows(whole: (at: number) => number, start: number, listed: number): number {
  let rows = 0;
  for (let row = 0; row < listed; row++) {
    const at = start + 8 + row * 12;
    if (whole(at + 4) > MOST_ROWS) return Number.POSITIVE_INFINITY;
    if (row + 1 < listed) rows += Math.max(0, whole(at + 12) - whole(at));
  }
  return rows;
}

/** Frames of which nothing is said take no room in the file. */
function runRows(
  whole: (at: number) => number,
  start: number,
  room: (from: number, bytes: number) => number,
): number {
  const flags = whole(start);
  const fields = [0x100, 0x200, 0x400, 0x800].filter((flag) => flags & flag).length;
  return fields === 0 ? whole(start + 4) : Math.min(whole(start + 4), room(start + 8, fields * 4));
}

import type { FileHandle } from "node:fs/promises";

/** More than hours of video need. A few bytes can ask for thousands of millions, each of which a reader would hold in memory. */
const MOST_ROWS = 8_000_000;
const MOST_BOXES = 80_000;
const MOST_BYTES = 64 << 20;

const HOLDERS: ReadonlySet<string> = new Set("trak mdia minf stbl mvex edts moof traf".split(" "));

/** Bytes of a row of the tables whose rows stand in the file, one by one. */
const ROW_BYTES: Readonly<Record<string, number>> = { stts: 8, ctts: 8, stsc: 12, stss: 4, stco: 4, co64: 8 };

/** Whether the index of an MP4 or MOV, and those of its fragments, name no more than a real video has. Other files have none. */
export async function isIndexBounded(file: FileHandle, bytes: number): Promise<boolean> {
  let at = 0;
  let rows = 0;
  for (let boxes = 0; at + 8 <= bytes; boxes++) {
    if (boxes > MOST_BOXES) return false;
    const { buffer: head } = await file.read(Buffer.alloc(16), 0, 16, at);
    const { name, start, end } = boxAt(head, 0, bytes - at) ?? { name: "", start: 0, end: 0 };
    // What follows the boxes, or a file of another kind.
    if (end === 0) return true;
    if (name === "moov" || name === "moof") {
      if (end - start > MOST_BYTES) return false;
      const { buffer } = await file.read(Buffer.alloc(end - start), 0, end - start, at + start);
      rows += rowsIn(buffer);
      if (rows > MOST_ROWS) return false;
    }
    at += end;
  }
  return true;
}

type Box = { name: string; start: number; end: number };

/** `start` and `end` of the content, counted from the view's start. */
function boxAt(view: Buffer, at: number, rest: number): Box | undefined {
  if (at + 8 > view.length) return undefined;
  const short = view.readUInt32BE(at);
  const isLong = short === 1;
  if (isLong && at + 16 > view.length) return undefined;
  const size = short === 0 ? rest : isLong ? Number(view.readBigUInt64BE(at + 8)) : short;
  const head = isLong ? 16 : 8;
  const name = view.toString("latin1", at + 4, at + 8);
  return size < head ? undefined : { name, start: at + head, end: at + size };
}

function rowsIn(view: Buffer): number {
  let rows = 0;
  let times = 0;
  let isSorted = false;
  let at = 0;
  for (let box = boxAt(view, at, view.length); box; box = boxAt(view, at, view.length - at)) {
    // A careless reader reads on behind the end of a table, so that is looked at too.
    const table = view.subarray(box.start);
    if (HOLDERS.has(box.name)) rows += rowsIn(view.subarray(box.start, box.end));
    else if (box.name === "stsd" && view.subarray(box.start, box.end).includes("stbl"))
      return Number.POSITIVE_INFINITY;
    else rows += rowsOf(box.name, table);
    if (box.name === "stts" || box.name === "ctts") times += framesIn(table);
    isSorted ||= box.name === "ctts" && listed(table, "ctts") > 0;
    if (rows > MOST_ROWS) return rows;
    at = box.end;
  }
  // Whoever sorts frames makes a list of all of them.
  return rows + (isSorted ? times : 0);
}

const whole = (view: Buffer, at: number) => (at + 4 <= view.length ? view.readUInt32BE(at) : 0);
const listed = (view: Buffer, name: string) =>
  Math.min(whole(view, 4), Math.floor(Math.max(0, view.length - 8) / (ROW_BYTES[name] ?? 1)));

/** All frames that a list of runs names. */
function framesIn(view: Buffer): number {
  const count = listed(view, "stts");
  let frames = 0;
  for (let row = 0; row < count; row++) frames += whole(view, 8 + row * 8);
  return frames;
}

function rowsOf(name: string, view: Buffer): number {
  if (name === "stsc") return chunkRows(view);
  if (name in ROW_BYTES) return listed(view, name);
  // Fewer bits than a byte for each, or none.
  if (name === "stz2") return whole(view, 8);
  if (name !== "trun") return 1;
  const fields = [0x100, 0x200, 0x400, 0x800].filter((flag) => whole(view, 0) & flag).length;
  return fields === 0 ? whole(view, 4) : Math.min(whole(view, 4), view.length / (4 * fields));
}

/** A reader of plain sound makes a row of each chunk; any reader goes through all samples of one. */
function chunkRows(view: Buffer): number {
  const count = listed(view, "stsc");
  let rows = count;
  for (let row = 0; row < count; row++) {
    const at = 8 + row * 12;
    if (whole(view, at + 4) > MOST_ROWS) return Number.POSITIVE_INFINITY;
    if (row + 1 < count) rows += Math.max(0, whole(view, at + 12) - whole(view, at));
  }
  return rows;
}

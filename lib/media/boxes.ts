import { type ByteReader, nameAt, viewAt } from "./byte-reader";
import { seekingWindow } from "./window";

/** A part of an MP4 or MOV file. `start`: where its content begins. @see https://www.w3.org/TR/mse-byte-stream-format-isobmff/ */
export type Box = { name: string; at: number; start: number; end: number };

/** The outermost boxes of a file, in order, and where they say that it ends: after its last byte when a part is missing. */
export type Outline = {
  boxes: Box[];
  declared: number | undefined;
  /** There are more boxes than were looked at. */
  isCut: boolean;
};

/** An hour in fragments of single frames. A file with more was made to keep its reader busy. */
const MOST_BOXES = 400_000;

/** The list of a fragment's frames, and the head of the box behind it. */
const AHEAD = 4096;

/** The outermost boxes; `undefined` when the file doesn't begin with one. */
export async function outlineOf(file: ByteReader): Promise<Outline | undefined> {
  const boxes: Box[] = [];
  const window = seekingWindow(file, AHEAD);
  let at = 0;
  while (at + 8 <= file.bytes && boxes.length < MOST_BOXES) {
    const head = await window(at, 16);
    const box = head && boxAt(head, 0, at, file.bytes);
    // What follows a whole file and is no box is padding, as some cameras leave it.
    if (!box) return boxes.length ? { boxes, declared: undefined, isCut: false } : undefined;
    boxes.push(box);
    at = box.end;
  }
  return { boxes, declared: at, isCut: boxes.length === MOST_BOXES };
}

/** The name under which a file was first written: "isom", "qt  ", "3gp5". */
export async function brandOf(file: ByteReader, { boxes: [first] }: Outline): Promise<string> {
  const view = first?.name === "ftyp" ? await viewAt(file, first.start, 4) : undefined;
  return view ? nameAt(view, 0) : "";
}

/** The box whose head stands at `from` in a view that begins at `offset` of the file. */
function boxAt(view: DataView, from: number, offset: number, end: number): Box | undefined {
  if (from + 8 > view.byteLength) return undefined;
  const name = nameAt(view, from + 4);
  if (!/^[\w ©-]{4}$/.test(name)) return undefined;
  const short = view.getUint32(from);
  const at = offset + from;
  // 0: the box reaches to the end of the file; 1: its size stands in the next eight bytes.
  if (short === 0) return { name, at, start: at + 8, end };
  if (short !== 1) return short < 8 ? undefined : { name, at, start: at + 8, end: at + short };
  if (from + 16 > view.byteLength) return undefined;
  const size = Number(view.getBigUint64(from + 8));
  return size < 16 ? undefined : { name, at, start: at + 16, end: at + size };
}

/** The boxes inside of another whose content has been read. Positions count from the view's start. */
export function boxesIn(view: DataView, start = 0, end = view.byteLength): Box[] {
  const boxes: Box[] = [];
  let at = start;
  while (at + 8 <= end) {
    const box = boxAt(view, at, 0, end);
    if (!box || box.end > end) break;
    boxes.push(box);
    at = box.end;
  }
  return boxes;
}

/** The first box at a path of names, such as "mdia", "minf", "stbl". */
export function boxAtPath(view: DataView, parent: Box, ...path: string[]): Box | undefined {
  let found: Box | undefined = parent;
  for (const name of path) {
    if (!found) return undefined;
    found = boxesIn(view, found.start, found.end).find((box) => box.name === name);
  }
  return found;
}

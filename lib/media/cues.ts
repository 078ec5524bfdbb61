import { type ByteReader, viewAt } from "./byte-reader";
import { type Element, elementAt, ID, LONGEST_HEAD, wholeAt } from "./ebml";

/** Bytes of the head in which a file says where its index is. */
const HEAD = 1024;
/** More than the index of a day; what is larger was made to fill its reader's memory. */
const MOST_BYTES = 4 << 20;

const SEEKING: ReadonlySet<number> = new Set([ID.seekHead, ID.seek]);
const CUEING: ReadonlySet<number> = new Set([ID.cues, ID.cuePoint, ID.cueTrackPositions]);

/**
 * Where a cluster near the middle of a WebM or Matroska file begins, as its index tells.
 * @returns `undefined` where there is no index, or one that is wrong
 */
export async function middleCluster(file: ByteReader): Promise<number | undefined> {
  const head = await viewAt(file, 0, HEAD);
  const preface = head && elementAt(head, 0, 0);
  const segment = preface?.end === undefined ? undefined : elementAt(head as DataView, preface.end, 0);
  if (!head || segment?.id !== ID.segment) return undefined;
  const index = await contentAt(file, segment.start + (cuesPosition(head, segment.start) ?? file.bytes));
  if (!index) return undefined;
  let nearest: number | undefined;
  for (const { id, start, end } of flat(index, 0, CUEING)) {
    if (id !== ID.cueClusterPosition) continue;
    const at = segment.start + wholeAt(index, start, end - start);
    const isNearer = Math.abs(at - file.bytes / 2) < Math.abs((nearest ?? 0) - file.bytes / 2);
    if (isNearer) nearest = at;
  }
  const found = nearest === undefined ? undefined : await viewAt(file, nearest, LONGEST_HEAD);
  return found && elementAt(found, 0, 0)?.id === ID.cluster ? nearest : undefined;
}

/** Counted from the segment's content on. */
function cuesPosition(head: DataView, from: number): number | undefined {
  let isCues = false;
  for (const { id, start, end } of flat(head, from, SEEKING)) {
    if (id === ID.seekId) isCues = wholeAt(head, start, end - start) === ID.cues;
    else if (id === ID.seekPosition && isCues) return wholeAt(head, start, end - start);
    else if (id === ID.info || id === ID.cluster) return undefined;
  }
  return undefined;
}

async function contentAt(file: ByteReader, at: number): Promise<DataView | undefined> {
  const head = await viewAt(file, at, LONGEST_HEAD);
  const cues = head && elementAt(head, 0, at);
  if (cues?.id !== ID.cues || cues.end === undefined || cues.end - at > MOST_BYTES) return undefined;
  return viewAt(file, at, cues.end - at);
}

/** Every element, and of those that are entered what is in them, one after the other. */
function* flat(view: DataView, from: number, entered: ReadonlySet<number>) {
  let at = from;
  while (at < view.byteLength) {
    const element: Element | undefined = elementAt(view, at, 0);
    if (element?.end === undefined) return;
    yield { ...element, end: element.end };
    at = entered.has(element.id) ? element.start : element.end;
  }
}

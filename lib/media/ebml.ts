/** A part of a WebM or Matroska file. `end` is `undefined` where it does not say how long it is, as while it is recorded. */
export type Element = { id: number; start: number; end: number | undefined };

/** Bytes of the longest head of an element: four of its name, eight of its size. */
export const LONGEST_HEAD = 12;

/** The parts that are looked at. @see https://www.rfc-editor.org/rfc/rfc9559 */
export const ID = {
  ebml: 0x1a45dfa3,
  segment: 0x18538067,
  seekHead: 0x114d9b74,
  seek: 0x4dbb,
  seekId: 0x53ab,
  seekPosition: 0x53ac,
  cues: 0x1c53bb6b,
  cuePoint: 0xbb,
  cueTrackPositions: 0xb7,
  cueClusterPosition: 0xf1,
  info: 0x1549a966,
  timestampScale: 0x2ad7b1,
  cluster: 0x1f43b675,
  timestamp: 0xe7,
  blockGroup: 0xa0,
  block: 0xa1,
  simpleBlock: 0xa3,
} as const;

/** The element whose head stands at `from` in a view that begins at `offset` of the file; `undefined`: there is none. */
export function elementAt(view: DataView, from: number, offset: number): Element | undefined {
  const first = from < view.byteLength ? view.getUint8(from) : 0;
  const length = Math.clz32(first) - 23;
  if (length > 4 || from + length > view.byteLength) return undefined;
  let id = first;
  for (let index = from + 1; index < from + length; index++) id = id * 256 + view.getUint8(index);
  const size = numberAt(view, from + length);
  if (!size) return undefined;
  const start = offset + size.end;
  return { id, start, end: size.value === undefined ? undefined : start + size.value };
}

/** A number of Matroska's: the leading zero bits of the first byte say how many bytes follow. All ones: unknown. */
export function numberAt(view: DataView, at: number): { value: number | undefined; end: number } | undefined {
  const first = at < view.byteLength ? view.getUint8(at) : 0;
  const length = Math.clz32(first) - 23;
  if (length > 8 || at + length > view.byteLength) return undefined;
  let value = first & (0xff >> length);
  let isUnknown = value === 0xff >> length;
  for (let index = at + 1; index < at + length; index++) {
    const byte = view.getUint8(index);
    value = value * 256 + byte;
    isUnknown &&= byte === 0xff;
  }
  return { value: isUnknown ? undefined : value, end: at + length };
}

/** A whole number as an element holds it, of up to eight bytes. */
export function wholeAt(view: DataView, at: number, length: number): number {
  let value = 0;
  for (let index = at; index < Math.min(at + length, view.byteLength); index++) {
    value = value * 256 + view.getUint8(index);
  }
  return value;
}

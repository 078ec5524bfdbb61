import { type ByteReader, viewAt } from "./byte-reader";

const EBML = 0x1a45dfa3;
const SEGMENT = 0x18538067;

/**
 * How many bytes a WebM or Matroska file says it has. More than it really has means that its end is missing.
 * @returns `undefined` when the file is of another kind or does not say
 */
export async function declaredBytes(file: ByteReader): Promise<number | undefined> {
  const head = await viewAt(file, 0, 256);
  if (!head || head.byteLength < 12 || head.getUint32(0) !== EBML) return undefined;
  const preface = numberAt(head, 4);
  if (!preface) return undefined;
  const start = preface.end + (preface.value ?? 0);
  if (start + 12 > head.byteLength || head.getUint32(start) !== SEGMENT) return undefined;
  const size = numberAt(head, start + 4);
  return size?.value === undefined ? undefined : size.end + size.value;
}

/** A number of Matroska's: the leading zero bits of the first byte say how many bytes follow. All ones: unknown. */
function numberAt(from: DataView, at: number): { value: number | undefined; end: number } | undefined {
  const first = at < from.byteLength ? from.getUint8(at) : 0;
  const length = Math.clz32(first) - 23;
  if (length > 8 || at + length > from.byteLength) return undefined;
  let value = first & (0xff >> length);
  let isUnknown = value === 0xff >> length;
  for (let index = at + 1; index < at + length; index++) {
    const byte = from.getUint8(index);
    value = value * 256 + byte;
    isUnknown &&= byte === 0xff;
  }
  return { value: isUnknown ? undefined : value, end: at + length };
}

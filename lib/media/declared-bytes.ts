import type { FileHandle } from "node:fs/promises";

const SEGMENT = 0x18538067;

/**
 * How many bytes a file says it has: by its outermost boxes (MP4, MOV) or by its segment (WebM, Matroska). More than it
 * really has means that its end is missing, also where the index stands at the start and reads well.
 * @returns `undefined` when the file is of another kind or does not say
 */
export async function declaredBytes(file: FileHandle, bytes: number): Promise<number | undefined> {
  const head = await read(file, 0, 12);
  if (head.length < 12) return undefined;
  if (head.readUInt32BE(0) === 0x1a45dfa3) return endOfSegment(file);
  return /^[\w ]{4}$/.test(head.toString("latin1", 4, 8)) ? endOfBoxes(file, bytes) : undefined;
}

/** @see https://www.w3.org/TR/mse-byte-stream-format-isobmff/ for the boxes */
async function endOfBoxes(file: FileHandle, bytes: number): Promise<number | undefined> {
  let at = 0;
  while (at + 8 <= bytes) {
    const head = await read(file, at, 16);
    const short = head.readUInt32BE(0);
    // 0: the box reaches to the end of the file; 1: its size stands in the next eight bytes.
    if (short === 0) return bytes;
    if (short === 1 && head.length < 16) return at + 16;
    const size = short === 1 ? Number(head.readBigUInt64BE(8)) : short;
    if (size < 8) return undefined;
    at += size;
  }
  return at;
}

async function endOfSegment(file: FileHandle): Promise<number | undefined> {
  const head = await read(file, 0, 256);
  const preface = numberAt(head, 4);
  if (!preface) return undefined;
  const start = preface.end + (preface.value ?? 0);
  if (start + 12 > head.length || head.readUInt32BE(start) !== SEGMENT) return undefined;
  const size = numberAt(head, start + 4);
  return size?.value === undefined ? undefined : size.end + size.value;
}

/** A number of Matroska's: the leading zero bits of the first byte say how many bytes follow. All ones: unknown. */
function numberAt(from: Buffer, at: number): { value: number | undefined; end: number } | undefined {
  const length = Math.clz32(from[at] ?? 0) - 23;
  if (length > 8 || at + length > from.length) return undefined;
  let value = (from[at] ?? 0) & (0xff >> length);
  let isUnknown = value === 0xff >> length;
  for (const byte of from.subarray(at + 1, at + length)) {
    value = value * 256 + byte;
    isUnknown &&= byte === 0xff;
  }
  return { value: isUnknown ? undefined : value, end: at + length };
}

async function read(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, at);
  return buffer.subarray(0, bytesRead);
}

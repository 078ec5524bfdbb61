import type { FileHandle } from "node:fs/promises";
import { CustomSource } from "mediabunny";

/** Larger than any index or cluster that was not made to fill its reader's memory, bytes. */
const MOST_AT_ONCE = 64 << 20;
/** How many times a file may be read through, and how many bytes more a small one may ask for. */
const MOST_TIMES = 8;
const MOST_SMALL = 16 << 20;
/** Pieces that may be asked for, and one more for so many bytes of the file. */
const MOST_PIECES = 20_000;
const PIECE = 500;
/** The last bytes of a file of fragments say where an index of them is. */
const POINTER = 4;

/** Reads a file for somebody who trusts whatever it says: no more of it than a real video needs. @throws RangeError */
export function boundedRead(file: FileHandle, bytes: number) {
  let left = MOST_TIMES * bytes + MOST_SMALL;
  let pieces = MOST_PIECES + bytes / PIECE;
  return async (start: number, end: number): Promise<Uint8Array> => {
    left -= end - start;
    if (end - start > MOST_AT_ONCE || left < 0 || --pieces < 0) {
      throw new RangeError("More is asked for than there can be.");
    }
    const { buffer, bytesRead } = await file.read(Buffer.alloc(end - start), 0, end - start, start);
    return buffer.subarray(0, bytesRead);
  };
}

/**
 * Of a WebM nothing is kept: a reader that goes in circles between two of its places would be answered out of memory, for ever.
 * Of boxes thousands of small pieces are read, which are quicker together; but where the index of fragments is, which would be
 * searched once for each of its wrong entries, is hidden.
 */
export function boundedSource(file: FileHandle, bytes: number, isWebm: boolean): CustomSource {
  const read = boundedRead(file, bytes);
  const pointer = bytes - POINTER;
  const readBoxes = async (start: number, end: number) => {
    const found = await read(start, end);
    return end > pointer ? found.fill(0, Math.max(0, pointer - start)) : found;
  };
  return new CustomSource({
    ...{ getSize: () => bytes, read: isWebm ? read : readBoxes },
    ...(isWebm ? { maxCacheSize: 0 } : { prefetchProfile: "fileSystem" }),
    // What was only read ahead may be missing.
    handleUnhandledError: () => {},
  });
}

/** How every WebM and Matroska file begins. */
export async function isMatroska(file: FileHandle): Promise<boolean> {
  const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
  return buffer.readUInt32BE() === 0x1a45dfa3;
}

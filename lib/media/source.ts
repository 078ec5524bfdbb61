import { CustomSource } from "mediabunny";
import type { ByteReader } from "./byte-reader";

/** Larger than any index or cluster. Whoever asks for more at once would hold all that is in it in memory, in pieces. */
const MOST_AT_ONCE = 64 << 20;
/** How many times a file may be read through; what asks for more goes in circles. */
const MOST_TIMES = 8;
const MOST_SMALL = 16 << 20;
/** Pieces that may be asked for, and one more for so many bytes: what asks for more goes in circles between two places. */
const MOST_PIECES = 20_000;
const PIECE = 500;
/** The last bytes of a file of fragments say where an index of them is. */
const POINTER = 4;

/**
 * The bytes of a file for the reader of containers, which trusts whatever they say: no more than a real file needs.
 * @param kind of boxes its index of fragments is hidden, which would be searched once for each wrong entry. Of Matroska
 *   nothing is kept: looking for the next part behind bytes that are none, the reader asks for the last eight of them for
 *   ever, which only shows here.
 */
export function sourceOf(file: ByteReader, kind: "boxes" | "matroska" | "other"): CustomSource {
  const hidesIndex = kind === "boxes";
  let left = MOST_TIMES * file.bytes + MOST_SMALL;
  let pieces = MOST_PIECES + file.bytes / PIECE;
  const read = async (start: number, end: number): Promise<Uint8Array> => {
    left -= end - start;
    if (end - start > MOST_AT_ONCE || left < 0 || --pieces < 0)
      throw new RangeError("More is asked for than there can be.");
    const bytes = await file.read(start, end);
    const pointer = file.bytes - POINTER - start;
    if (!hidesIndex || end <= file.bytes - POINTER) return bytes;
    return bytes.slice().fill(0, Math.max(0, pointer));
  };
  return new CustomSource({
    getSize: () => file.bytes,
    read,
    prefetchProfile: file.isFar || kind === "matroska" ? "none" : "fileSystem",
    ...(kind === "matroska" ? { maxCacheSize: 0 } : {}),
    // Of bytes that were read ahead, and that nobody asked for.
    handleUnhandledError: () => {},
  });
}

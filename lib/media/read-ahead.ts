import type { ByteReader } from "./byte-reader";

/** Bytes that come at once at least. */
const BLOCK = 1 << 14;
/** Blocks that come at once where one is read after the other. */
const MOST_AHEAD = 64;
/** Blocks that are kept: the heads of four thousand fragments. */
const MOST_KEPT = 4096;

/**
 * A far file, of which each request takes its time: small pieces are read in blocks, more of them at once as long as they
 * follow each other, and are kept for whoever looks at the same place again.
 */
export function readingAhead(file: ByteReader): ByteReader {
  const kept = new Map<number, Promise<Uint8Array>>();
  let next = -1;
  let ahead = 1;

  function fetchFrom(first: number, needed: number): void {
    ahead = first === next ? Math.min(ahead * 2, MOST_AHEAD) : 1;
    let count = 1;
    while (count < Math.max(needed, ahead) && !kept.has(first + count)) count++;
    const blocks = Math.min(count, Math.ceil(file.bytes / BLOCK) - first);
    const read = file.read(first * BLOCK, Math.min((first + blocks) * BLOCK, file.bytes));
    for (let block = 0; block < blocks; block++) {
      const bytes = read.then((all) => all.slice(block * BLOCK, (block + 1) * BLOCK));
      // Whoever asks again asks the store again.
      bytes.catch(() => kept.delete(first + block));
      kept.set(first + block, bytes);
    }
    next = first + blocks;
  }

  return {
    ...file,
    read: async (from, to) => {
      const [start, end] = [Math.max(0, from), Math.min(to, file.bytes)];
      if (end <= start) return new Uint8Array(0);
      if (end - start > BLOCK * MOST_AHEAD) return file.read(start, end);
      const [first, last] = [Math.floor(start / BLOCK), Math.floor((end - 1) / BLOCK)];
      const parts: Promise<Uint8Array>[] = [];
      for (let block = first; block <= last; block++) {
        if (!kept.has(block)) fetchFrom(block, last - block + 1);
        parts.push(kept.get(block) as Promise<Uint8Array>);
      }
      for (const block of kept.keys()) {
        if (kept.size <= MOST_KEPT) break;
        kept.delete(block);
      }
      return cutOut(await Promise.all(parts), start - first * BLOCK, end - start);
    },
  };
}

function cutOut(parts: readonly Uint8Array[], from: number, length: number): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all.subarray(from, from + length);
}

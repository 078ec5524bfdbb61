/**
 * The bytes of a file, wherever it is: in a browser, on a disk, in a bucket. Nothing is read before it is asked for.
 */
export type ByteReader = {
  /** The size of the whole file. */
  bytes: number;
  /** The bytes from `start` up to but not including `end`; fewer where the file ends before. */
  read: (start: number, end: number) => Promise<Uint8Array>;
  /** Each reading takes long, as over a network: then more is read at once. */
  isFar?: boolean;
  /**
   * The file as a stream from a place on, where thousands of small readings take longer than all of its bytes. `most`: the
   * size up to which that is worth the time.
   */
  through?: { most: number; pour: (from: number) => Promise<ReadableStream<Uint8Array>> };
};

/** A browser lets about a gigabyte run past in half a second; a hundred small readings take as long. */
const BROWSER_MOST = 1_500_000_000;

/** A file that a person has chosen, in the browser. */
export const blobReader = (blob: Blob): ByteReader => ({
  bytes: blob.size,
  read: async (start, end) => new Uint8Array(await blob.slice(start, end).arrayBuffer()),
  through: { most: BROWSER_MOST, pour: async (from) => blob.slice(from).stream() },
});

/** What stands at `at`, as a view; `undefined` where the file ends before. */
export async function viewAt(file: ByteReader, at: number, length: number): Promise<DataView | undefined> {
  if (at < 0 || at >= file.bytes) return undefined;
  const bytes = await file.read(at, Math.min(at + length, file.bytes));
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Characters of one byte each, such as the name of a box. */
export function nameAt(view: DataView, at: number, length = 4): string {
  let name = "";
  for (let index = at; index < at + length && index < view.byteLength; index++)
    name += String.fromCharCode(view.getUint8(index));
  return name;
}

/**
 * How many bytes of a file are hashed at a time. A browser hashes only what it holds in memory, so whole files of
 * gigabytes are told apart by the hash of the hashes of their pieces.
 */
export const PIECE_BYTES = 8 << 20;

/** SHA-256, as browsers and Node offer it alike. */
export type HashBytes = (bytes: Uint8Array<ArrayBuffer>) => Promise<ArrayBuffer>;

/**
 * A file's checksum as a browser can compute it at constant memory: SHA-256 over the SHA-256 of each piece, in order.
 * @param read the bytes from `start` up to but not including `end`
 * @returns 64 hexadecimal digits
 */
export async function piecesChecksum(
  bytes: number,
  read: (start: number, end: number) => Promise<Uint8Array<ArrayBuffer>>,
  hash: HashBytes,
): Promise<string> {
  const hashes = new Uint8Array(32 * Math.ceil(bytes / PIECE_BYTES));
  for (let start = 0; start < bytes; start += PIECE_BYTES) {
    const piece = await hash(await read(start, Math.min(start + PIECE_BYTES, bytes)));
    hashes.set(new Uint8Array(piece), (start / PIECE_BYTES) * 32);
  }
  const whole = new Uint8Array(await hash(hashes));
  return Array.from(whole, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

import { createHash, type Hash } from "node:crypto";
import { PIECE_BYTES } from "./pieces";
import type { Storage } from "./storage";

/** `pieces`: what the browser computes, see lib/storage/pieces. Both in hexadecimal digits. */
export type Checksums = { bytes: number; sha256: string; pieces: string };

/** Reads a stored file once, at constant memory, and hashes it both ways. */
export const checksumsOf = async (storage: Storage, mediaId: string): Promise<Checksums> =>
  checksumsIn(await storage.openRange(mediaId, null));

/** The same of bytes wherever they come from. */
export async function checksumsIn(parts: AsyncIterable<Uint8Array>): Promise<Checksums> {
  const whole = createHash("sha256");
  const list = createHash("sha256");
  let piece: Hash = createHash("sha256");
  let [bytes, left] = [0, PIECE_BYTES];
  for await (const part of parts) {
    whole.update(part);
    bytes += part.byteLength;
    for (let rest = part; rest.byteLength > 0; ) {
      const now = rest.subarray(0, left);
      piece.update(now);
      left -= now.byteLength;
      rest = rest.subarray(now.byteLength);
      if (left > 0) continue;
      list.update(piece.digest());
      piece = createHash("sha256");
      left = PIECE_BYTES;
    }
  }
  if (left < PIECE_BYTES) list.update(piece.digest());
  return { bytes, sha256: whole.digest("hex"), pieces: list.digest("hex") };
}

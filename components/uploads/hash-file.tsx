import { type HashBytes, piecesChecksum } from "#lib/storage/pieces";
import { readBytes } from "./can-read";

const END_BYTES = 64 << 10;
/** How many places of a file are compared where there is no hashing. */
const PLACES = 32;

// Pages that are not served over https have no hashing; then the server looks alone.
const hashBytes = (): HashBytes | undefined => {
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  return subtle && ((bytes) => subtle.digest("SHA-256", bytes));
};

/** Can what arrives be compared here with what was read? */
export const canHash = (): boolean => hashBytes() !== undefined;

/** The checksum of lib/storage/pieces; null where this browser cannot hash. Reads the whole file, 8 MB at a time. */
export async function checksumOfFile(file: File): Promise<string | null> {
  const hash = hashBytes();
  return hash ? piecesChecksum(file.size, (start, end) => readBytes(file, start, end), hash) : null;
}

const hexOf = (bytes: ArrayBuffer) =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");

/**
 * Tells at once whether a file may be the one from before. Reads its beginning and its end; where this browser cannot hash,
 * nothing is compared when it has all arrived, so it reads places in between too.
 */
export async function fingerprintOf(file: File): Promise<string> {
  const hash = hashBytes();
  const ends = [0, Math.max(0, file.size - END_BYTES)];
  const between = Array.from({ length: PLACES }, (_, index) => Math.floor((file.size * index) / PLACES));
  const starts = hash ? ends : [...ends, ...between];
  const parts = await Promise.all(starts.map((start) => readBytes(file, start, start + END_BYTES)));
  if (!hash) return sumOf(parts);
  const hashes = await Promise.all(parts.map(hash));
  return hashes.map(hexOf).join("");
}

/** FNV-1a: tells files apart that nobody has made alike on purpose. */
function sumOf(parts: readonly Uint8Array[]): string {
  let sum = 0x811c9dc5;
  for (const part of parts) for (const byte of part) sum = Math.imul(sum ^ byte, 0x01000193);
  return `sum-${(sum >>> 0).toString(16)}`;
}

import { type ByteReader, nameAt, viewAt } from "./byte-reader";
import { exifAt, shownSize } from "./exif";

type Size = { width: number; height: number };

/** Bytes read at a time while the end is looked for. */
const STEP = 1 << 20;
/** Segments in front of the picture: notes of cameras and editors, 64 kB each at most. */
const MOST_SEGMENTS = 2000;

/**
 * A JPEG's size as shown, and whether its end is there.
 * @see https://www.w3.org/Graphics/JPEG/itu-t81.pdf
 */
export async function jpegOf(file: ByteReader): Promise<{ size: Size; isWhole: boolean }> {
  let at = 2;
  let orientation = 1;
  let size: Size = { width: 0, height: 0 };
  for (let segment = 0; segment < MOST_SEGMENTS; segment++) {
    const head = await viewAt(file, at, 32);
    if (!head || head.byteLength < 4 || head.getUint8(0) !== 0xff) break;
    const marker = head.getUint8(1);
    // Any number of these may stand between segments.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = head.getUint16(2);
    if (marker === 0xda) return { size: shownSize(size, orientation), isWhole: await hasEnd(file, at) };
    if (isSize(marker) && head.byteLength >= 9) {
      size = { width: head.getUint16(7), height: head.getUint16(5) };
    } else if (marker === 0xe1 && length > 8 && nameAt(head, 4) === "Exif") {
      const notes = await viewAt(file, at + 10, Math.min(length - 8, 4096));
      orientation = (notes && exifAt(notes, 0)?.orientation) ?? orientation;
    }
    at += 2 + length;
  }
  return { size: shownSize(size, orientation), isWhole: false };
}

/** Start of frame, of all kinds; three numbers in between mean something else. */
const isSize = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/**
 * Whether the picture's end mark stands behind its start. It is looked for at the end first; phones put films and maps
 * behind it, so that elsewhere the whole rest has to be searched. Within the picture the mark cannot stand by chance.
 */
async function hasEnd(file: ByteReader, from: number): Promise<boolean> {
  const tail = await file.read(Math.max(from, file.bytes - 4096), file.bytes);
  if (findEnd(tail)) return true;
  for (let at = from; at < file.bytes; at += STEP) {
    if (findEnd(await file.read(at, Math.min(at + STEP + 1, file.bytes)))) return true;
  }
  return false;
}

function findEnd(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(0xff); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    if (bytes[at + 1] === 0xd9) return true;
  }
  return false;
}

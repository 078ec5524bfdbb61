import type { PhotoFacts } from "#lib/db/json";
import { outlineOf } from "./boxes";
import { type ByteReader, nameAt, viewAt } from "./byte-reader";
import { exifAt, shownSize } from "./exif";
import { jpegOf } from "./jpeg";

/** What was found in a photo's head and end; `isWhole` is false when its end is missing. */
export type LookedAtPhoto = { facts: PhotoFacts; isWhole: boolean };

type Format = PhotoFacts["format"];
type Size = { width: number; height: number };

/** Bytes of the head that are read: enough for the header of every format but a JPEG with large notes in front. */
const HEAD = 4096;
/** Bytes at the end in which a format's last mark stands, whatever a camera or an editor has put behind it. */
const TAIL = 4096;

/**
 * Measures a photo by a few of its bytes, without decoding it: its format by content, its size as shown.
 * @returns `undefined` when the file is no photo of a kind that we know
 */
export async function measurePhoto(file: ByteReader): Promise<LookedAtPhoto | undefined> {
  const head = await viewAt(file, 0, HEAD);
  if (!head || head.byteLength < 12) return undefined;
  if (head.getUint16(0) === 0xffd8 && head.getUint8(2) === 0xff) {
    const jpeg = await jpegOf(file);
    return { facts: facts("jpeg", "image/jpeg", jpeg.size), isWhole: jpeg.isWhole };
  }
  if (head.getUint32(0) === 0x89504e47 && nameAt(head, 12) === "IHDR") return png(file, head);
  if (nameAt(head, 0) === "RIFF" && nameAt(head, 8) === "WEBP") return webp(file, head);
  if (nameAt(head, 0, 3) === "GIF") return gif(file, head);
  if (nameAt(head, 4) === "ftyp") return pictureInBoxes(file, head);
  return otherKinds(file, head);
}

const facts = (
  format: Format,
  mimeType: string,
  { width, height }: Size,
  isAnimated = false,
): PhotoFacts => ({
  kind: "photo",
  ...{ format, mimeType, width, height, isAnimated },
});

/** @see https://www.w3.org/TR/png-3/ */
async function png(file: ByteReader, head: DataView): Promise<LookedAtPhoto> {
  const size = { width: sizeAt(head, 16), height: sizeAt(head, 20) };
  const tail = await viewAt(file, Math.max(0, file.bytes - TAIL), TAIL);
  const text = nameAt(head, 0, HEAD);
  const moves = text.indexOf("acTL");
  const pictures = text.indexOf("IDAT");
  const isAnimated = moves > 0 && (pictures < 0 || moves < pictures);
  const isWhole = tail !== undefined && nameAt(tail, 0, TAIL).includes("IEND");
  return { facts: facts("png", "image/png", size, isAnimated), isWhole };
}

const sizeAt = (view: DataView, at: number) => (at + 4 <= view.byteLength ? view.getUint32(at) : 0);

/** @see https://developers.google.com/speed/webp/docs/riff_container */
async function webp(file: ByteReader, head: DataView): Promise<LookedAtPhoto> {
  const isWhole = head.getUint32(4, true) + 8 <= file.bytes;
  const three = (at: number) => head.getUint16(at, true) | (head.getUint8(at + 2) << 16);
  const kind = nameAt(head, 12);
  let size: Size = { width: 0, height: 0 };
  let isAnimated = false;
  if (head.byteLength < 30) return { facts: facts("webp", "image/webp", size), isWhole: false };
  if (kind === "VP8X") {
    isAnimated = (head.getUint8(20) & 0x02) !== 0;
    size = { width: three(24) + 1, height: three(27) + 1 };
    if (head.getUint8(20) & 0x08) size = shownSize(size, await orientationInWebp(file));
  } else if (kind === "VP8L") {
    const bits = head.getUint32(21, true);
    size = { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  } else if (kind === "VP8 ") {
    size = { width: head.getUint16(26, true) & 0x3fff, height: head.getUint16(28, true) & 0x3fff };
  }
  return { facts: facts("webp", "image/webp", size, isAnimated), isWhole };
}

async function orientationInWebp(file: ByteReader): Promise<number> {
  let at = 12;
  for (let chunk = 0; chunk < 1000; chunk++) {
    const view = await viewAt(file, at, 2048);
    if (!view || view.byteLength < 16) return 1;
    const length = view.getUint32(4, true);
    if (nameAt(view, 0) === "EXIF") {
      const start = nameAt(view, 8) === "Exif" ? 14 : 8;
      return exifAt(view, start)?.orientation ?? 1;
    }
    at += 8 + length + (length % 2);
  }
  return 1;
}

/** @see https://www.w3.org/Graphics/GIF/spec-gif89a.txt */
async function gif(file: ByteReader, head: DataView): Promise<LookedAtPhoto> {
  const size = { width: head.getUint16(6, true), height: head.getUint16(8, true) };
  const tail = await file.read(Math.max(0, file.bytes - 64), file.bytes);
  const isAnimated = nameAt(head, 0, HEAD).includes("NETSCAPE2.0");
  // The last mark, and nothing behind it but padding.
  const isWhole = tail.findLast((byte) => byte !== 0) === 0x3b;
  return { facts: facts("gif", "image/gif", size, isAnimated), isWhole };
}

const HEIC = new Set(["heic", "heix", "heim", "heis", "hevc", "hevx"]);
const AVIF = new Set(["avif", "avis"]);

/** HEIC and AVIF: photos in the boxes that videos use. @see https://aomediacodec.github.io/av1-avif/ */
async function pictureInBoxes(file: ByteReader, head: DataView): Promise<LookedAtPhoto | undefined> {
  const end = Math.min(head.getUint32(0), head.byteLength, 256);
  const brands = [nameAt(head, 8)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(nameAt(head, at));
  const isAvif = brands.some((brand) => AVIF.has(brand));
  const isHeic = brands.some((brand) => HEIC.has(brand));
  if (!isAvif && !isHeic && brands[0] !== "mif1") return undefined;
  // A video names such brands only beside its own.
  const isPicture = isAvif || isHeic ? /^(avi[fs]|hei[cxms]|hev[cx]|m[is]f1)$/.test(brands[0] ?? "") : true;
  if (!isPicture) return undefined;
  const outline = await outlineOf(file);
  const meta = outline?.boxes.find(({ name }) => name === "meta");
  const view = meta && (await viewAt(file, meta.start, Math.min(meta.end - meta.start, 1 << 20)));
  const size = view ? largestPicture(view) : { width: 0, height: 0 };
  const isAnimated = brands[0] === "avis" || brands[0] === "msf1" || brands[0] === "hevc";
  const isWhole = meta !== undefined && (outline?.declared ?? 0) <= file.bytes;
  const [format, type] = isAvif ? (["avif", "image/avif"] as const) : (["heic", "image/heic"] as const);
  return { facts: facts(format, type, size, isAnimated), isWhole };
}

/** Phones store a photo as tiles beside its whole size, which is the largest one. `irot` turns by quarters. */
function largestPicture(view: DataView): Size {
  const text = nameAt(view, 0, view.byteLength);
  let size: Size = { width: 0, height: 0 };
  for (let at = text.indexOf("ispe"); at >= 0; at = text.indexOf("ispe", at + 4)) {
    const found = { width: sizeAt(view, at + 8), height: sizeAt(view, at + 12) };
    if (found.width * found.height > size.width * size.height) size = found;
  }
  const turn = text.indexOf("irot");
  const quarters = turn >= 0 && turn + 4 < view.byteLength ? view.getUint8(turn + 4) & 3 : 0;
  return shownSize(size, quarters % 2 ? 6 : 1);
}

/** Kinds that TikTok never takes, known so that they can be told and converted. */
function otherKinds(file: ByteReader, head: DataView): LookedAtPhoto | undefined {
  const tiff = exifAt(head, 0);
  if (tiff) {
    return { facts: facts("other", "image/tiff", shownSize(tiff, tiff.orientation)), isWhole: true };
  }
  if (nameAt(head, 0, 2) !== "BM" || head.byteLength < 26 || head.getUint32(6, true) !== 0) return undefined;
  const size = { width: head.getInt32(18, true), height: Math.abs(head.getInt32(22, true)) };
  return { facts: facts("other", "image/bmp", size), isWhole: head.getUint32(2, true) <= file.bytes };
}

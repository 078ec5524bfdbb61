import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { locateMedia } from "./locate";
import { statFile } from "./stat-file";

/** A part of a file, both ends included, in bytes. */
export type Range = { start: number; end: number };

/**
 * The one range that a `Range` header asks for; `null` to send all, `"unsatisfiable"` when it lies outside the file.
 * Several ranges at once are answered with all, as RFC 9110 section 14.2 allows.
 */
export function parseRange(header: string | null, bytes: number): Range | null | "unsatisfiable" {
  const match = header?.trim().match(/^bytes=(\d*)-(\d*)$/);
  if (!match || (match[1] === "" && match[2] === "")) return null;
  const [, from = "", to = ""] = match;
  if (from === "") {
    const last = Number(to);
    return last > 0 && bytes > 0 ? { start: Math.max(0, bytes - last), end: bytes - 1 } : "unsatisfiable";
  }
  const start = Number(from);
  const end = to === "" ? bytes - 1 : Math.min(Number(to), bytes - 1);
  if (to !== "" && Number(to) < start) return null;
  return start < bytes ? { start, end } : "unsatisfiable";
}

/** How many bytes a stored file has on disk; `undefined` when it is gone. */
export async function sizeOf(mediaFolder: string, mediaId: string): Promise<number | undefined> {
  return (await statFile(locateMedia(mediaFolder, mediaId)))?.size;
}

/** The bytes of a stored file, or a part of them, as a web stream at constant memory. */
export function openRange(
  mediaFolder: string,
  mediaId: string,
  range: Range | null,
): ReadableStream<Uint8Array> {
  const options = { ...range, highWaterMark: 1 << 18 };
  return Readable.toWeb(
    createReadStream(locateMedia(mediaFolder, mediaId), options),
  ) as ReadableStream<Uint8Array>;
}

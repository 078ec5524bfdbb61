import { type ByteReader, nameAt, viewAt } from "./byte-reader";

/**
 * A file that is not read here, recognised by how it begins. `video`: a kind that TikTok doesn't take and that ffmpeg reads;
 * `sound`: the same without a picture; `document`: no video at all, with what it is called.
 */
export type Foreign =
  | { kind: "video"; mimeType: string; declared?: number }
  | { kind: "sound" }
  | { kind: "document"; name: string };

/** Bytes of the head in which every mark stands that is looked for. */
const HEAD = 8192;

/** What a video of each kind is to ffmpeg, which opens it as nothing else. */
export const FOREIGN_FORMATS: Readonly<Record<string, string>> = {
  "video/x-msvideo": "avi",
  "video/x-flv": "flv",
  "video/x-ms-wmv": "asf",
  "video/mpeg": "mpeg",
  "video/ogg": "ogg",
};

/** @returns `undefined` when it is none of those that are known */
export async function foreignOf(file: ByteReader): Promise<Foreign | undefined> {
  const head = await viewAt(file, 0, HEAD);
  if (!head || head.byteLength < 4) return undefined;
  const text = nameAt(head, 0, HEAD);
  const video = (mimeType: string, hasPicture: boolean): Foreign =>
    hasPicture ? { kind: "video", mimeType } : { kind: "sound" };
  if (text.startsWith("RIFF") && text.startsWith("AVI ", 8)) {
    const avi = video("video/x-msvideo", text.includes("strh") ? text.includes("vids") : true);
    return avi.kind === "video" ? { ...avi, declared: riffBytes(head) } : avi;
  }
  // Written live, it may not say what will be in it.
  if (text.startsWith("FLV\x01")) return video("video/x-flv", head.getUint8(4) !== 4);
  if (text.startsWith(ASF)) return video("video/x-ms-wmv", text.includes(ASF_PICTURE));
  if (text.startsWith("\x00\x00\x01\xba")) return video("video/mpeg", true);
  if (text.startsWith("OggS") && OGG_PICTURES.some((mark) => text.includes(mark))) {
    return video("video/ogg", true);
  }
  const name = documentName(text, file.bytes);
  return name === undefined ? undefined : { kind: "document", name };
}

/** @see https://learn.microsoft.com/en-us/windows/win32/wmformat/overview-of-the-asf-format */
const ASF = "\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\x00\xaa\x00\x62\xce\x6c";
const ASF_PICTURE = "\xc0\xef\x19\xbc\x4d\x5b\xcf\x11\xa8\xfd\x00\x80\x5f\x5c\x44\x2b";
/** Theora, VP8, Dirac, and what DivX put into Ogg. */
const OGG_PICTURES = ["\x80theora", "OVP80", "BBCD\x00", "\x01video\x00"];

/** Where the first part of an AVI ends; what was never closed doesn't say. */
function riffBytes(head: DataView): number | undefined {
  const size = head.byteLength >= 8 ? head.getUint32(4, true) : 0;
  return size === 0 || size === 0xffffffff ? undefined : size + 8;
}

function documentName(text: string, bytes: number): string | undefined {
  if (text.startsWith("%PDF-")) return "a PDF document";
  if (text.startsWith("PK\x03\x04") || text.startsWith("PK\x05\x06")) return "a ZIP archive";
  return isText(text, bytes) ? "text" : undefined;
}

/** Words in any language: none of the control characters that only machines write, and letters that UTF-8 knows. */
function isText(text: string, bytes: number): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: their absence is what is looked for
  if (/[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]/.test(text)) return false;
  const start = Uint8Array.from(text, (character) => character.charCodeAt(0));
  try {
    // A letter may be cut in two where the head ends.
    new TextDecoder("utf-8", { fatal: true }).decode(start, { stream: bytes > start.length });
    return true;
  } catch {
    return false;
  }
}

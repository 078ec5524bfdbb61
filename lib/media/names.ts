import { type FileFacts, isPhoto, type MediaFacts, type PhotoFacts } from "#lib/db/json";
import { lengthText } from "#lib/errors/measure";

const CONTAINER_NAMES: Record<string, string> = {
  "video/mp4": "MP4",
  "video/quicktime": "MOV",
  "video/webm": "WebM",
  "video/x-matroska": "Matroska (MKV)",
  "video/mp2t": "MPEG-TS",
  "video/ogg": "Ogg",
  "video/x-msvideo": "AVI",
  "video/x-flv": "FLV",
  "video/x-ms-wmv": "Windows Media (WMV)",
  "video/mpeg": "MPEG",
  "video/3gpp": "3GP",
};
const CODEC_NAMES: Record<string, string> = {
  avc: "H.264",
  hevc: "H.265",
  vp8: "VP8",
  vp9: "VP9",
  av1: "AV1",
  prores: "ProRes",
};

export const containerName = (facts: MediaFacts): string =>
  CONTAINER_NAMES[facts.mimeType] ?? (facts.mimeType.split("/")[1] || "an unknown kind");
export const codecName = ({ videoCodec }: MediaFacts): string =>
  CODEC_NAMES[videoCodec ?? ""] ?? videoCodec ?? "an unknown coding";
export const pictureText = (facts: { width: number; height: number }): string =>
  `${facts.width} × ${facts.height}`;

/** What a file is, as far as it is known: "0:42", "1080 × 1920"; of a video that could not be read, "AVI". */
export function factsWords(facts: FileFacts): string[] {
  if (isPhoto(facts)) return [pictureText(facts)];
  return facts.isUnread ? [containerName(facts)] : [lengthText(facts.seconds), pictureText(facts)];
}

export const soundName = ({ audioCodec }: MediaFacts): string =>
  ({ opus: "Opus", mp3: "MP3", vorbis: "Vorbis", flac: "FLAC", ac3: "AC-3", eac3: "E-AC-3" })[
    audioCodec ?? ""
  ] ?? (audioCodec?.startsWith("pcm") ? "uncompressed sound" : (audioCodec ?? "no sound"));

const PHOTO_NAMES: Record<string, string> = {
  "image/jpeg": "JPEG",
  "image/webp": "WebP",
  "image/png": "PNG",
  "image/gif": "GIF",
  "image/heic": "HEIC",
  "image/avif": "AVIF",
  "image/bmp": "BMP",
  "image/tiff": "TIFF",
};

export const photoFormatName = ({ mimeType }: PhotoFacts): string =>
  PHOTO_NAMES[mimeType] ?? (mimeType.startsWith("video/") ? "a video" : "an unknown kind");

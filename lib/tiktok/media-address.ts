/**
 * From where TikTok fetches files: a public address of ours that has been proved to TikTok as ours.
 * @see https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide
 */
export type MediaAddress = {
  /** Videos are fetched too, at the first try. */
  forVideos: boolean;
  /** The address of one file of one attempt. `index` counts the post's files from 0. */
  of(mediaKey: string, index: number, mimeType: string): string;
};

/** The path under which attempts' files and TikTok's proof of ownership are served. */
export const MEDIA_PATH = "/media";

const ENDINGS: Record<string, string> = {
  "image/jpeg": "jpg",
  "image/webp": "webp",
  "video/mp4": "mp4",
  "video/quicktime": "mov",
  "video/webm": "webm",
};

/** The address that the installation's settings name; null where they name none. */
export function mediaAddress(settings: {
  MEDIA_URL: string;
  VIDEO_TRANSFER: "upload" | "pull";
}): MediaAddress | null {
  const base = settings.MEDIA_URL;
  if (!base) return null;
  return {
    forVideos: settings.VIDEO_TRANSFER === "pull",
    of: (mediaKey, index, mimeType) =>
      `${base}${MEDIA_PATH}/${mediaKey}/${index}.${ENDINGS[mimeType] ?? "bin"}`,
  };
}

/** The name and content of the file by which TikTok sees that an address is ours; `undefined` without a signature. */
export function signatureFile(signature: string): { name: string; content: string } | undefined {
  if (!signature) return undefined;
  return { name: `tiktok${signature}.txt`, content: signatureText(signature) };
}

/** What the file says, and what a DNS record of the domain says in its place. */
export const signatureText = (signature: string): string =>
  `tiktok-developers-site-verification=${signature}`;

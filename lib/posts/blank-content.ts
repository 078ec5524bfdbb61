import type { PhotoSet, PostContent } from "#lib/db/json";

/** A carousel before its first photo. */
export const emptyPhotos = (): PhotoSet => ({ mediaIds: [], title: "", coverIndex: 0, autoAddMusic: false });

/**
 * A new post: everything that TikTok forbids to preset is off or not chosen.
 * @see https://developers.tiktok.com/doc/content-sharing-guidelines
 */
export function emptyContent(): PostContent {
  return {
    kind: "video",
    mode: "direct",
    mediaId: null,
    caption: "",
    privacy: null,
    allowComment: false,
    allowDuet: false,
    allowStitch: false,
    discloses: false,
    yourBrand: false,
    brandedContent: false,
    aiGenerated: false,
    coverMs: 0,
  };
}

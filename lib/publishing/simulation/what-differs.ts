import { isDeepStrictEqual } from "node:util";
import type { ClaimedPost } from "../ports";
import type { ModelPublish } from "./model-tiktok";

/**
 * Compares what TikTok was asked for, on whose profile, and whose bytes it got, with what was agreed to. Worded once more from TikTok's own
 * pages rather than with the product's words: those could only agree with themselves.
 */
export function whatDiffers(
  { creatorId, revision: { content, files } }: Pick<ClaimedPost, "creatorId" | "revision">,
  publish: Pick<ModelPublish, "creatorId" | "asked" | "mediaIds">,
): string | undefined {
  if (publish.creatorId !== creatorId) return `on ${publish.creatorId}'s profile, agreed ${creatorId}'s`;
  const { source_info: source, ...asked } = publish.asked as { source_info: Record<string, unknown> };
  const agreed = content.kind === "photo" ? photosSay(content) : videoSays(content);
  if (!isDeepStrictEqual(asked, agreed))
    return `asked ${JSON.stringify(asked)}, agreed ${JSON.stringify(agreed)}`;
  const [file] = files;
  if (content.kind === "photo" && source.photo_cover_index !== content.photos?.coverIndex)
    return "another cover";
  if (source.source === "FILE_UPLOAD" && source.video_size !== file?.bytes) return "a file of another size";
  const others = [...publish.mediaIds].filter((id) => id !== file?.mediaId);
  return others.length > 0 ? `bytes of ${others}` : undefined;
}

type Content = ClaimedPost["revision"]["content"];

const brands = ({ discloses, yourBrand, brandedContent }: Content) => ({
  brand_organic_toggle: discloses && yourBrand,
  brand_content_toggle: discloses && brandedContent,
});

function videoSays(content: Content): object {
  if (content.mode === "inbox") return {};
  return {
    post_info: {
      title: content.caption,
      privacy_level: content.privacy,
      disable_comment: !content.allowComment,
      disable_duet: !content.allowDuet,
      disable_stitch: !content.allowStitch,
      ...brands(content),
      is_aigc: content.aiGenerated,
      video_cover_timestamp_ms: content.coverMs,
    },
  };
}

function photosSay(content: Content): object {
  const words = { title: content.photos?.title, description: content.caption };
  const kind = { media_type: "PHOTO" };
  if (content.mode === "inbox") return { ...kind, post_mode: "MEDIA_UPLOAD", post_info: words };
  const direct = {
    privacy_level: content.privacy,
    disable_comment: !content.allowComment,
    auto_add_music: content.photos?.autoAddMusic,
    ...brands(content),
  };
  return {
    ...kind,
    post_mode: "DIRECT_POST",
    is_aigc: content.aiGenerated,
    post_info: { ...words, ...direct },
  };
}

import type { ChunkPlan } from "./plan-chunks";
import type { Privacy } from "./query-creator";

/** What a direct post says of itself. Interactions are what a person allows; TikTok's fields say the opposite. */
export type DirectPost = {
  title: string;
  privacy: Privacy;
  allowComment: boolean;
  allowDuet: boolean;
  allowStitch: boolean;
  yourBrand: boolean;
  brandedContent: boolean;
  aiGenerated: boolean;
  /** ms from the start of the video. */
  coverMs: number;
};

/** What a carousel says of itself: the direct post's part is left out for the inbox. */
export type PhotoPost = {
  title: string;
  description: string;
  direct:
    | (Pick<DirectPost, "privacy" | "allowComment" | "yourBrand" | "brandedContent" | "aiGenerated"> & {
        autoAddMusic: boolean;
      })
    | null;
  /** In their order. */
  urls: readonly string[];
  /** From 0. */
  coverIndex: number;
};

/** Where the bytes of a video come from: we send them, or TikTok fetches them. */
export type VideoSource = ChunkPlan | { url: string };

/** A body of *init*, exactly as it is sent: hashing it says later what was asked. */
export type InitBody = Record<string, unknown>;

/**
 * Opens a video, for the creator's profile or, without a post, for their inbox, which takes the file and nothing else.
 * @see https://developers.tiktok.com/doc/content-posting-api-reference-direct-post
 * @see https://developers.tiktok.com/doc/content-posting-api-reference-upload-video
 */
export function videoBody(source: VideoSource, post: DirectPost | null): InitBody {
  const source_info = "url" in source ? { source: "PULL_FROM_URL", video_url: source.url } : inChunks(source);
  if (!post) return { source_info };
  return {
    post_info: {
      title: post.title,
      privacy_level: post.privacy,
      disable_comment: !post.allowComment,
      disable_duet: !post.allowDuet,
      disable_stitch: !post.allowStitch,
      brand_organic_toggle: post.yourBrand,
      brand_content_toggle: post.brandedContent,
      is_aigc: post.aiGenerated,
      video_cover_timestamp_ms: Math.round(post.coverMs),
    },
    source_info,
  };
}

const inChunks = (plan: ChunkPlan) => ({
  source: "FILE_UPLOAD",
  video_size: plan.total,
  chunk_size: plan.size,
  total_chunk_count: plan.count,
});

/**
 * Opens a carousel, which TikTok always fetches. `is_aigc` stands beside `post_info` here, not in it.
 * @see https://developers.tiktok.com/doc/content-posting-api-reference-photo-post
 */
export function photoBody({ title, description, direct, urls, coverIndex }: PhotoPost): InitBody {
  return {
    media_type: "PHOTO",
    post_mode: direct ? "DIRECT_POST" : "MEDIA_UPLOAD",
    ...(direct ? { is_aigc: direct.aiGenerated } : {}),
    post_info: {
      title,
      description,
      ...(direct
        ? {
            privacy_level: direct.privacy,
            disable_comment: !direct.allowComment,
            auto_add_music: direct.autoAddMusic,
            brand_organic_toggle: direct.yourBrand,
            brand_content_toggle: direct.brandedContent,
          }
        : {}),
    },
    source_info: { source: "PULL_FROM_URL", photo_images: urls, photo_cover_index: coverIndex },
  };
}

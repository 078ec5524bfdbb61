import { describe, expect, it } from "vitest";
import { type DirectPost, photoBody, videoBody } from "./init-body";
import { planChunks } from "./plan-chunks";

const POST: DirectPost = {
  title: "Golden hour",
  privacy: "SELF_ONLY",
  allowComment: true,
  allowDuet: false,
  allowStitch: true,
  yourBrand: false,
  brandedContent: true,
  aiGenerated: false,
  coverMs: 1500.6,
};

describe("what init is sent", () => {
  it("for a direct post: TikTok's fields say the opposite of what people allow, and both brand switches are there", () => {
    expect(videoBody(planChunks(70_000_000), POST)).toEqual({
      post_info: {
        title: "Golden hour",
        privacy_level: "SELF_ONLY",
        disable_comment: false,
        disable_duet: true,
        disable_stitch: false,
        brand_organic_toggle: false,
        brand_content_toggle: true,
        is_aigc: false,
        video_cover_timestamp_ms: 1501,
      },
      source_info: {
        source: "FILE_UPLOAD",
        video_size: 70_000_000,
        chunk_size: 35_000_000,
        total_chunk_count: 2,
      },
    });
  });

  it("for a draft: the file and nothing else, because the creator says the rest in TikTok's app", () => {
    expect(Object.keys(videoBody(planChunks(10), null))).toEqual(["source_info"]);
  });

  it("is the same text for the same post, so that its hash says what was asked", () => {
    const one = JSON.stringify(videoBody(planChunks(10), POST));
    expect(JSON.stringify(videoBody(planChunks(10), { ...POST }))).toBe(one);
    expect(JSON.stringify(videoBody(planChunks(10), { ...POST, title: "golden hour" }))).not.toBe(one);
  });

  it("for a video that TikTok fetches: its address in place of the chunks", () => {
    const url = "https://media.example/media/key/0.mp4";
    expect(videoBody({ url }, null)).toEqual({ source_info: { source: "PULL_FROM_URL", video_url: url } });
  });

  it("for a carousel: the AI label stands at the top, and the inbox takes title and description only", () => {
    const urls = ["https://media.example/media/key/0.jpg", "https://media.example/media/key/1.jpg"];
    const { privacy, allowComment, yourBrand, brandedContent } = POST;
    const direct = {
      privacy,
      allowComment,
      yourBrand,
      brandedContent,
      aiGenerated: true,
      autoAddMusic: true,
    };
    const carousel = { title: "Roof", description: "Golden hour", urls, coverIndex: 1 };
    const source_info = { source: "PULL_FROM_URL", photo_images: urls, photo_cover_index: 1 };
    expect(photoBody({ ...carousel, direct })).toEqual({
      media_type: "PHOTO",
      post_mode: "DIRECT_POST",
      is_aigc: true,
      post_info: {
        title: "Roof",
        description: "Golden hour",
        privacy_level: "SELF_ONLY",
        disable_comment: false,
        auto_add_music: true,
        brand_organic_toggle: false,
        brand_content_toggle: true,
      },
      source_info,
    });
    expect(photoBody({ ...carousel, direct: null })).toEqual({
      media_type: "PHOTO",
      post_mode: "MEDIA_UPLOAD",
      post_info: { title: "Roof", description: "Golden hour" },
      source_info,
    });
  });
});

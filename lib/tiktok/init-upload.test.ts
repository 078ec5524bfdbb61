import { describe, expect, it } from "vitest";
import { type DirectPost, initBody } from "./init-upload";
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
    expect(initBody(planChunks(70_000_000), POST)).toEqual({
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
    expect(Object.keys(initBody(planChunks(10), null))).toEqual(["source_info"]);
  });

  it("is the same text for the same post, so that its hash says what was asked", () => {
    const one = JSON.stringify(initBody(planChunks(10), POST));
    expect(JSON.stringify(initBody(planChunks(10), { ...POST }))).toBe(one);
    expect(JSON.stringify(initBody(planChunks(10), { ...POST, title: "golden hour" }))).not.toBe(one);
  });
});

import { z } from "zod";
import type { Endpoint } from "#lib/errors/recognise";
import type { Answer } from "./answer";
import type { TikTokApp } from "./app";
import type { ChunkPlan } from "./plan-chunks";
import type { Privacy } from "./query-creator";
import { callApi } from "./request";

/** What goes with a direct post. Interactions are what a person allows; TikTok's fields say the opposite. */
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

export type Upload = { publishId: string; uploadUrl: string };

const Shape = z.object({ publish_id: z.string().min(1).max(64), upload_url: z.string().min(1) });

/** The body of *init*, exactly as it is sent: hashing it says later what was asked. */
export function initBody(plan: ChunkPlan, post: DirectPost | null): Record<string, unknown> {
  const source_info = {
    source: "FILE_UPLOAD",
    video_size: plan.total,
    chunk_size: plan.size,
    total_chunk_count: plan.count,
  };
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

// Where TikTok may send our bytes: its own hosts, and the host its API lives on.
function isUploadHost(app: TikTokApp, address: string): boolean {
  try {
    const url = new URL(address);
    if (url.host === new URL(app.apiBaseUrl).host) return true;
    return (
      url.protocol === "https:" &&
      (url.hostname === "tiktokapis.com" || url.hostname.endsWith(".tiktokapis.com"))
    );
  } catch {
    return false;
  }
}

/**
 * Opens a publish at TikTok and returns where the bytes go (valid one hour).
 * Not idempotent: a lost answer may leave an empty publish behind, which never goes live without its bytes.
 * @see https://developers.tiktok.com/doc/content-posting-api-reference-direct-post
 * @see https://developers.tiktok.com/doc/content-posting-api-reference-upload-video
 */
export async function initUpload(
  app: TikTokApp,
  accessToken: string,
  mode: "direct" | "inbox",
  body: Record<string, unknown>,
): Promise<Answer<Upload>> {
  const direct = mode === "direct";
  const path = direct ? "/v2/post/publish/video/init/" : "/v2/post/publish/inbox/video/init/";
  const endpoint: Endpoint = direct ? "video_init" : "inbox_init";
  const call = { endpoint, path, method: "POST" as const, accessToken, body };
  const answer = await callApi(app.apiBaseUrl, call, Shape, { timeoutMs: 30_000 });
  if (answer.kind !== "ok") return answer;
  const { publish_id: publishId, upload_url: uploadUrl } = answer.value;
  if (!isUploadHost(app, uploadUrl)) {
    return {
      kind: "lost",
      reached: "maybe",
      why: "garbage",
      raw: "The upload address is not TikTok's.",
      trace: answer.trace,
    };
  }
  return { ...answer, value: { publishId, uploadUrl } };
}

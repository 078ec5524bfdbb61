import { z } from "zod";
import type { Answer } from "./answer";
import type { TikTokApp } from "./app";
import { callApi } from "./request";

export const PUBLISH_STATUSES = [
  "PROCESSING_UPLOAD",
  "PROCESSING_DOWNLOAD",
  "SEND_TO_USER_INBOX",
  "PUBLISH_COMPLETE",
  "FAILED",
] as const;

/** How far a publish is. `postIds` keep all their digits; `failReason` only with FAILED. */
export type PublishStatus = {
  status: (typeof PUBLISH_STATUSES)[number];
  failReason?: string;
  postIds: string[];
  uploadedBytes?: number;
};

// The misspelt field is TikTok's own; it has been seen as a list and as a single value, as numbers and as text.
const Ids = z.union([z.array(z.union([z.string(), z.number()])), z.string(), z.number()]);
const Shape = z.object({
  status: z.enum(PUBLISH_STATUSES),
  fail_reason: z.string().optional(),
  publicaly_available_post_id: Ids.optional(),
  publicly_available_post_id: Ids.optional(),
  uploaded_bytes: z.number().nonnegative().optional(),
});

/** Asks how far `publishId` is. @see https://developers.tiktok.com/doc/content-posting-api-reference-get-video-status */
export async function fetchStatus(
  app: TikTokApp,
  accessToken: string,
  publishId: string,
): Promise<Answer<PublishStatus>> {
  const path = "/v2/post/publish/status/fetch/";
  const body = { publish_id: publishId };
  const call = { endpoint: "status", path, method: "POST", accessToken, body } as const;
  const answer = await callApi(app.apiBaseUrl, call, Shape);
  if (answer.kind !== "ok") return answer;
  const value = answer.value;
  const ids = value.publicaly_available_post_id ?? value.publicly_available_post_id ?? [];
  return {
    ...answer,
    value: {
      status: value.status,
      failReason: value.fail_reason || undefined,
      postIds: [ids].flat().map(String),
      uploadedBytes: value.uploaded_bytes,
    },
  };
}

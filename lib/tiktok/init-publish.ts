import { z } from "zod";
import type { Answer } from "./answer";
import type { TikTokApp } from "./app";
import type { InitBody } from "./init-body";
import { callApi } from "./request";

/** What TikTok opened. `uploadUrl`: where the bytes go, valid for one hour; none where TikTok fetches them. */
export type Opened = { publishId: string; uploadUrl: string | null };

export type InitEndpoint = "video_init" | "inbox_init" | "photo_init";

/** One order to open a publish: at which door, and with what. */
export type InitOrder = { endpoint: InitEndpoint; transfer: "FILE_UPLOAD" | "PULL_FROM_URL"; body: InitBody };

const PATHS: Record<InitEndpoint, string> = {
  video_init: "/v2/post/publish/video/init/",
  inbox_init: "/v2/post/publish/inbox/video/init/",
  photo_init: "/v2/post/publish/content/init/",
};

const publishId = z.string().min(1).max(64);
const Pulling = z.object({ publish_id: publishId });
const Uploading = z.object({ publish_id: publishId, upload_url: z.string().min(1) });

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
 * Opens a publish at TikTok. Not idempotent: a lost answer may leave one behind, which never goes live as long as nobody
 * sends or serves its bytes.
 */
export async function initPublish(
  app: TikTokApp,
  accessToken: string,
  { endpoint, transfer, body }: InitOrder,
): Promise<Answer<Opened>> {
  const call = { endpoint, path: PATHS[endpoint], method: "POST" as const, accessToken, body };
  const within = { timeoutMs: 30_000 };
  if (transfer === "PULL_FROM_URL") {
    const answer = await callApi(app.apiBaseUrl, call, Pulling, within);
    if (answer.kind !== "ok") return answer;
    return { ...answer, value: { publishId: answer.value.publish_id, uploadUrl: null } };
  }
  const answer = await callApi(app.apiBaseUrl, call, Uploading, within);
  if (answer.kind !== "ok") return answer;
  const { publish_id, upload_url: uploadUrl } = answer.value;
  if (!isUploadHost(app, uploadUrl)) {
    return {
      kind: "lost",
      reached: "maybe",
      why: "garbage",
      raw: "The upload address is not TikTok's.",
      trace: answer.trace,
    };
  }
  return { ...answer, value: { publishId: publish_id, uploadUrl } };
}

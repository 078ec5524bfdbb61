import { type InitBody, photoBody, videoBody } from "#lib/tiktok/init-body";
import type { InitEndpoint, InitOrder } from "#lib/tiktok/init-publish";
import { planChunks } from "#lib/tiktok/plan-chunks";
import type { ClaimedPost, NewAttempt, Ports } from "./ports";

/** What is asked of TikTok, and the attempt that is written down before it is asked. */
export type Order = { request: InitOrder; attempt: NewAttempt };

/**
 * Decides how this attempt's files reach TikTok, and words the request. Photos are always fetched by TikTok. A video is
 * sent by us, or fetched where the installation says so: once fetching has failed, sending is the other way.
 */
export function orderOf(ports: Ports, post: ClaimedPost): Order {
  const { content, files } = post.revision;
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const isPhotos = content.kind === "photo";
  const pulls = isPhotos || (ports.mediaAddress?.forVideos === true && !post.fetchFailed);
  const endpoint: InitEndpoint = isPhotos
    ? "photo_init"
    : content.mode === "direct"
      ? "video_init"
      : "inbox_init";
  const common = { id: ports.newId(), mode: content.mode };
  if (!pulls) {
    const plan = planChunks(total);
    const body = videoBody(plan, directVideo(post));
    return {
      request: { endpoint, transfer: "FILE_UPLOAD", body },
      attempt: { ...common, transfer: "FILE_UPLOAD", plan, requestHash: ports.hash(body) },
    };
  }
  const mediaKey = ports.newKey();
  const body = pulledBody(ports, post, mediaKey);
  return {
    request: { endpoint, transfer: "PULL_FROM_URL", body },
    attempt: {
      ...common,
      transfer: "PULL_FROM_URL",
      plan: { total, size: total, count: 1 },
      requestHash: ports.hash(body),
      mediaKey,
    },
  };
}

function pulledBody({ mediaAddress }: Ports, post: ClaimedPost, key: string): InitBody {
  if (!mediaAddress) throw new Error("A post that TikTok fetches passed its checks without an address.");
  const { content, files } = post.revision;
  const urls = files.map(({ mimeType }, index) => mediaAddress.of(key, index, mimeType));
  const [url = ""] = urls;
  if (content.kind === "video") return videoBody({ url }, directVideo(post));
  const { photos, caption } = content;
  return photoBody({
    title: photos?.title ?? "",
    description: caption,
    direct:
      content.mode === "direct" ? { ...spoken(post), autoAddMusic: photos?.autoAddMusic ?? false } : null,
    urls,
    coverIndex: photos?.coverIndex ?? 0,
  });
}

function directVideo(post: ClaimedPost) {
  const { content } = post.revision;
  if (content.mode !== "direct") return null;
  const { caption: title, allowDuet, allowStitch, coverMs } = content;
  return { ...spoken(post), title, allowDuet, allowStitch, coverMs };
}

/** What every direct post says of itself. */
function spoken({ revision: { content } }: ClaimedPost) {
  if (!content.privacy) throw new Error("A direct post without a privacy choice passed its checks.");
  return {
    privacy: content.privacy,
    allowComment: content.allowComment,
    yourBrand: content.discloses && content.yourBrand,
    brandedContent: content.discloses && content.brandedContent,
    aiGenerated: content.aiGenerated,
  };
}

import { setTimeout as sleep } from "node:timers/promises";
import { activeCapReached, pendingShares, postsToday } from "#simulator/allowances";
import { isAudited } from "#simulator/app-settings";
import { type ChunkPlan, chunkPlanFault } from "#simulator/chunk-plan";
import { type Creator, privacyOptions } from "#simulator/creators";
import { ok } from "#simulator/envelope";
import { type Exchange, Refusal, type Reply } from "#simulator/exchange";
import type { Fault } from "#simulator/fault";
import { settleAll } from "#simulator/processing";
import { isFetchable, isVerified } from "#simulator/properties";
import type { PostInfo, Publish } from "#simulator/publishes";
import { asRecord, type Check, firstFault, isOneOf, isText, isWhole } from "#simulator/shape";
import { admit, badParams, bodyOf } from "./gate";
import { readPostInfo } from "./post-info";

const GENERIC_403 =
  "Please review our integration guidelines at https://developers.tiktok.com/doc/content-sharing-guidelines/";
const URL_RULES =
  "Please review our URL ownership verification rules at https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide/#pull_from_url";
export const BAD_SOURCE = "The request source info is empty or incorrect";
export const BAD_POST = "The request post info is empty or incorrect";

const FILE_SOURCE: Record<string, Check> = {
  source: isOneOf("FILE_UPLOAD"),
  video_size: isWhole(1),
  chunk_size: isWhole(1),
  total_chunk_count: isWhole(0),
};
const URL_SOURCE: Record<string, Check> = {
  source: isOneOf("PULL_FROM_URL"),
  video_url: isText,
};

/** What an init is about, for the checks that come after its shape. */
interface Proposal {
  exchange: Exchange;
  creator: Creator;
  post: PostInfo | null;
}

type Rule = {
  status: (p: Proposal) => number;
  code: string;
  message?: string;
  breaks: (p: Proposal) => boolean;
};

const always403 = () => 403;

const BANNED: Rule = {
  status: always403,
  code: "spam_risk_user_banned_from_posting",
  breaks: (p) => p.creator.banned,
};

/** In the order in which they are checked. TikTok does not publish its own order. */
export const DIRECT_RULES: readonly Rule[] = [
  BANNED,
  {
    status: always403,
    code: "unaudited_client_can_only_post_to_private_accounts",
    breaks: ({ exchange, creator, post }) =>
      !isAudited(exchange.world.app) && (!creator.private || post?.privacyLevel !== "SELF_ONLY"),
  },
  {
    status: always403,
    code: "reached_active_user_cap",
    breaks: ({ exchange, creator }) => activeCapReached(exchange.world, creator),
  },
  {
    status: always403,
    code: "spam_risk_too_many_posts",
    breaks: ({ exchange, creator }) => postsToday(exchange.world, creator) >= exchange.world.app.dailyPostCap,
  },
  {
    status: always403,
    code: "privacy_level_option_mismatch",
    breaks: ({ creator, post }) => !privacyOptions(creator).includes(post?.privacyLevel ?? ""),
  },
];

export const INBOX_RULES: readonly Rule[] = [
  BANNED,
  {
    status: ({ exchange }) => exchange.world.app.pendingShareStatus,
    code: "spam_risk_too_many_pending_share",
    message: "spam_risk_too_many_pending_share",
    breaks: ({ exchange, creator }) =>
      pendingShares(exchange.world, creator) >= exchange.world.app.pendingShareCap,
  },
];

/** https://developers.tiktok.com/doc/content-posting-api-reference-direct-post */
export async function initDirect(exchange: Exchange): Promise<Reply> {
  const { creator } = admit(exchange, "video.publish");
  const body = bodyOf(exchange);
  if (Object.keys(body).some((key) => !["post_info", "source_info"].includes(key))) {
    throw badParams(exchange, `The request has a field that is not known`);
  }
  const post = readPostInfo(body.post_info, creator);
  if (!post) throw badParams(exchange, BAD_POST);
  if (
    post.brandContentToggle &&
    post.privacyLevel === "SELF_ONLY" &&
    exchange.world.app.brandedSelfOnly === "refuse"
  ) {
    throw badParams(exchange, BAD_POST);
  }
  const source = readSource(exchange, body.source_info);
  enforce(DIRECT_RULES, { exchange, creator, post });
  return openVideo(exchange, creator, "direct", source, post);
}

/** https://developers.tiktok.com/doc/content-posting-api-reference-upload-video */
export async function initInbox(exchange: Exchange): Promise<Reply> {
  const { creator } = admit(exchange, "video.upload");
  const body = bodyOf(exchange);
  if (Object.keys(body).some((key) => key !== "source_info")) {
    throw badParams(exchange, "The request has a field that is not known");
  }
  const source = readSource(exchange, body.source_info);
  enforce(INBOX_RULES, { exchange, creator, post: null });
  return openVideo(exchange, creator, "inbox", source, null);
}

/** How a video comes: sent by a plan, or fetched from an address. */
type VideoSource = { plan: ChunkPlan } | { address: string };

function readSource(exchange: Exchange, value: unknown): VideoSource {
  const source = asRecord(value);
  if (!source) throw badParams(exchange, BAD_SOURCE);
  const table = source.source === "PULL_FROM_URL" ? URL_SOURCE : FILE_SOURCE;
  const missing = Object.keys(table).some((key) => !Object.hasOwn(source, key));
  if (missing || firstFault(source, table) !== undefined) throw badParams(exchange, BAD_SOURCE);
  if (table === URL_SOURCE) {
    const address = String(source.video_url);
    requireVerified(exchange, address);
    return { address };
  }
  const plan = {
    videoSize: Number(source.video_size),
    chunkSize: Number(source.chunk_size),
    chunkCount: Number(source.total_chunk_count),
  };
  const fault = chunkPlanFault(plan);
  if (fault) throw badParams(exchange, fault);
  return { plan };
}

/** TikTok fetches only from addresses that the app has proved to own. */
export function requireVerified(exchange: Exchange, address: string): void {
  if (!isFetchable(address)) throw badParams(exchange, BAD_SOURCE);
  if (!isVerified(exchange.world.app.urlProperties, address))
    throw new Refusal(403, "url_ownership_unverified", URL_RULES);
}

export function enforce(rules: readonly Rule[], proposal: Proposal): void {
  const broken = rules.find((rule) => rule.breaks(proposal));
  if (broken) throw new Refusal(broken.status(proposal), broken.code, broken.message ?? GENERIC_403);
}

async function openVideo(
  exchange: Exchange,
  creator: Creator,
  mode: "direct" | "inbox",
  source: VideoSource,
  post: PostInfo | null,
): Promise<Reply> {
  const isPulled = "address" in source;
  const publish = await open(exchange, creator, {
    kind: "video",
    mode,
    plan: isPulled ? null : source.plan,
    sources: isPulled ? [source.address] : [],
    coverIndex: 0,
    post,
  });
  if (isPulled) return ok(exchange, { publish_id: publish.publishId });
  const query = new URLSearchParams({ upload_id: publish.uploadId, upload_token: publish.uploadToken });
  return ok(exchange, {
    publish_id: publish.publishId,
    upload_url: `${exchange.origin}/upload/video/?${query}`,
  });
}

const UNKNOWN_SIZE: ChunkPlan = { videoSize: 0, chunkSize: 0, chunkCount: 0 };

type Asked = Pick<Publish, "kind" | "mode" | "sources" | "coverIndex" | "post"> & { plan: ChunkPlan | null };

/** Creates the publish; what is to be fetched is fetched soon, whether or not the answer arrives. */
export async function open(
  exchange: Exchange,
  creator: Creator,
  { plan, ...asked }: Asked,
): Promise<Publish> {
  const { world } = exchange;
  const now = world.clock.now();
  const isPulled = asked.sources.length > 0;
  const fault = isPulled
    ? world.faults.take({ endpoint: "pull", handle: creator.handle, chunk: null })
    : undefined;
  const waitMs = waitOf(fault, world.app.pullDelayMs);
  const opening = {
    ...asked,
    ...(plan ?? UNKNOWN_SIZE),
    handle: creator.handle,
    pullAt: isPulled ? now + waitMs : null,
    pullManner: fault?.pull ?? null,
    pullRestMs: fault?.delayMs ?? USUAL_PAUSE,
  };
  const publish = await world.publishes.create(opening, now, world.app.uploadUrlLifetimeSec);
  exchange.publishId = publish.publishId;
  if (!isPulled) return publish;
  // Time may be pushed meanwhile; then the next request begins it.
  setTimeout(() => void settleAll(world), waitMs + 5).unref();
  if (fault?.pull === "early") await sleep(fault.delayMs ?? USUAL_PAUSE);
  return publish;
}

const USUAL_PAUSE = 1000;

/** How long after *init* it begins to fetch, ms. */
function waitOf(fault: Fault | undefined, usual: number): number {
  if (fault?.pull === "early") return 0;
  return fault?.pull === "late" ? (fault.delayMs ?? USUAL_PAUSE) : usual;
}

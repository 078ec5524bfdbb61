import type { Failure } from "#lib/errors/failure";
import type { InitEndpoint, Opened } from "#lib/tiktok/init-publish";
import { type Order, orderOf } from "./order";
import { firstPollAt } from "./poll-plan";
import type { ClaimedPost, LivingAttempt, NewStep, Ports, Told } from "./ports";
import { detailOf } from "./prepare";
import { type Settled, settle } from "./settle";

/** TikTok keeps an upload address open for one hour. */
const UPLOAD_URL_LIFETIME_MS = 60 * 60_000;

export type Uploading = ClaimedPost & { attempt: LivingAttempt & { publishId: string; uploadUrl: string } };

type Asked = { ports: Ports; post: ClaimedPost & { state: "preparing" }; order: Order; intentAt: number };

/**
 * Opens a publish at TikTok: the intent is committed first, the id before the first byte is sent or served. A lost answer
 * leaves an empty publish behind that never goes live: nobody will send its bytes, and the addresses in it are dead,
 * because they open only once the id is committed. So asking again is safe.
 * @param checked the line of the check that let it begin
 * @returns the post in `uploading` where we send the bytes, or `undefined` when its next state has been committed
 */
export async function start(
  ports: Ports,
  claimed: ClaimedPost,
  checked: NewStep,
): Promise<Uploading | undefined> {
  const post = { ...claimed, state: "preparing" as const };
  const order = orderOf(ports, post);
  const asked: Asked = { ports, post, order, intentAt: ports.clock.now() };
  await ports.store.commit(post, { newAttempt: order.attempt, steps: [checked] });
  const told = await ports.tiktok.init(post.creatorId, order.request);
  if (told.kind === "busy") return notSent(asked, told.at);
  if (told.kind === "failed") return refused(asked, told);
  const { publishId, uploadUrl } = told.value;
  return uploadUrl === null ? pulled(asked, told) : opened(asked, told, publishId, uploadUrl);
}

type Answered = Extract<Told<Opened>, { kind: "ok" }>;

const initStep = ({ ports, order }: Asked, { trace }: Answered) => ({
  name: "init" as const,
  at: ports.clock.now(),
  durationMs: trace.tookMs,
  detail: { logId: trace.logId, ...(order.request.transfer === "PULL_FROM_URL" ? { note: "fetch" } : {}) },
});

async function opened(
  asked: Asked,
  told: Answered,
  publishId: string,
  uploadUrl: string,
): Promise<Uploading> {
  const { ports, post, order, intentAt } = asked;
  const { mediaKey: _, ...attempt } = order.attempt;
  const uploadUrlExpiresAt = told.trace.at + UPLOAD_URL_LIFETIME_MS;
  await ports.store.commit(post, {
    to: "uploading",
    post: { failure: null },
    attempt: {
      id: attempt.id,
      change: { publishId, uploadUrl, uploadUrlExpiresAt, logId: told.trace.logId },
    },
    steps: [initStep(asked, told)],
  });
  const living: LivingAttempt = {
    ...attempt,
    number: post.attempts + 1,
    intentAt,
    publishId,
    uploadUrl,
    uploadUrlExpiresAt,
    bytesSent: 0,
    progressAt: intentAt,
    finalIntentAt: null,
    acceptedAt: null,
    polls: 0,
  };
  return { ...post, state: "uploading", attempt: { ...living, publishId, uploadUrl } };
}

/** With this commit the addresses open: from here on the post may go live, under this one id. */
async function pulled(asked: Asked, told: Answered): Promise<undefined> {
  const { ports, post, order } = asked;
  const at = firstPollAt(ports.clock.now());
  await ports.store.commit(post, {
    to: "processing",
    post: { dueAt: at, failure: null },
    attempt: { id: order.attempt.id, change: { publishId: told.value.publishId, logId: told.trace.logId } },
    steps: [initStep(asked, told)],
    job: { kind: "watch", at },
    release: true,
  });
}

async function notSent({ ports, post, order }: Asked, at: number): Promise<undefined> {
  await ports.store.commit(post, {
    to: "scheduled",
    attempt: { id: order.attempt.id, change: { ended: { outcome: "not_sent" } } },
    post: { dueAt: at },
    job: { kind: "publish", at },
    release: true,
  });
}

async function refused(asked: Asked, told: Extract<Told<Opened>, { kind: "failed" }>): Promise<undefined> {
  const { ports, post, order } = asked;
  const { failure: cause, reached, retryAfterMs } = told;
  const endpoint: InitEndpoint = order.request.endpoint;
  // Whether or not TikTok opened something, its bytes will never come: nothing can have been posted.
  const met = { failure: cause, channel: "api" as const, endpoint, retryAfterMs, mayHavePosted: false };
  await ports.store.commit(post, {
    ...(otherWay(asked, cause) ?? settle(ports, post, met)),
    attempt: {
      id: order.attempt.id,
      change: { ended: { outcome: reached === "maybe" ? "abandoned" : cause.code, failure: cause } },
    },
    steps: [
      {
        name: reached === "maybe" ? "init_lost" : "refused",
        at: ports.clock.now(),
        durationMs: told.trace?.tookMs,
        detail: detailOf(cause),
      },
    ],
  });
}

/**
 * TikTok does not fetch a video from an address that is not proved to be ours: then it is sent, at once. Photos have no other
 * way, so they wait for whoever can prove it.
 */
function otherWay({ ports, order }: Asked, { code }: Failure): Settled | null {
  const { transfer, endpoint } = order.request;
  const isFetched = transfer === "PULL_FROM_URL" && endpoint !== "photo_init";
  if (!isFetched || code !== "url_ownership_unverified") return null;
  const at = ports.clock.now();
  return {
    ...{ to: "scheduled", why: { code }, post: { dueAt: at, failure: null } },
    ...{ job: { kind: "publish", at }, release: true },
  };
}

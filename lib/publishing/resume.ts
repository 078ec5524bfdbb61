import { type Failure, failure } from "#lib/errors/failure";
import { explainFailReason } from "#lib/tiktok/explain";
import type { PublishStatus } from "#lib/tiktok/fetch-status";
import { chunkAt } from "#lib/tiktok/plan-chunks";
import { accept } from "./accept";
import { nextPollAt } from "./poll-plan";
import type { ClaimedPost, LivingAttempt, Ports } from "./ports";
import { detailOf } from "./prepare";
import { settle } from "./settle";
import type { Uploading } from "./start";

/** Added to TikTok's own hour before an upload is taken for dead: judging by our clock alone would double posts. */
const EXPIRY_MARGIN_MS = 10 * 60_000;

/** Goes on with an upload that another worker began: TikTok says how much it holds. */
export async function resume(
  ports: Ports,
  post: ClaimedPost & { attempt: LivingAttempt },
): Promise<Uploading | undefined> {
  const { publishId, uploadUrl } = post.attempt;
  if (!publishId || !uploadUrl) throw new Error("A post is uploading without an id.");
  await ports.store.commit(
    { ...post, state: "uploading" },
    { steps: [{ name: "resumed", at: ports.clock.now() }] },
  );
  return findOffset(ports, { ...post, attempt: { ...post.attempt, publishId, uploadUrl } });
}

/**
 * Asks TikTok how far the upload is.
 * @returns the post with TikTok's count, or `undefined` when it is further than uploading and that has been committed
 */
export async function findOffset(ports: Ports, post: Uploading): Promise<Uploading | undefined> {
  const told = await ports.tiktok.status(post.creatorId, post.attempt.publishId);
  const uploading = { ...post, state: "uploading" as const };
  if (told.kind === "ok") {
    if (told.value.status === "FAILED") return refusedMidway(ports, post, told.value, told.trace);
    if (isComplete(post, told.value)) {
      await accept(ports, post);
      return undefined;
    }
    const held = told.value.uploadedBytes ?? post.attempt.bytesSent;
    const bytesSent = startOfChunk(post, held);
    return { ...post, attempt: { ...post.attempt, bytesSent } };
  }
  if (told.kind === "failed" && told.failure.code === "invalid_publish_id") {
    return giveUpUpload(ports, post, told.failure);
  }
  const at = told.kind === "busy" ? told.at : nextPollAt(ports.clock.now(), 7);
  const detail = told.kind === "failed" ? detailOf(told.failure) : undefined;
  const steps = [{ name: "status" as const, at: ports.clock.now(), detail }];
  await ports.store.commit(uploading, {
    post: { dueAt: at },
    job: { kind: "publish", at },
    steps,
    release: true,
  });
  return undefined;
}

/** TikTok's own hour for the upload's bytes is over, and a margin. */
export const isExpired = ({ uploadUrlExpiresAt }: LivingAttempt, now: number): boolean =>
  now > (uploadUrlExpiresAt ?? now) + EXPIRY_MARGIN_MS;

/** Whether TikTok has every byte. */
export const isComplete = (post: { attempt: LivingAttempt }, { status, uploadedBytes }: PublishStatus) =>
  (status !== "PROCESSING_UPLOAD" && status !== "PROCESSING_DOWNLOAD") ||
  (uploadedBytes !== undefined && uploadedBytes >= post.attempt.plan.total);

// TikTok's count may be one short of a boundary: whether it counts from 0 or from 1 is not documented.
function startOfChunk({ attempt: { plan } }: Uploading, held: number): number {
  return chunkAt(plan, held + 1) * plan.size;
}

async function refusedMidway(
  ports: Ports,
  post: Uploading,
  status: PublishStatus,
  trace: Parameters<typeof explainFailReason>[1],
) {
  const cause = explainFailReason(status.failReason, trace, post.attempt.number);
  const met = {
    failure: cause,
    channel: "fail_reason" as const,
    endpoint: "status" as const,
    mayHavePosted: false,
  };
  await ports.store.commit(
    { ...post, state: "uploading" },
    {
      ...settle(ports, post, met),
      attempt: { id: post.attempt.id, change: { ended: { outcome: cause.code, failure: cause } } },
      steps: [{ name: "refused", at: ports.clock.now(), detail: detailOf(cause) }],
    },
  );
  return undefined;
}

/**
 * TikTok no longer takes bytes for this upload (403, 404). A new one may start only when this one can never go live:
 * the last chunk was never sent, or TikTok's own hour and a margin are over and the status still says incomplete.
 */
export async function giveUpUpload(
  ports: Ports,
  post: Uploading,
  cause: Failure,
): Promise<Uploading | undefined> {
  const { attempt } = post;
  const now = ports.clock.now();
  const uploading = { ...post, state: "uploading" as const };
  const told = await ports.tiktok.status(post.creatorId, attempt.publishId);
  if (told.kind === "ok") {
    if (told.value.status === "FAILED") return refusedMidway(ports, post, told.value, told.trace);
    if (isComplete(post, told.value)) {
      await accept(ports, post);
      return undefined;
    }
  }
  const expired = isExpired(attempt, now);
  const neverFinished = attempt.finalIntentAt === null || (told.kind === "ok" && expired);
  const steps = [{ name: "refused" as const, at: now, detail: detailOf(cause) }];
  if (neverFinished) {
    const met = {
      failure: cause,
      channel: "upload" as const,
      endpoint: "upload" as const,
      mayHavePosted: false,
    };
    const ended = { outcome: "abandoned", failure: cause };
    await ports.store.commit(uploading, {
      ...settle(ports, post, met),
      attempt: { id: attempt.id, change: { ended } },
      steps,
    });
    return undefined;
  }
  if (expired && told.kind === "failed" && told.failure.code === "invalid_publish_id") {
    const at = new Date(now).toISOString();
    const unconfirmed = failure("post.unconfirmed", {}, { ...cause.support, at });
    const met = { failure: unconfirmed, channel: "ours" as const, mayHavePosted: true };
    await ports.store.commit(uploading, { ...settle(ports, post, met), steps });
    return undefined;
  }
  const at = expired ? nextPollAt(now, 20) : (attempt.uploadUrlExpiresAt ?? now) + EXPIRY_MARGIN_MS + 1_000;
  await ports.store.commit(uploading, {
    post: { dueAt: at },
    job: { kind: "publish", at },
    steps,
    release: true,
  });
  return undefined;
}

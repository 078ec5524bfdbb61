import { initBody } from "#lib/tiktok/init-upload";
import { planChunks } from "#lib/tiktok/plan-chunks";
import type { ClaimedPost, LivingAttempt, Ports } from "./ports";
import { detailOf } from "./prepare";
import { settle } from "./settle";

/** TikTok keeps an upload address open for one hour. */
const UPLOAD_URL_LIFETIME_MS = 60 * 60_000;

export type Uploading = ClaimedPost & { attempt: LivingAttempt & { publishId: string; uploadUrl: string } };

/**
 * Asks TikTok for an upload: the intent is committed first, the id and the address before the first byte.
 * A lost answer leaves an empty publish behind that never goes live, so asking again is safe.
 * @returns the post in `uploading`, or `undefined` when its next state has been committed
 */
export async function startUpload(ports: Ports, post: ClaimedPost): Promise<Uploading | undefined> {
  const { store, tiktok, clock } = ports;
  const preparing = { ...post, state: "preparing" as const };
  const { content, bytes } = post.revision;
  const plan = planChunks(bytes);
  const body = initBody(plan, content.mode === "direct" ? directPost(post) : null);
  const attempt = { id: ports.newId(), mode: content.mode, plan, requestHash: ports.hash(body) };
  const intentAt = clock.now();
  await store.commit(preparing, { newAttempt: attempt });

  const told = await tiktok.init(post.creatorId, content.mode, body);
  if (told.kind === "busy") {
    await store.commit(preparing, {
      to: "scheduled",
      attempt: { id: attempt.id, change: { ended: { outcome: "not_sent" } } },
      post: { dueAt: told.at },
      job: { kind: "publish", at: told.at },
      release: true,
    });
    return undefined;
  }
  if (told.kind === "failed") {
    const { failure: cause, reached, retryAfterMs } = told;
    const endpoint = content.mode === "direct" ? ("video_init" as const) : ("inbox_init" as const);
    // Whether or not TikTok opened an upload, nobody will ever send its bytes: nothing can have been posted.
    const met = { failure: cause, channel: "api" as const, endpoint, retryAfterMs, mayHavePosted: false };
    await store.commit(preparing, {
      ...settle(ports, post, met),
      attempt: {
        id: attempt.id,
        change: { ended: { outcome: reached === "maybe" ? "abandoned" : cause.code, failure: cause } },
      },
      steps: [
        {
          name: reached === "maybe" ? "init_lost" : "refused",
          at: clock.now(),
          durationMs: told.trace?.tookMs,
          detail: detailOf(cause),
        },
      ],
    });
    return undefined;
  }
  const { publishId, uploadUrl } = told.value;
  const uploadUrlExpiresAt = told.trace.at + UPLOAD_URL_LIFETIME_MS;
  await store.commit(preparing, {
    to: "uploading",
    post: { failure: null },
    attempt: {
      id: attempt.id,
      change: { publishId, uploadUrl, uploadUrlExpiresAt, logId: told.trace.logId },
    },
    steps: [
      { name: "init", at: clock.now(), durationMs: told.trace.tookMs, detail: { logId: told.trace.logId } },
    ],
  });
  const living: LivingAttempt = {
    ...attempt,
    number: post.attempts + 1,
    intentAt,
    publishId,
    uploadUrl,
    uploadUrlExpiresAt,
    bytesSent: 0,
    finalIntentAt: null,
    acceptedAt: null,
    polls: 0,
  };
  return { ...post, state: "uploading", attempt: { ...living, publishId, uploadUrl } };
}

function directPost(post: ClaimedPost) {
  const { content } = post.revision;
  if (!content.privacy) throw new Error("A direct post without a privacy choice passed its checks.");
  return {
    title: content.caption,
    privacy: content.privacy,
    allowComment: content.allowComment,
    allowDuet: content.allowDuet,
    allowStitch: content.allowStitch,
    yourBrand: content.discloses && content.yourBrand,
    brandedContent: content.discloses && content.brandedContent,
    aiGenerated: content.aiGenerated,
    coverMs: content.coverMs,
  };
}

import { decideRetry } from "#lib/errors/retry";
import { type ChunkPlan, chunkAt, chunkRange } from "#lib/tiktok/plan-chunks";
import { accept } from "./accept";
import type { Ports, Told } from "./ports";
import { detailOf } from "./prepare";
import { findOffset, giveUpUpload } from "./resume";
import { settle } from "./settle";
import type { Uploading } from "./start";
import { stopBeforeLastByte, stopWithinLastByte } from "./stop-before-last-byte";

/** Waits up to this long are slept through with the post in hand; longer ones give it back. */
const LONGEST_NAP_MS = 20_000;

/**
 * Sends the file chunk by chunk from `attempt.bytesSent`. A chunk that fails is sent again; where TikTok and we disagree,
 * TikTok's count wins. Everything that can go live from here is under one known publish id, so sending a chunk twice can
 * never make two posts.
 */
export async function upload(ports: Ports, post: Uploading, signal: AbortSignal): Promise<void> {
  let current = post;
  let tries = 0;
  const firstTriedAt = ports.clock.now();
  while (!signal.aborted) {
    const { attempt } = current;
    const index = chunkAt(attempt.plan, attempt.bytesSent);
    const isLast = index === attempt.plan.count - 1;
    if (isLast && attempt.finalIntentAt === null) current = await intendLast(ports, current);
    const told = await send(ports, current, index, signal);
    if (signal.aborted) return;
    if (told.kind === "ok") {
      tries = 0;
      if (isLast) return accept(ports, current, told.trace.tookMs);
      current = await took(ports, current, index, told.trace.tookMs);
      continue;
    }
    if (told.kind === "busy") throw new Error("An upload address has no budget.");
    tries += 1;
    const next = await afterTrouble(ports, current, told, { tries, firstTriedAt, isLast });
    if (!next || (await stopLate(ports, next))) return;
    current = next;
  }
}

/** What meets trouble again and again is not sent once its time is over, whichever chunk it stands at. */
const stopLate = (ports: Ports, post: Uploading): Promise<boolean> =>
  post.attempt.finalIntentAt === null ? stopBeforeLastByte(ports, post) : stopWithinLastByte(ports, post);

function send(ports: Ports, post: Uploading, index: number, signal: AbortSignal) {
  const { first, last } = chunkRange(post.attempt.plan, index);
  const [file] = post.revision.files;
  if (!file) throw new Error("A post without a file passed its checks.");
  const { mediaId, mimeType: contentType, bytes: total } = file;
  const chunk = { mediaId, first, last, total, contentType };
  return ports.tiktok.put(post.attempt.uploadUrl, chunk, signal);
}

async function intendLast(ports: Ports, post: Uploading): Promise<Uploading> {
  const finalIntentAt = ports.clock.now();
  await ports.store.commit(
    { ...post, state: "uploading" },
    { attempt: { id: post.attempt.id, change: { finalIntentAt } } },
  );
  return { ...post, attempt: { ...post.attempt, finalIntentAt } };
}

const progress = (plan: ChunkPlan, sent: number) => ({ to: sent, total: plan.total });

async function took(ports: Ports, post: Uploading, index: number, durationMs: number): Promise<Uploading> {
  const { plan, id } = post.attempt;
  const bytesSent = chunkRange(plan, index).last + 1;
  const progressAt = ports.clock.now();
  await ports.store.commit(
    { ...post, state: "uploading" },
    {
      attempt: { id, change: { bytesSent, progressAt } },
      steps: [{ name: "chunk", at: progressAt, durationMs, detail: progress(plan, bytesSent) }],
    },
  );
  return { ...post, attempt: { ...post.attempt, bytesSent, progressAt } };
}

type Trouble = Extract<Told<unknown>, { kind: "failed" }>;

async function afterTrouble(
  ports: Ports,
  post: Uploading,
  told: Trouble,
  so: { tries: number; firstTriedAt: number; isLast: boolean },
): Promise<Uploading | undefined> {
  const { code } = told.failure;
  const now = ports.clock.now();
  const uploading = { ...post, state: "uploading" as const };
  const steps = [
    { name: "chunk_again" as const, at: now, durationMs: told.trace?.tookMs, detail: detailOf(told.failure) },
  ];
  if (code === "upload.expired" || code === "upload.not_found")
    return giveUpUpload(ports, post, told.failure);

  const decision = decideRetry({
    code: code === "tiktok.unreachable" ? "upload.interrupted" : code,
    rawCode: told.failure.support.rawCode,
    httpStatus: told.failure.support.httpStatus,
    channel: "upload",
    endpoint: "upload",
    tries: so.tries,
    firstTriedAt: so.firstTriedAt,
    now,
    retryAfterMs: told.retryAfterMs,
    // The same bytes under the same id: a repeat cannot make a second post.
    mayHavePosted: false,
    random: ports.random,
    latestAt: null,
  });
  if (decision.kind !== "retry") {
    const met = {
      failure: told.failure,
      channel: "upload" as const,
      mayHavePosted: post.attempt.finalIntentAt !== null,
    };
    const ended = { ended: { outcome: code, failure: told.failure } };
    await ports.store.commit(uploading, {
      ...settle(ports, post, met),
      // While it may still go live, the attempt stays alive and is watched.
      attempt: met.mayHavePosted ? undefined : { id: post.attempt.id, change: ended },
      steps,
    });
    return undefined;
  }
  if (decision.at - now > LONGEST_NAP_MS) {
    await ports.store.commit(uploading, {
      post: { dueAt: decision.at, failure: told.failure },
      job: { kind: "publish", at: decision.at },
      steps,
      release: true,
    });
    return undefined;
  }
  await ports.store.commit(uploading, { steps });
  await ports.clock.sleep(Math.max(0, decision.at - now));
  // TikTok counts what it holds; after any trouble its count decides where to go on.
  return so.isLast || code === "upload.out_of_step" || told.reached === "maybe"
    ? findOffset(ports, post)
    : post;
}

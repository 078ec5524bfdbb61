import { and, count, eq, isNull } from "drizzle-orm";
import { newId } from "#lib/db/id";
import type { Tx } from "#lib/db/open";
import { attempt, post, step } from "#lib/db/schema";
import { move } from "#lib/posts/move";
import { type SealingKey, seal } from "#lib/vault/seal";
import type { Ground } from "#lib/workspaces/scope";
import { gatherClaims, urlPlace } from "./claim-posts";
import { hashKey } from "./gate";
import { type AttemptChange, type Change, Overtaken, type Store } from "./ports";
import type { Enqueue } from "./queue";

type Parts = Ground & { keys: readonly SealingKey[]; enqueue: Enqueue; holder: string };

const WORKER = { kind: "worker", task: "publish" } as const;
const date = (ms: number | null | undefined) => (ms === null || ms === undefined ? ms : new Date(ms));

/** The engine's store in Postgres: the row is the truth, every write of a claim carries its fence. */
export function postgresStore(parts: Parts): Store {
  const { db, clock } = parts;
  return {
    claim: gatherClaims(parts),

    async renew(postId, fence, leaseMs) {
      const renewed = await db
        .update(post)
        .set({ leaseUntil: new Date(clock.now() + leaseMs) })
        .where(and(eq(post.id, postId), eq(post.fence, fence), eq(post.leaseHolder, parts.holder)))
        .returning({ id: post.id });
      return renewed.length === 1;
    },

    commit: (claimed, change) => db.transaction((tx) => commit(parts, tx, claimed, change as Change)),
  };
}

type Claim = Parameters<Store["commit"]>[0];

async function commit(parts: Parts, tx: Tx, claimed: Claim, change: Change): Promise<void> {
  const { clock } = parts;
  const now = clock.now();
  const { id: postId, fence, state: from } = claimed;
  const job = change.job
    ? await parts.enqueue(tx, { ...change.job, postId, creatorId: claimed.creatorId })
    : undefined;
  const { dueAt, firstTriedAt, ...plain } = change.post ?? {};
  const set = {
    ...plain,
    ...(dueAt === undefined ? {} : { dueAt: date(dueAt) }),
    ...(firstTriedAt === undefined ? {} : { firstTriedAt: date(firstTriedAt) }),
    ...(job ? { jobId: job } : {}),
    ...(change.release ? { leaseHolder: null, leaseUntil: null } : {}),
  };
  const written = change.to
    ? await move(tx, { postId, from, to: change.to, actor: WORKER, why: change.why, at: now, set, fence })
    : await touch(tx, claimed, set, now);
  if (!written) throw new Overtaken(postId);
  if (change.newAttempt) await addAttempt(tx, postId, change.newAttempt, now);
  if (change.attempt) await changeAttempt(parts, tx, change.attempt.id, change.attempt.change, now);
  const attemptId =
    change.newAttempt?.id ?? change.attempt?.id ?? (await livingAttemptId(tx, postId, change));
  for (const each of change.steps ?? []) {
    await tx.insert(step).values({
      id: newId(each.at),
      postId,
      attemptId,
      at: new Date(each.at),
      name: each.name,
      durationMs: each.durationMs === undefined ? null : Math.round(each.durationMs),
      detail: each.detail ?? {},
    });
  }
}

async function touch(
  tx: Tx,
  claimed: Claim,
  set: Partial<typeof post.$inferInsert>,
  now: number,
): Promise<boolean> {
  const touched = await tx
    .update(post)
    .set({ ...set, updatedAt: new Date(now) })
    .where(and(eq(post.id, claimed.id), eq(post.state, claimed.state), eq(post.fence, claimed.fence)))
    .returning({ id: post.id });
  return touched.length === 1;
}

async function livingAttemptId(tx: Tx, postId: string, change: Change): Promise<string | null> {
  if (!change.steps?.length) return null;
  const [living] = await tx
    .select({ id: attempt.id })
    .from(attempt)
    .where(and(eq(attempt.postId, postId), isNull(attempt.endedAt)));
  return living?.id ?? null;
}

async function addAttempt(
  tx: Tx,
  postId: string,
  fresh: NonNullable<Change["newAttempt"]>,
  now: number,
): Promise<void> {
  const [{ number } = { number: 0 }] = await tx
    .select({ number: count() })
    .from(attempt)
    .where(eq(attempt.postId, postId));
  const [frozen] = await tx.select({ revisionId: post.revisionId }).from(post).where(eq(post.id, postId));
  await tx.insert(attempt).values({
    id: fresh.id,
    postId,
    revisionId: frozen?.revisionId ?? "",
    number: number + 1,
    mode: fresh.mode,
    transfer: fresh.transfer,
    mediaKeyHash: fresh.mediaKey ? hashKey(fresh.mediaKey) : null,
    requestHash: fresh.requestHash,
    intentAt: new Date(now),
    bytesTotal: fresh.plan.total,
    chunkSize: fresh.plan.size,
    chunkCount: fresh.plan.count,
  });
}

async function changeAttempt(
  { keys }: Parts,
  tx: Tx,
  id: string,
  change: AttemptChange,
  now: number,
): Promise<void> {
  const { ended, uploadUrl, uploadUrlExpiresAt, finalIntentAt, acceptedAt, ...plain } = change;
  const columns = {
    ...plain,
    ...(uploadUrl ? { uploadUrl: seal(uploadUrl, urlPlace(id), keys) } : {}),
    ...(uploadUrlExpiresAt ? { uploadUrlExpiresAt: new Date(uploadUrlExpiresAt) } : {}),
    ...(finalIntentAt ? { finalIntentAt: new Date(finalIntentAt) } : {}),
    ...(acceptedAt ? { acceptedAt: new Date(acceptedAt) } : {}),
    ...(ended
      ? { endedAt: new Date(now), outcome: ended.outcome, failure: ended.failure ?? null, uploadUrl: null }
      : {}),
  };
  if (Object.keys(columns).length === 0) return;
  await tx.update(attempt).set(columns).where(eq(attempt.id, id));
}

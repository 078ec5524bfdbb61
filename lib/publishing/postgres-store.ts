import { and, eq, type SQL, sql } from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import { newId } from "#lib/db/id";
import { insertFrom } from "#lib/db/insert-from";
import type { Db, Tx } from "#lib/db/open";
import { attempt, post, step } from "#lib/db/schema";
import { moveWithin } from "#lib/posts/move";
import { type SealingKey, seal } from "#lib/vault/seal";
import type { Ground } from "#lib/workspaces/scope";
import { gatherClaims, urlPlace } from "./claim-posts";
import { hashKey } from "./gate";
import { type Change, type NewAttempt, Overtaken, type Store } from "./ports";
import type { Enqueue } from "./queue";
import { LET_GO } from "./rescue";

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
        .set({ leaseUntil: leaseMs < 0 ? LET_GO : new Date(clock.now() + leaseMs) })
        .where(and(eq(post.id, postId), eq(post.fence, fence), eq(post.leaseHolder, parts.holder)))
        .returning({ id: post.id });
      return renewed.length === 1;
    },

    commit: (claimed, change) => commit(parts, claimed, change as Change),
  };
}

type Claim = Parameters<Store["commit"]>[0];

async function commit(parts: Parts, claimed: Claim, change: Change): Promise<void> {
  const { db, enqueue } = parts;
  const { job } = change;
  if (!job) return write(parts, db, claimed, change);
  const { id: postId, creatorId } = claimed;
  await db.transaction(async (tx) =>
    write(parts, tx, claimed, change, await enqueue(tx, { ...job, postId, creatorId })),
  );
}

/** One statement: the post under its fence, and what hangs on it only where that was found. */
async function write(
  parts: Parts,
  db: Db | Tx,
  claimed: Claim,
  change: Change,
  jobId?: string,
): Promise<void> {
  const now = parts.clock.now();
  const { id: postId, fence, state: from } = claimed;
  const { dueAt, firstTriedAt, ...plain } = change.post ?? {};
  const set = {
    ...plain,
    ...(dueAt === undefined ? {} : { dueAt: date(dueAt) }),
    ...(firstTriedAt === undefined ? {} : { firstTriedAt: date(firstTriedAt) }),
    ...(jobId ? { jobId } : {}),
    ...(change.release ? { leaseHolder: null, leaseUntil: null } : {}),
    // What only hangs on the post is no change of it: the indexes that hold this time are not written for nothing.
    ...(change.to || change.post ? { updatedAt: new Date(now) } : { fence }),
  };
  const [written, ...recorded] = change.to
    ? moveWithin(db, { postId, from, to: change.to, actor: WORKER, why: change.why, at: now, set, fence })
    : [touched(db, claimed, { ...set, ...further(change) })];
  const more = [
    ...(change.newAttempt ? [newAttempt(postId, change.newAttempt, now)] : []),
    ...(change.attempt ? [attemptChange(parts, change.attempt, now)] : []),
    ...newSteps(postId, change),
  ].map((part, index) => db.$with(`part_${index}`, {}).as(part));
  const rows = await db
    .with(written, ...recorded, ...more)
    .select({ id: written.id })
    .from(written);
  if (rows.length === 0) throw new Overtaken(postId);
}

/**
 * Bytes that the row did not know of are a step forward. The same ones again are none, and neither is another attempt: a
 * post that stops every worker in its middle would begin one after the other.
 */
function further({ attempt: changed }: Change): { takeovers?: SQL } {
  const bytes = changed?.change.bytesSent;
  if (!changed || !bytes) return {};
  const fewer = sql`select from ${attempt} where ${attempt.id} = ${changed.id} and ${attempt.bytesSent} < ${bytes}`;
  return { takeovers: sql`case when exists (${fewer}) then 0 else ${post.takeovers} end` };
}

const touched = (db: Db | Tx, claimed: Claim, set: PgUpdateSetSource<typeof post>) =>
  db.$with("moved").as(
    db
      .update(post)
      .set(set)
      .where(and(eq(post.id, claimed.id), eq(post.state, claimed.state), eq(post.fence, claimed.fence)))
      .returning({ id: post.id, revisionId: post.revisionId }),
  );

function newAttempt(postId: string, fresh: NewAttempt, now: number): SQL {
  const { id, mode, transfer, mediaKey, requestHash, plan } = fresh;
  const row = {
    ...{ id, postId, mode, transfer, requestHash },
    revisionId: sql`moved.revision_id`,
    number: sql`(select count(*) + 1 from ${attempt} where ${attempt.postId} = ${postId})`,
    mediaKeyHash: mediaKey ? hashKey(mediaKey) : null,
    intentAt: new Date(now),
    bytesTotal: plan.total,
    chunkSize: plan.size,
    chunkCount: plan.count,
  };
  return insertFrom(attempt, "moved", row);
}

function newSteps(postId: string, change: Change): SQL[] {
  const known = change.newAttempt?.id ?? change.attempt?.id;
  const living = sql`(select ${attempt.id} from ${attempt} where ${attempt.postId} = ${postId} and ${attempt.endedAt} is null)`;
  return (change.steps ?? []).map(({ at, name, durationMs, detail = {} }) =>
    insertFrom(step, "moved", {
      ...{ id: newId(at), postId, name, detail },
      attemptId: known ?? living,
      at: new Date(at),
      durationMs: durationMs === undefined ? null : Math.round(durationMs),
    }),
  );
}

function attemptChange(
  { db, keys }: Parts,
  { id, change }: NonNullable<Change["attempt"]>,
  now: number,
): SQL {
  const { ended, uploadUrl, uploadUrlExpiresAt, progressAt, finalIntentAt, acceptedAt, ...plain } = change;
  const columns = {
    ...plain,
    ...(uploadUrl ? { uploadUrl: seal(uploadUrl, urlPlace(id), keys) } : {}),
    ...(uploadUrlExpiresAt ? { uploadUrlExpiresAt: new Date(uploadUrlExpiresAt) } : {}),
    ...(progressAt ? { progressAt: new Date(progressAt) } : {}),
    ...(finalIntentAt ? { finalIntentAt: new Date(finalIntentAt) } : {}),
    ...(acceptedAt ? { acceptedAt: new Date(acceptedAt) } : {}),
    ...(ended
      ? { endedAt: new Date(now), outcome: ended.outcome, failure: ended.failure ?? null, uploadUrl: null }
      : {}),
    id,
  };
  const found = sql`exists (select from moved)`;
  return db
    .update(attempt)
    .set(columns)
    .where(and(eq(attempt.id, id), found))
    .getSQL();
}

import { and, eq, inArray, isNull, lt, lte, or, sql } from "drizzle-orm";
import type { Db } from "#lib/db/open";
import { attempt, media, post, revision, workspace, workspaceCreator } from "#lib/db/schema";
import { asState } from "#lib/posts/move";
import type { PostState } from "#lib/posts/states";
import { open, type SealingKey } from "#lib/vault/seal";
import type { Ground } from "#lib/workspaces/scope";
import { FROZEN_FILES, frozenFiles } from "./frozen-files";
import type { ClaimedPost, LivingAttempt, Store } from "./ports";
import { stopOf } from "./stop-of";

type Parts = Ground & { keys: readonly SealingKey[]; holder: string };
type Request = {
  postId: string;
  answer(claimed: ClaimedPost | undefined): void;
  fail(problem: unknown): void;
};

/** More in one statement would keep the first of them waiting for the last. */
const TOGETHER = 200;

/**
 * Claims of one moment go to the database as one: when a thousand posts are due in the same instant, two statements per
 * post would make them late.
 */
export function gatherClaims(parts: Parts): Store["claim"] {
  const waiting = new Map<string, Request[]>();
  return (postId, states, leaseMs) =>
    new Promise((answer, fail) => {
      const key = `${states} ${leaseMs}`;
      const gathered = waiting.get(key);
      if (gathered) {
        gathered.push({ postId, answer, fail });
        return;
      }
      waiting.set(key, [{ postId, answer, fail }]);
      setImmediate(() => {
        const requests = waiting.get(key) ?? [];
        waiting.delete(key);
        for (let first = 0; first < requests.length; first += TOGETHER)
          void claimAll(parts, requests.slice(first, first + TOGETHER), states, leaseMs);
      });
    });
}

async function claimAll(
  parts: Parts,
  requests: readonly Request[],
  states: readonly PostState[],
  leaseMs: number,
): Promise<void> {
  try {
    const taken = await take(
      parts,
      requests.map(({ postId }) => postId),
      states,
      leaseMs,
    );
    for (const { postId, answer, fail } of requests) {
      const read = taken.get(postId);
      // Two jobs of one post in the same moment: one of them has it, the other finds it taken.
      taken.delete(postId);
      if (!read) answer(undefined);
      // What cannot be read fails alone: hundreds of others were claimed in the same statement.
      else if ("problem" in read) fail(read.problem);
      else answer(read.claimed);
    }
  } catch (problem) {
    for (const { fail } of requests) fail(problem);
  }
}

/**
 * Two statements, the second with a view of its own: what another worker committed while this one waited for a row is
 * seen. Once the first has run nobody else writes, so they need no transaction around them.
 */
async function take(
  parts: Parts,
  postIds: readonly string[],
  states: readonly PostState[],
  leaseMs: number,
): Promise<Map<string, Read>> {
  const ids = [...new Set(postIds)];
  const held = await lease(parts, ids, states, leaseMs);
  const missed = ids.filter((id) => !held.some((row) => row.id === id));
  // Somebody was writing to those: they are waited for, one by one, so that nobody waits in a circle.
  if (ids.length > 1) for (const id of missed) held.push(...(await lease(parts, [id], states, leaseMs)));
  return read(parts, held);
}

/** What a claim needs of the row: everything else of hundreds of rows would be read for nothing. */
const COLUMNS = {
  id: post.id,
  creatorId: post.creatorId,
  workspaceId: post.workspaceId,
  state: post.state,
  fence: post.fence,
  publishAt: post.publishAt,
  tries: post.tries,
  firstTriedAt: post.firstTriedAt,
  triedCode: post.triedCode,
  revisionId: post.revisionId,
};
type Row = Pick<typeof post.$inferSelect, keyof typeof COLUMNS>;

async function lease(
  { db, clock, holder }: Parts,
  ids: readonly string[],
  states: readonly PostState[],
  leaseMs: number,
): Promise<Row[]> {
  const now = new Date(clock.now());
  const mayBeTaken = and(
    inArray(post.id, [...ids]),
    inArray(post.state, [...states]),
    lte(post.dueAt, now),
    or(isNull(post.leaseUntil), lt(post.leaseUntil, now)),
  );
  const free = db.select({ id: post.id }).from(post).where(mayBeTaken).for("update", { skipLocked: true });
  return db
    .update(post)
    .set({
      fence: sql`${post.fence} + 1`,
      leaseHolder: holder,
      leaseUntil: new Date(now.getTime() + leaseMs),
    })
    .where(ids.length === 1 ? mayBeTaken : inArray(post.id, free))
    .returning(COLUMNS);
}

type Read = { claimed: ClaimedPost } | { problem: unknown };

async function read({ db, keys }: Parts, held: readonly Row[]): Promise<Map<string, Read>> {
  const found = new Map<string, Read>();
  const revisionIds = held.flatMap((row) => (row.revisionId ? [row.revisionId] : []));
  if (revisionIds.length === 0) return found;
  const frozen = await readFrozen(db, revisionIds);
  const byRevision = new Map(frozen.map((each) => [each.revision.id, each]));
  for (const row of held) {
    const frozenRow = byRevision.get(row.revisionId ?? "");
    if (!frozenRow || !row.creatorId || !row.publishAt) continue;
    const known = { ...row, creatorId: row.creatorId, publishAt: row.publishAt };
    try {
      found.set(row.id, { claimed: asClaimed(known, frozenRow, keys) });
    } catch (problem) {
      found.set(row.id, { problem });
    }
  }
  return found;
}

const readFrozen = (db: Db, revisionIds: readonly string[]) =>
  db
    .select({
      revision: { id: revision.id, hash: revision.hash, content: revision.content },
      ...FROZEN_FILES,
      lateness: workspace.latenessLimitMinutes,
      link: {
        id: workspaceCreator.creatorId,
        pausedAt: workspaceCreator.pausedAt,
        why: workspaceCreator.pauseReason,
      },
      living: attempt,
      attempts: sql<number>`(select count(*)::int from ${attempt} as every where every.post_id = ${post.id})`,
      fetchFailed: sql<boolean>`exists (select from ${attempt} as every where every.post_id = ${post.id} and every.transfer = 'PULL_FROM_URL' and every.outcome not in ('not_sent', 'abandoned'))`,
    })
    .from(revision)
    .innerJoin(post, eq(post.id, revision.postId))
    .innerJoin(media, eq(media.id, revision.mediaId))
    .innerJoin(workspace, eq(workspace.id, post.workspaceId))
    .leftJoin(
      workspaceCreator,
      and(eq(workspaceCreator.workspaceId, post.workspaceId), eq(workspaceCreator.creatorId, post.creatorId)),
    )
    .leftJoin(attempt, and(eq(attempt.postId, post.id), isNull(attempt.endedAt)))
    .where(inArray(revision.id, [...revisionIds]));

type Frozen = Awaited<ReturnType<typeof readFrozen>>[number];
type Known = Row & { creatorId: string; publishAt: Date };

function asClaimed(row: Known, frozen: Frozen, keys: readonly SealingKey[]): ClaimedPost {
  const publishAt = row.publishAt.getTime();
  return {
    id: row.id,
    creatorId: row.creatorId,
    workspaceId: row.workspaceId,
    state: asState(row.state),
    fence: row.fence,
    publishAt,
    latestAt: publishAt + frozen.lateness * 60_000,
    tries: row.tries,
    firstTriedAt: row.firstTriedAt?.getTime() ?? null,
    triedCode: row.triedCode,
    stop: stopOf(frozen.link),
    revision: { ...frozen.revision, files: frozenFiles(frozen) },
    attempt: frozen.living ? asLiving(frozen.living, keys) : null,
    attempts: frozen.attempts,
    fetchFailed: frozen.fetchFailed,
  };
}

/** Where a sealed upload address belongs: bound into its seal. */
export const urlPlace = (attemptId: string) => ({ table: "attempt", row: attemptId, column: "upload_url" });

function asLiving(row: typeof attempt.$inferSelect, keys: readonly SealingKey[]): LivingAttempt {
  return {
    id: row.id,
    number: row.number,
    mode: row.mode,
    transfer: row.transfer,
    intentAt: row.intentAt.getTime(),
    publishId: row.publishId,
    uploadUrl: row.uploadUrl ? open(row.uploadUrl, urlPlace(row.id), keys) : null,
    uploadUrlExpiresAt: row.uploadUrlExpiresAt?.getTime() ?? null,
    plan: { total: row.bytesTotal, size: row.chunkSize, count: row.chunkCount },
    bytesSent: row.bytesSent,
    progressAt: (row.progressAt ?? row.intentAt).getTime(),
    finalIntentAt: row.finalIntentAt?.getTime() ?? null,
    acceptedAt: row.acceptedAt?.getTime() ?? null,
    polls: row.polls,
  };
}

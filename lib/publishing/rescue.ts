import { and, eq, inArray, isNotNull, lt, lte, sql } from "drizzle-orm";
import { fromDrizzle, type PgBoss } from "pg-boss";
import { post } from "#lib/db/schema";
import { asState } from "#lib/posts/move";
import type { Ground } from "#lib/workspaces/scope";
import { DUE_STATES, JOB_KIND } from "./job-kind";
import type { Enqueue } from "./queue";

const BATCH = 200;

type QueueTransaction = Parameters<typeof fromDrizzle>[0];

/**
 * Gives every post whose worker has died to another one: its lease has run out, and nobody let go of it. The queue would
 * find out too, but only when the job's own heartbeat has been missed, looked at and waited after; the row knows at once.
 * The dead worker's job is taken out, or it would keep the creator's next post waiting.
 * @returns how many posts were taken over
 */
export async function rescue({ db, clock }: Ground, boss: PgBoss, enqueue: Enqueue): Promise<number> {
  const now = new Date(clock.now());
  const dead = await db
    .select({
      id: post.id,
      state: post.state,
      fence: post.fence,
      jobId: post.jobId,
      creatorId: post.creatorId,
    })
    .from(post)
    .where(
      and(
        isNotNull(post.leaseHolder),
        lt(post.leaseUntil, now),
        lte(post.dueAt, now),
        inArray(post.state, DUE_STATES),
      ),
    )
    .limit(BATCH);
  let taken = 0;
  for (const { id: postId, state, fence, jobId, creatorId } of dead) {
    const kind = JOB_KIND[asState(state)];
    if (!creatorId || !kind) continue;
    await db.transaction(async (tx) => {
      // Several workers look; one of them finds the lease as it was read.
      const mine = await tx
        .update(post)
        .set({ leaseHolder: null, leaseUntil: null })
        .where(and(eq(post.id, postId), eq(post.fence, fence), lt(post.leaseUntil, now)))
        .returning({ id: post.id });
      if (mine.length === 0) return;
      const inside = { db: fromDrizzle(tx as unknown as QueueTransaction, sql) };
      if (jobId) await boss.cancel(kind, jobId, inside);
      const fresh = await enqueue(tx, { kind, postId, creatorId, at: clock.now(), goesFirst: true });
      await tx.update(post).set({ jobId: fresh }).where(eq(post.id, postId));
      taken += 1;
    });
  }
  return taken;
}

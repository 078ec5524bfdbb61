import { and, asc, eq, inArray, isNull, lt, lte, or } from "drizzle-orm";
import type { PgBoss } from "pg-boss";
import { databaseNow } from "#lib/clock/measured";
import { post } from "#lib/db/schema";
import { asState } from "#lib/posts/move";
import { resumeCured } from "#lib/posts/resume-cured";
import type { Ground } from "#lib/workspaces/scope";
import { DUE_STATES, JOB_KIND } from "./job-kind";
import type { Enqueue } from "./queue";

const BATCH = 200;
/** A job has this long to be taken before anybody looks whether it is still there, ms. */
const GRACE_MS = 15_000;

const WAITING = new Set(["created", "retry", "active"]);

/**
 * Gives a job to every post that is due, that nobody holds, and whose job is gone: lost with a queue that was restored,
 * given up after too many tries, or never seen; and to every post whose cause has gone without anybody telling it. The row
 * is the truth; the queue only wakes.
 * @returns how many posts got one
 */
export async function sweep(
  ground: Ground,
  boss: PgBoss,
  enqueue: Enqueue,
  graceMs = GRACE_MS,
): Promise<number> {
  const { db, clock } = ground;
  const now = new Date(clock.now());
  const due = await db
    .select({ id: post.id, state: post.state, jobId: post.jobId, creatorId: post.creatorId })
    .from(post)
    .where(
      and(
        lte(post.dueAt, new Date(now.getTime() - graceMs)),
        inArray(post.state, DUE_STATES),
        or(isNull(post.leaseUntil), lt(post.leaseUntil, now)),
      ),
    )
    .orderBy(asc(post.dueAt))
    .limit(BATCH);
  let given = 0;
  for (const row of due) {
    const kind = JOB_KIND[asState(row.state)];
    if (!kind || !row.creatorId) continue;
    const job = row.jobId ? await boss.getJobById(kind, row.jobId) : null;
    if (job && WAITING.has(job.state) && new Date(job.startAfter).getTime() <= databaseNow() + 1_000)
      continue;
    const { id: postId, creatorId } = row;
    await db.transaction(async (tx) => {
      const jobId = await enqueue(tx, { kind, postId, creatorId, at: clock.now() });
      await tx.update(post).set({ jobId }).where(eq(post.id, postId));
    });
    given += 1;
  }
  given += await resumeCured({ ...ground, enqueue });
  return given + (await sweepLooks(ground, enqueue, graceMs));
}

/** The same for looks ahead of a post's time. Looking twice harms nobody, so their jobs are not asked for. */
async function sweepLooks({ db, clock }: Ground, enqueue: Enqueue, graceMs: number): Promise<number> {
  const overdue = await db
    .select({ id: post.id, creatorId: post.creatorId })
    .from(post)
    .where(and(eq(post.state, "scheduled"), lte(post.lookAt, new Date(clock.now() - graceMs))))
    .orderBy(asc(post.lookAt))
    .limit(BATCH);
  for (const { id: postId, creatorId } of overdue) {
    if (!creatorId) continue;
    await db.transaction((tx) => enqueue(tx, { kind: "look", postId, creatorId, at: clock.now() }));
  }
  return overdue.length;
}

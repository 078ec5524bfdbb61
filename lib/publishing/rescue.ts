import { and, eq, inArray, isNotNull, lt, lte, sql } from "drizzle-orm";
import { fromDrizzle, type PgBoss } from "pg-boss";
import type { Tx } from "#lib/db/open";
import { post } from "#lib/db/schema";
import { asState } from "#lib/posts/move";
import type { Ground } from "#lib/workspaces/scope";
import { DUE_STATES, JOB_KIND } from "./job-kind";
import type { Enqueue } from "./queue";
import { setAside } from "./set-aside";

const BATCH = 200;

/** The end of a lease that its worker gave back: nobody has died. */
export const LET_GO = new Date(0);

/**
 * How long a post rests after the first, second, third … takeover without a step forward, ms. One that is still where it
 * was after the last of them would stop every worker for ever: it is set aside.
 */
const RESTS_MS = [0, 0, 60_000, 5 * 60_000];

type QueueTransaction = Parameters<typeof fromDrizzle>[0];
type World = Ground & { boss: PgBoss; enqueue: Enqueue };
type Dead = { id: string; fence: number; leaseUntil: Date | null; creatorId: string | null };

/**
 * Gives every post whose worker has died, or threw, to another one: its lease has run out, and nobody let go of it. The
 * queue would find out too, but only when the job's own heartbeat has been missed, looked at and waited after; the row
 * knows at once. The dead worker's job is taken out, or it would keep the creator's next post waiting.
 * @returns how many posts were taken over
 */
export async function rescue({ db, clock }: Ground, boss: PgBoss, enqueue: Enqueue): Promise<number> {
  const now = new Date(clock.now());
  const dead = await db
    .select({ id: post.id, fence: post.fence, leaseUntil: post.leaseUntil, creatorId: post.creatorId })
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
  for (const each of dead) {
    if (await db.transaction((tx) => takeOver({ db, clock, boss, enqueue }, tx, each, now))) taken += 1;
  }
  return taken;
}

async function takeOver(world: World, tx: Tx, dead: Dead, now: Date): Promise<boolean> {
  const { boss, clock, enqueue } = world;
  const { id: postId, creatorId } = dead;
  const died = dead.leaseUntil?.getTime() === LET_GO.getTime() ? 0 : 1;
  // Several workers look; one of them finds the lease as it was read.
  const [mine] = await tx
    .update(post)
    .set({ leaseHolder: null, leaseUntil: null, takeovers: sql`${post.takeovers} + ${died}` })
    .where(and(eq(post.id, postId), eq(post.fence, dead.fence), lt(post.leaseUntil, now)))
    .returning({ state: post.state, jobId: post.jobId, dueAt: post.dueAt, takeovers: post.takeovers });
  const state = asState(mine?.state ?? "draft");
  const kind = JOB_KIND[state];
  if (!mine || !kind || !creatorId) return false;
  const inside = { db: fromDrizzle(tx as unknown as QueueTransaction, sql) };
  if (mine.jobId) await boss.cancel(kind, mine.jobId, inside);
  const { takeovers } = mine;
  if (takeovers > RESTS_MS.length) {
    await setAside(world, tx, { postId, creatorId, state, takeovers });
    return true;
  }
  const rest = died ? (RESTS_MS[takeovers - 1] ?? 0) : 0;
  const at = clock.now() + rest;
  const jobId = await enqueue(tx, { kind, postId, creatorId, at, goesFirst: rest === 0 });
  await tx
    .update(post)
    .set({ jobId, ...(rest > 0 ? { dueAt: new Date(at) } : {}) })
    .where(eq(post.id, postId));
  return true;
}

import { and, asc, inArray, isNull, lt, or } from "drizzle-orm";
import { repair } from "#lib/db/schema";
import type { Ground } from "#lib/workspaces/scope";
import { type EnqueueRepair, isShort } from "./workshop";

const BATCH = 200;
/** A job has this long to be taken before anybody looks after it, ms. */
const GRACE_MS = 15_000;

/**
 * Gives a job to every conversion that nobody holds: a job that still waits is left alone, one that was lost is made anew.
 * The row is the truth; the queue only wakes.
 */
export async function sweepRepairs(
  { db, clock }: Ground,
  enqueueRepair: EnqueueRepair,
  graceMs = GRACE_MS,
): Promise<void> {
  const now = clock.now();
  const waiting = await db
    .select({ id: repair.id, plan: repair.plan })
    .from(repair)
    .where(
      and(
        inArray(repair.state, ["queued", "running"]),
        lt(repair.createdAt, new Date(now - graceMs)),
        or(isNull(repair.leaseUntil), lt(repair.leaseUntil, new Date(now))),
      ),
    )
    .orderBy(asc(repair.createdAt))
    .limit(BATCH);
  for (const { id, plan } of waiting) {
    const job = { repairId: id, short: isShort(plan) };
    await db.transaction((tx) => enqueueRepair(tx, job));
  }
}

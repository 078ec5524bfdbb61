import { setTimeout as pause } from "node:timers/promises";
import { and, eq, inArray, isNull, lt, or, sql } from "drizzle-orm";
import { repair } from "#lib/db/schema";
import type { Ground } from "#lib/workspaces/scope";
import type { RepairRow } from "./repair-view";

/** How long a claim lasts without renewal, ms: what a killed worker costs. */
export const LEASE_MS = 10_000;
/** How often a claim is renewed, progress told, and a cancellation noticed, ms. */
const RENEW_MS = 1_000;
const LOOK_MS = 250;

/**
 * Takes a conversion up: the fence is raised, so that a worker that was overtaken writes nothing more. Waits for the lease of
 * another one to run out. `undefined`: it has ended, or `signal` has.
 */
export async function claimRepair(
  { db, clock }: Ground,
  repairId: string,
  signal: AbortSignal,
  leaseMs = LEASE_MS,
): Promise<RepairRow | undefined> {
  while (!signal.aborted) {
    const now = clock.now();
    const free = or(isNull(repair.leaseUntil), lt(repair.leaseUntil, new Date(now)));
    const [mine] = await db
      .update(repair)
      .set({
        state: "running",
        fence: sql`${repair.fence} + 1`,
        progress: 0,
        leaseUntil: new Date(now + leaseMs),
        startedAt: new Date(now),
      })
      .where(and(eq(repair.id, repairId), inArray(repair.state, ["queued", "running"]), free))
      .returning();
    if (mine) return mine;
    const [there] = await db.select({ state: repair.state }).from(repair).where(eq(repair.id, repairId));
    if (!there || (there.state !== "queued" && there.state !== "running")) return undefined;
    await pause(LOOK_MS);
  }
  return undefined;
}

/** The claim is still this worker's. */
export const mine = ({ id, fence }: Pick<RepairRow, "id" | "fence">) =>
  and(eq(repair.id, id), eq(repair.fence, fence), eq(repair.state, "running"));

/**
 * Runs `work` while the claim is renewed beside it. `overtaken` is aborted when it is not this worker's any more: canceled,
 * or taken up by another one.
 */
export async function holdRepair<T>(
  { db, clock }: Ground,
  claimed: RepairRow,
  leaseMs: number,
  shareOf: () => number,
  work: (overtaken: AbortSignal) => Promise<T>,
): Promise<T> {
  const overtaken = new AbortController();
  const ended = new AbortController();
  const renewal = (async () => {
    while (!ended.signal.aborted) {
      await pause(Math.min(RENEW_MS, leaseMs / 3), undefined, { signal: ended.signal }).catch(() => {});
      if (ended.signal.aborted) return;
      const kept = await db
        .update(repair)
        .set({
          progress: Math.round(1000 * shareOf()),
          leaseUntil: new Date(clock.now() + leaseMs),
        })
        .where(mine(claimed))
        .returning({ id: repair.id })
        // A renewal that cannot reach the database is tried again; the lease running out is what ends the claim.
        .catch(() => [claimed]);
      if (kept.length === 0) overtaken.abort();
    }
  })();
  try {
    return await work(overtaken.signal);
  } finally {
    ended.abort();
    await renewal;
  }
}

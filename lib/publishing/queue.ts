import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { fromDrizzle, PgBoss } from "pg-boss";
import type { Clock } from "#lib/clock/clock";
import { databaseNow } from "#lib/clock/measured";
import type { OpenDatabase, Tx } from "#lib/db/open";
import { log } from "#lib/log/log";
import type { EnqueueRepair } from "#lib/repair/workshop";
import { ring } from "./doorbell";
import type { JobKind } from "./ports";

/** What a job carries: ids only, the row is the truth. */
export type JobData = { postId: string; creatorId: string };

/**
 * Puts a job into the caller's transaction and returns its id. `at` in ms. `goesFirst`: before all that waits, because it
 * was begun and is nobody's now.
 */
export type Enqueue = (
  tx: Tx,
  job: JobData & { kind: JobKind; at: number; goesFirst?: boolean },
) => Promise<string>;

// Drizzle types the rows of `execute` by driver; the queue reads `rows`, which all of them have.
type QueueTransaction = Parameters<typeof fromDrizzle>[0];

// Its shortest: a killed worker's job is handed on after this long.
const HEARTBEAT_S = 10;

const QUEUES: Record<JobKind, { policy: "singleton" | "standard" }> = {
  // One publish at a time per creator, on however many machines.
  publish: { policy: "singleton" },
  watch: { policy: "standard" },
  look: { policy: "standard" },
};

/** Conversions wait in a queue of their own, so that no number of them keeps a post waiting. */
export const REPAIR_QUEUE = "repair";
export type RepairJob = { repairId: string };

/** Opens the queue on the product's own connections and makes sure that its tables and queues are there. */
export async function openQueue(database: OpenDatabase): Promise<PgBoss> {
  const { db, backend } = database.forQueue;
  const boss = new PgBoss({
    db,
    backend,
    // The worker does it, while there is something to look after.
    supervise: false,
    monitorIntervalSeconds: 5,
    maintenanceIntervalSeconds: 3600,
    schedule: false,
  });
  // The queue retries by itself; what it says is kept for the operator.
  boss.on("error", (problem) => log.warn({ problem: problem.message }, "queue"));
  await boss.start();
  // One job at a time for each conversion, whoever asks for another.
  const queues = { ...QUEUES, [REPAIR_QUEUE]: { policy: "exclusive" } };
  for (const [name, { policy }] of Object.entries(queues)) {
    const options = {
      policy,
      heartbeatSeconds: HEARTBEAT_S,
      expireInSeconds: 6 * 3600,
      retryLimit: 20,
      retryDelay: 5,
      retryBackoff: true,
      retryDelayMax: 300,
      deleteAfterSeconds: 24 * 3600,
    };
    await boss.createQueue(name, options);
  }
  return boss;
}

/** Enqueues through `boss` inside a transaction of ours: the job is there exactly when the row's change is. */
export function enqueueWith(boss: PgBoss, clock: Clock): Enqueue {
  return async (tx, { kind, at, postId, creatorId, goesFirst }) => {
    // A fresh id each time: one that still stands in the table would be skipped in silence.
    const id = randomUUID();
    // The queue goes by the database's time, from which a test may have pushed our clock.
    const startAfter = new Date(databaseNow() + Math.max(0, at - clock.now()));
    const db = fromDrizzle(tx as unknown as QueueTransaction, sql);
    const priority = goesFirst ? 1 : 0;
    const options = { id, startAfter, singletonKey: creatorId, priority, db };
    const sent = await boss.send(kind, { postId, creatorId }, options);
    if (!sent) throw new Error(`The queue did not take a ${kind} job.`);
    ring(at - clock.now());
    return sent;
  };
}

/** The same for conversions; of one that is waiting or under way there is a job already. */
export function enqueueRepairWith(boss: PgBoss): EnqueueRepair {
  return async (tx, { repairId, short }) => {
    const db = fromDrizzle(tx as unknown as QueueTransaction, sql);
    const job: RepairJob = { repairId };
    await boss.send(REPAIR_QUEUE, job, { singletonKey: repairId, priority: short ? 1 : 0, db });
    ring(0);
  };
}

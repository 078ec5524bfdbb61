import type { PgBoss } from "pg-boss";
import type { Clock } from "#lib/clock/clock";
import type { OpenDatabase } from "#lib/db/open";
import type { EnqueueRepair } from "#lib/repair/workshop";
import { type Enqueue, enqueueRepairWith, enqueueWith, openQueue } from "./queue";

// On globalThis: doors and worker may be bundled apart, but the embedded database has one queue.
const kept = globalThis as typeof globalThis & { aircheckQueue?: Promise<PgBoss> };

/** The queue of this process, opened at first use. */
export function queue(database: OpenDatabase): Promise<PgBoss> {
  kept.aircheckQueue ??= openQueue(database).catch((problem) => {
    kept.aircheckQueue = undefined;
    throw problem;
  });
  return kept.aircheckQueue;
}

export async function enqueue(database: OpenDatabase, clock: Clock): Promise<Enqueue> {
  return enqueueWith(await queue(database), clock);
}

export async function enqueueRepair(database: OpenDatabase): Promise<EnqueueRepair> {
  return enqueueRepairWith(await queue(database));
}

/** Stops taking jobs, waits for those in hand for up to `patienceMs`, and lets go. */
export async function closeQueue(patienceMs: number): Promise<void> {
  const boss = await kept.aircheckQueue;
  kept.aircheckQueue = undefined;
  await boss?.stop({ graceful: true, timeout: patienceMs });
}

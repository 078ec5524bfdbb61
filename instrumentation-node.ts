import { clock, ground } from "#lib/auth/ground";
import { closeDatabase, database } from "#lib/db/database";
import { environment } from "#lib/env/read";
import { closeQueue, enqueue, queue } from "#lib/publishing/running";
import { allowLongUploads } from "#lib/storage/allow-long-uploads";
import { runWorker, type Worker } from "#worker/run-worker";

const kept = globalThis as typeof globalThis & { aircheckWorker?: Promise<Worker> };

/** Opens the database, and in the embedded default starts the worker: web and worker are one process there. */
export async function startProcess(): Promise<void> {
  allowLongUploads();
  const { embedded } = environment();
  const opened = await database();
  const boss = await queue(opened);
  if (embedded) {
    const reach = await ground();
    kept.aircheckWorker ??= enqueue(opened, clock).then((sends) => runWorker(reach, boss, sends));
    await kept.aircheckWorker;
  }
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, stopProcess);
}

async function stopProcess(): Promise<void> {
  await (await kept.aircheckWorker)?.stop();
  await closeQueue(10_000);
  await closeDatabase();
  process.exit(0);
}

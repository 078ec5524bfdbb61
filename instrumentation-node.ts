import { clock, ground, storage } from "#lib/auth/ground";
import { markKeys } from "#lib/creators/check-keys";
import { closeDatabase, database } from "#lib/db/database";
import { environment } from "#lib/env/read";
import { log } from "#lib/log/log";
import { markMediaFolder } from "#lib/media-library/same-folder";
import { closeQueue, enqueue, queue } from "#lib/publishing/running";
import { allowLongUploads } from "#lib/storage/allow-long-uploads";
import { runWorker, type Worker } from "#worker/run-worker";

const KEYLESS =
  "TikTok's permission for these accounts is sealed with a key that TOKEN_KEY does not have: add it behind the newest one";

const running = globalThis as typeof globalThis & { aircheckWorker?: Promise<Worker> };

/** Opens the database, and in the embedded default starts the worker: web and worker are one process there. */
export async function startProcess(): Promise<void> {
  allowLongUploads();
  const { embedded, FFMPEG_PATH: ffmpeg, TOKEN_KEY: keys } = environment();
  const kept = await storage();
  const opened = await database();
  if (kept.kind === "disk") await markMediaFolder(opened.db, kept.folder).catch(refuseToStart);
  const accounts = await markKeys(opened.db, keys).catch(refuseToStart);
  if (accounts > 0) log.warn({ accounts }, KEYLESS);
  const boss = await queue(opened);
  if (embedded) {
    const reach = await ground();
    running.aircheckWorker ??= enqueue(opened, clock).then((sends) =>
      runWorker(reach, boss, sends, { ffmpeg }),
    );
    await running.aircheckWorker;
  }
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, stopProcess);
}

/** What only whoever started it can put right: plain words, no stack. */
async function refuseToStart(problem: Error): Promise<never> {
  process.stderr.write(`error: ${problem.message}\n`);
  await closeDatabase();
  process.exit(1);
}

async function stopProcess(): Promise<void> {
  await (await running.aircheckWorker)?.stop();
  await closeQueue(10_000);
  await closeDatabase();
  process.exit(0);
}

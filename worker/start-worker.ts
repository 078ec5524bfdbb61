import { join } from "node:path";
import type { Clock } from "#lib/clock/clock";
import { checkKeys } from "#lib/creators/check-keys";
import { measureClock } from "#lib/db/measure-clock";
import { migrate } from "#lib/db/migrate";
import { openDatabase } from "#lib/db/open";
import type { Environment } from "#lib/env/read";
import { checkMediaFolder } from "#lib/media-library/same-folder";
import { enqueueWith, openQueue } from "#lib/publishing/queue";
import { openStorage } from "#lib/storage/open-storage";
import { tiktokApp } from "#lib/tiktok/app";
import { mediaAddress } from "#lib/tiktok/media-address";
import { type Manner, runWorker, type Worker } from "./run-worker";

/** Thrown when a worker cannot run by itself. The message is for the person who started it. */
export class NoWorkerHere extends Error {}

/**
 * A worker in a process of its own, beside a web process and any number of other workers on any number of machines.
 * @throws NoWorkerHere, WrongMediaFolder, WrongKey
 */
export async function startWorker(settings: Environment, clock: Clock, manner?: Manner): Promise<Worker> {
  if (settings.embedded) {
    throw new NoWorkerHere(
      "With the embedded database the worker runs inside the web process. Set DATABASE_URL to run one by itself.",
    );
  }
  const opened = await openDatabase({ url: settings.DATABASE_URL, folder: settings.DATA_DIR });
  await migrate(opened.db, join(process.cwd(), "drizzle"));
  await measureClock(opened.db);
  const storage = await openStorage(settings);
  if (storage.kind === "disk") await checkMediaFolder(opened.db, storage.folder);
  await checkKeys(opened.db, settings.TOKEN_KEY);
  const boss = await openQueue(opened);
  const reach = {
    db: opened.db,
    clock,
    app: tiktokApp(settings),
    keys: settings.TOKEN_KEY,
    dataFolder: settings.DATA_DIR,
    storage,
    mediaAddress: mediaAddress(settings),
  };
  const worker = await runWorker(reach, boss, enqueueWith(boss, clock), {
    ffmpeg: settings.FFMPEG_PATH,
    ...manner,
  });
  return {
    id: worker.id,
    async stop() {
      await worker.stop();
      await boss.stop({ graceful: true, timeout: 15_000 });
      await opened.close();
    },
  };
}

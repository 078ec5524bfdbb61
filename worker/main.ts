import { join } from "node:path";
import { machineClock } from "#lib/clock/clock";
import { migrate } from "#lib/db/migrate";
import { openDatabase } from "#lib/db/open";
import { environment } from "#lib/env/read";
import { enqueueWith, openQueue } from "#lib/publishing/queue";
import { tiktokApp } from "#lib/tiktok/app";
import { runWorker } from "./run-worker";

/** A worker in a process of its own, beside a web process and any number of other workers. */
async function main(): Promise<void> {
  const settings = environment();
  if (settings.embedded) {
    throw new Error(
      "With the embedded database the worker runs inside the web process. Set DATABASE_URL to run one by itself.",
    );
  }
  const opened = await openDatabase({ url: settings.DATABASE_URL, folder: settings.DATA_DIR });
  await migrate(opened.db, join(process.cwd(), "drizzle"));
  const clock = machineClock();
  const boss = await openQueue(opened);
  const reach = {
    db: opened.db,
    clock,
    app: tiktokApp(settings),
    keys: settings.TOKEN_KEY,
    dataFolder: settings.DATA_DIR,
  };
  const worker = await runWorker(reach, boss, enqueueWith(boss, clock));
  process.stdout.write(`worker ready ${worker.id}\n`);
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, async () => {
      await worker.stop();
      await boss.stop({ graceful: true, timeout: 15_000 });
      await opened.close();
      process.exit(0);
    });
  }
}

main().catch((problem: Error) => {
  process.stderr.write(`error: ${problem.message}\n`);
  process.exit(1);
});

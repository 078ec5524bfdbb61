import { machineClock } from "#lib/clock/clock";
import { environment } from "#lib/env/read";
import { startWorker } from "./start-worker";

async function main(): Promise<void> {
  const worker = await startWorker(environment(), machineClock());
  process.stdout.write(`worker ready ${worker.id}\n`);
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, async () => {
      await worker.stop();
      process.exit(0);
    });
  }
}

main().catch((problem: Error) => {
  process.stderr.write(`error: ${problem.message}\n`);
  process.exit(1);
});

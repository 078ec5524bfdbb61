import { randomUUID } from "node:crypto";
import { eq, lt } from "drizzle-orm";
import type { Job, PgBoss } from "pg-boss";
import type { Reach } from "#lib/creators/reach";
import { replaySpilled } from "#lib/creators/spill";
import { workerPulse } from "#lib/db/schema";
import { log } from "#lib/log/log";
import { productPorts } from "#lib/publishing/product-ports";
import { publish } from "#lib/publishing/publish";
import type { Enqueue, JobData } from "#lib/publishing/queue";
import { sweep } from "#lib/publishing/sweep";
import { watch } from "#lib/publishing/watch";

export type Worker = { id: string; stop(): Promise<void> };

// Publishing is waiting for TikTok most of the time, so a few hands serve many creators.
const HANDS = { publish: 6, watch: 3 } as const;
const SWEEP_MS = 60_000;
const PULSE_MS = 5_000;

/** Acts when nobody is watching: takes jobs, sweeps for lost ones, and says that it is alive. */
export async function runWorker(reach: Reach, boss: PgBoss, enqueue: Enqueue): Promise<Worker> {
  const id = randomUUID();
  const ports = productPorts(reach, enqueue, id);
  await replaySpilled(reach);
  const verbs = { publish, watch };
  for (const kind of ["publish", "watch"] as const) {
    for (let hand = 0; hand < HANDS[kind]; hand++) {
      const options = { pollingIntervalSeconds: 0.5, batchSize: 1 };
      const own = await boss.work<JobData>(kind, options, async ([job]: Job<JobData>[]) => {
        if (job) await verbs[kind](ports, job.data.postId, job.signal);
        // Another job may be waiting: look at once instead of at the next poll.
        boss.notifyWorker(own);
      });
    }
  }
  const sweeping = every(SWEEP_MS, () => sweep(reach, boss, enqueue));
  await pulse(reach, id, "start");
  const beating = every(PULSE_MS, () => pulse(reach, id, "beat"));
  return {
    id,
    async stop() {
      await Promise.all([sweeping(), beating()]);
      await reach.db.delete(workerPulse).where(eq(workerPulse.id, id));
    },
  };
}

async function pulse({ db }: Reach, id: string, kind: "start" | "beat"): Promise<void> {
  const now = new Date();
  if (kind === "beat") {
    await db.update(workerPulse).set({ seenAt: now }).where(eq(workerPulse.id, id));
    return;
  }
  // Workers that died without a word are forgotten here.
  await db.delete(workerPulse).where(lt(workerPulse.seenAt, new Date(now.getTime() - 10 * 60_000)));
  await db.insert(workerPulse).values({ id, startedAt: now, seenAt: now });
}

/** Runs `work` again and again, never twice at once. Returns the function that ends it. */
function every(ms: number, work: () => Promise<unknown>): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve();
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    running = work()
      .catch((problem: Error) => log.warn({ problem: problem.message }, "worker"))
      .finally(() => {
        busy = false;
      });
  }, ms);
  return async () => {
    clearInterval(timer);
    await running;
  };
}

import { randomUUID } from "node:crypto";
import type { PgBoss } from "pg-boss";
import type { Reach } from "#lib/creators/reach";
import { replaySpilled } from "#lib/creators/spill";
import { beatPulse, beginPulse, endPulse } from "#lib/db/pulse";
import { log } from "#lib/log/log";
import { sweepUploads } from "#lib/media-library/cancel-upload";
import { judgeMedia } from "#lib/media-library/judge-media";
import { sweepLeftovers } from "#lib/media-library/sweep-leftovers";
import type { JobKind, Ports } from "#lib/publishing/ports";
import { productPorts } from "#lib/publishing/product-ports";
import {
  type Enqueue,
  enqueueRepairWith,
  type JobData,
  REPAIR_QUEUE,
  type RepairJob,
} from "#lib/publishing/queue";
import { rescue } from "#lib/publishing/rescue";
import { sweep } from "#lib/publishing/sweep";
import { runRepair } from "#lib/repair/run-repair";
import { sweepRepairs } from "#lib/repair/sweep-repairs";
import { hands } from "./hands";
import { type Lookout, startLookout } from "./lookout";
import { type Hands, takeJobs } from "./take-jobs";
import { workOf } from "./work-of";

/** How one worker differs from the usual ones. */
export type Manner = {
  /** What the engine's ports are given through. */
  around?: (ports: Ports) => Ports;
  hands?: Partial<Record<JobKind | "repair", Hands>>;
  /** The ffmpeg that the settings name. */
  ffmpeg?: string;
};

export type Worker = { id: string; stop(): Promise<void> };

const SWEEP_MS = 60_000;
const SELDOM_MS = 10 * 60_000;
const RESCUE_MS = 1_000;
const SUPERVISE_MS = 5_000;
const PULSE_MS = 10_000;
const PATIENCE_MS = 10_000;

/**
 * Acts when nobody is watching: takes jobs, takes over from workers that died, sweeps for lost jobs, and says that it is
 * alive.
 */
export async function runWorker(
  reach: Reach,
  boss: PgBoss,
  enqueue: Enqueue,
  manner: Manner = {},
): Promise<Worker> {
  const id = randomUUID();
  const given = productPorts(reach, enqueue, id);
  const ports = manner.around?.(given) ?? given;
  await replaySpilled(reach);
  // After an update the library can be asked for verdicts at once, unless it is a large one.
  await judgeMedia(reach);
  const work = workOf(reach, enqueue, ports);
  const kinds = Object.keys(work) as (keyof typeof work)[];
  const lookout = startLookout(reach);
  const handsOf = (kind: keyof typeof hands) => manner.hands?.[kind] ?? hands[kind];
  const takings = kinds.map((kind) =>
    takeJobs<JobData>(
      ...([boss, kind, handsOf(kind)] as const),
      ({ postId }, signal, jobId) => work[kind](postId, signal, jobId),
      lookout,
    ),
  );
  const repairing = { ...reach, ffmpeg: manner.ffmpeg };
  takings.push(
    takeJobs<RepairJob>(
      ...([boss, REPAIR_QUEUE, handsOf("repair")] as const),
      ({ repairId }, signal) => runRepair(repairing, repairId, signal),
      lookout,
    ),
  );
  const tidying = tidy(reach, boss, enqueue, lookout);
  const rescuing = every(RESCUE_MS, async () => lookout.isAwake() && rescue(reach, boss, enqueue));
  const supervising = every(SUPERVISE_MS, async () => lookout.isAwake() && boss.supervise());
  await beginPulse(reach.db, id);
  const beating = every(PULSE_MS, () => beatPulse(reach.db, id));
  return {
    id,
    async stop() {
      // A deploy waits for what is nearly done; the rest is let go of where it stands, and taken up by another worker.
      await Promise.all(takings.map((taking) => taking.stop(PATIENCE_MS)));
      await Promise.all([tidying(), rescuing(), supervising(), beating(), lookout.stop()]);
      await endPulse(reach.db, id);
    },
  };
}

/** Once a minute while there is work, seldom while there is none: what is due but has no job is work, so nothing waits for it. */
function tidy(reach: Reach, boss: PgBoss, enqueue: Enqueue, lookout: Lookout): () => Promise<void> {
  const enqueueRepair = enqueueRepairWith(boss);
  let asleepSince = Date.now();
  return every(SWEEP_MS, async () => {
    const now = Date.now();
    if (!lookout.isAwake() && now - asleepSince < SELDOM_MS) return;
    asleepSince = now;
    await boss.supervise();
    await sweep(reach, boss, enqueue);
    await sweepRepairs(reach, enqueueRepair);
    await sweepUploads(reach);
    await sweepLeftovers(reach);
    await judgeMedia(reach);
  });
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

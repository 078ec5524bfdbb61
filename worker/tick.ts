import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { PgBoss } from "pg-boss";
import type { Reach } from "#lib/creators/reach";
import { replaySpilled } from "#lib/creators/spill";
import { noteTick } from "#lib/db/pulse";
import { sweepUploads } from "#lib/media-library/cancel-upload";
import { judgeMedia } from "#lib/media-library/judge-media";
import { sweepLeftovers } from "#lib/media-library/sweep-leftovers";
import { nextDue } from "#lib/publishing/next-due";
import type { JobKind } from "#lib/publishing/ports";
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
import { takeJobs } from "./take-jobs";
import { workOf } from "./work-of";

/** What one tick did. */
export type Ticked = {
  /** Jobs that were worked on. */
  jobs: number;
  /** Posts that were let go of in the middle, at the time limit: the next tick goes on with them. */
  handedOver: number;
  /** Whether something is due already, so that the next tick had better come at once. */
  more: boolean;
};

// One call has a small machine to itself, and has to be able to let go of everything in a moment.
const AT_ONCE: Record<JobKind, number> = { publish: 10, watch: 10, look: 2 };
const POLL_MS = 500;
/** How often it looks whether anything is left for it, ms. */
const LOOK_MS = 1_000;

/**
 * A bounded amount of a worker's work, for hosts that run nothing in between: publishes, watches, looks ahead and converts until
 * nothing is due within the limit, or the limit is reached. What is in hand then is let go of where it stands, an upload
 * in the middle included. Any number of ticks and workers may run at once.
 */
export async function tick(
  reach: Reach,
  boss: PgBoss,
  enqueue: Enqueue,
  { limitMs, ffmpeg = "" }: { limitMs: number; ffmpeg?: string },
): Promise<Ticked> {
  const until = Date.now() + limitMs;
  const left = () => Math.max(0, until - Date.now());
  await noteTick(reach.db);
  await replaySpilled(reach);
  // Nobody looked after the queue since the last tick.
  await boss.supervise();
  await rescue(reach, boss, enqueue);
  await sweep(reach, boss, enqueue);
  await sweepRepairs(reach, enqueueRepairWith(boss));
  const work = workOf(reach, enqueue, productPorts(reach, enqueue, randomUUID()));
  let jobs = 0;
  const takings = (Object.keys(AT_ONCE) as JobKind[]).map((kind) =>
    takeJobs<JobData>(boss, kind, { most: AT_ONCE[kind], pollMs: POLL_MS }, ({ postId }, signal, jobId) => {
      jobs += 1;
      return work[kind](postId, signal, jobId);
    }),
  );
  // One that was asked for while there still was a worker. What takes longer than a tick is given up after some of them.
  const repairing = takeJobs<RepairJob>(
    boss,
    REPAIR_QUEUE,
    { most: 1, pollMs: POLL_MS },
    ({ repairId }, signal) => {
      jobs += 1;
      return runRepair({ ...reach, ffmpeg }, repairId, signal);
    },
  );
  do {
    await pause(Math.min(LOOK_MS, left()));
    await rescue(reach, boss, enqueue);
  } while (left() > 0 && (await nextDue(reach)) <= reach.clock.now() + left());
  await Promise.all([...takings, repairing].map((taking) => taking.stop(left())));
  await sweepUploads(reach);
  await sweepLeftovers(reach);
  await judgeMedia(reach);
  const handedOver = await rescue(reach, boss, enqueue);
  return { jobs, handedOver, more: (await nextDue(reach)) <= reach.clock.now() };
}

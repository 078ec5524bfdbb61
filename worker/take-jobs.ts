import type { Job, PgBoss } from "pg-boss";
import { log } from "#lib/log/log";
import type { Lookout } from "./lookout";

export type Taking = {
  /** Takes nothing more and waits for what is in hand; after `patienceMs` the work is told to stop where it is. */
  stop(patienceMs: number): Promise<void>;
};

export type Hands = {
  /** How many jobs this process works on at once, at most. */
  most: number;
  /** How often it looks for work while it has none, ms. */
  pollMs: number;
};

/** Half of the queue's shortest heartbeat: a worker that lives is never taken for dead. */
const TOUCH_MS = 5_000;

/**
 * Takes jobs as they come due: as many at a time as there are free hands, and each is handed back the moment its own work
 * ends, so that a slow upload keeps nobody waiting but its own creator. What ended while others were being handed back goes
 * back together, and nobody waits for that to look for more: a thousand posts that are due in one instant cost few questions.
 * @param lookout while it sleeps nobody asks for jobs; without one they are asked for all the time
 */
export function takeJobs<JobData>(
  boss: PgBoss,
  kind: string,
  { most, pollMs }: Hands,
  work: (data: JobData, signal: AbortSignal, jobId: string) => Promise<void>,
  lookout?: Pick<Lookout, "isAwake" | "onWake">,
): Taking {
  const inHand = new Map<string, Job<JobData>>();
  const ended: Job<JobData>[] = [];
  const giveUp = new AbortController();
  let stopping = false;
  let handingBack: Promise<void> | undefined;
  let wake: () => void = () => {};
  /** Something happened while we were asking: look again before sleeping. */
  let again = false;

  const look = () => {
    again = true;
    wake();
  };
  const sleep = () =>
    new Promise<void>((resolve) => {
      const timer = lookout?.isAwake() === false ? undefined : setTimeout(resolve, pollMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  lookout?.onWake(() => wake());

  async function run(job: Job<JobData>): Promise<void> {
    try {
      await work(job.data, giveUp.signal, job.id);
      ended.push(job);
      handingBack ??= handBack().finally(() => {
        handingBack = undefined;
      });
    } catch (problem) {
      // The queue offers it again, later each time; the row is as the last commit left it.
      const message = problem instanceof Error ? problem.message : String(problem);
      log.warn({ problem: message, kind, job: job.data }, "a job ended in a surprise");
      await quietly("fail", () => boss.fail(kind, attemptOf(job), { message }));
    }
    inHand.delete(job.id);
    look();
  }

  async function handBack(): Promise<void> {
    while (ended.length > 0) {
      const done = ended.splice(0).map(attemptOf);
      // When this is lost the jobs come back after their heartbeat, and the rows say that there is nothing to do.
      await quietly("complete", () => boss.complete(kind, done));
      // A creator's next job may be taken now.
      look();
    }
  }

  async function fetchMore(): Promise<void> {
    const free = most - inHand.size;
    if (free === 0) return;
    const jobs = (await quietly("fetch", () => boss.fetch<JobData>(kind, { batchSize: free }))) ?? [];
    for (const job of jobs) {
      inHand.set(job.id, job);
      void run(job);
    }
    // A full batch: there may be more.
    if (jobs.length === free) look();
  }

  async function loop(): Promise<void> {
    while (!stopping) {
      again = false;
      await fetchMore();
      if (!again) await sleep();
    }
    while (inHand.size > 0) await sleep();
    await handingBack;
  }

  const touching = setInterval(() => {
    const held = [...inHand.values()].map(attemptOf);
    if (held.length > 0) void quietly("touch", () => boss.touch(kind, held));
  }, TOUCH_MS);
  const looping = loop();
  return {
    async stop(patienceMs) {
      stopping = true;
      const force = setTimeout(() => giveUp.abort(), patienceMs);
      look();
      await looping;
      clearTimeout(force);
      clearInterval(touching);
    },
  };
}

const attemptOf = ({ id, retryCount }: Job<unknown>) => ({ id, retryCount });

/** The database may be away for a while: the next turn asks again. */
async function quietly<T>(what: string, ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (problem) {
    log.warn({ problem: problem instanceof Error ? problem.message : String(problem), what }, "queue");
    return undefined;
  }
}

import type { NewJob } from "../ports";
import type { VirtualTime } from "./virtual-time";

export type QueuedJob = NewJob & { postId: string; creatorId: string };

type Parts = {
  time: VirtualTime;
  /**
   * Does a job. `died`: whoever did it never answers again. A worker that sleeps longer than its heartbeat calls
   * `missed`: its job is handed on while it still believes that it is its own.
   */
  work(job: QueuedJob, missed: () => void): Promise<"done" | "died">;
  /** How long the job of a dead worker rests, ms. */
  takeoverMs(): number;
};

const LOOK_AGAIN_MS = 500;

/**
 * The queue in memory: a second implementation of what the engine needs of the one in Postgres. A job is given out at its
 * time and not before, a creator's publish jobs one at a time, a dead worker's job once more.
 */
export function memoryQueue({ time, work, takeoverMs }: Parts): { send(job: QueuedJob): void } {
  const busy = new Set<string>();

  function dispatch(job: QueuedJob): void {
    const key = job.kind === "publish" ? job.creatorId : `${job.postId}:watch`;
    if (busy.has(key)) {
      time.at(time.now() + LOOK_AGAIN_MS, () => dispatch(job));
      return;
    }
    busy.add(key);
    const handOn = () =>
      time.at(time.now() + takeoverMs(), () => {
        busy.delete(key);
        dispatch(job);
      });
    work(job, handOn).then((how) => (how === "died" ? handOn() : busy.delete(key)));
  }

  return { send: (job) => time.at(job.at, () => dispatch(job)) };
}

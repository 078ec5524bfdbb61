import type { Clock } from "#lib/clock/clock";
import { newId } from "#lib/db/id";
import type { Db } from "#lib/db/open";
import type { Enqueue } from "./queue";

export type Job = Parameters<Enqueue>[1];

/**
 * A queue whose jobs are run by hand. As in the product's, a job is there exactly when the transaction that it was put
 * into has been committed; it takes none outside of one.
 */
export function testQueue(db: Db, clock: Clock): { jobs: (Job & { id: string })[]; enqueue: Enqueue } {
  const jobs: (Job & { id: string })[] = [];
  const waiting = new WeakMap<object, typeof jobs>();
  const transaction = db.transaction.bind(db);
  db.transaction = async (work, config) => {
    const inside: typeof jobs = [];
    const result = await transaction((tx) => {
      waiting.set(tx, inside);
      return work(tx);
    }, config);
    jobs.push(...inside);
    return result;
  };
  const enqueue: Enqueue = async (tx, job) => {
    const inside = waiting.get(tx);
    if (!inside) throw new Error("A job has to be enqueued in the transaction that writes its post.");
    const id = newId(clock.now());
    inside.push({ ...job, id });
    return id;
  };
  return { jobs, enqueue };
}

import { desc, eq, lt } from "drizzle-orm";
import { databaseNow } from "#lib/clock/measured";
import { note, readNote } from "./notes";
import type { Db } from "./open";
import { workerPulse } from "./schema";

/** A worker that was not seen for so long is not there, ms. It shows itself every ten seconds. */
const QUIET_MS = 30_000;
/** After so long it is forgotten, ms. */
const FORGOTTEN_MS = 10 * 60_000;
/** Ticks come once a minute; after so long there are none, ms. */
const TICKLESS_MS = 3 * 60_000;
/** A worker that is started together with the web process may need so long, ms. */
const START_MS = 60_000;

const TICKED = "ticked_at";

/** A worker shows that it is there. After a long break it is known again. */
export async function beatPulse(db: Db, id: string): Promise<void> {
  const seenAt = new Date(databaseNow());
  const over = { target: workerPulse.id, set: { seenAt } };
  await db.insert(workerPulse).values({ id, startedAt: seenAt, seenAt }).onConflictDoUpdate(over);
}

/** A worker begins: those that died without a word are forgotten. */
export async function beginPulse(db: Db, id: string): Promise<void> {
  await db.delete(workerPulse).where(lt(workerPulse.seenAt, new Date(databaseNow() - FORGOTTEN_MS)));
  await beatPulse(db, id);
}

export async function endPulse(db: Db, id: string): Promise<void> {
  await db.delete(workerPulse).where(eq(workerPulse.id, id));
}

export const noteTick = (db: Db): Promise<void> => note(db, TICKED, String(databaseNow()));

/** Whether a worker runs, here or on another machine. */
export async function isWorkerThere(db: Db): Promise<boolean> {
  const [newest] = await db.select().from(workerPulse).orderBy(desc(workerPulse.seenAt)).limit(1);
  return newest !== undefined && databaseNow() - newest.seenAt.getTime() < QUIET_MS;
}

/** Whether anybody takes up what is due: a worker, or somebody who calls again and again where nothing runs in between. */
export async function isAnybodyAtWork(db: Db, upMs = process.uptime() * 1000): Promise<boolean> {
  if (upMs < START_MS || (await isWorkerThere(db))) return true;
  const ticked = Number((await readNote(db, TICKED)) ?? 0);
  return databaseNow() - ticked < TICKLESS_MS;
}

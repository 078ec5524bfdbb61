import { sql } from "drizzle-orm";
import { noteDatabaseTime } from "#lib/clock/measured";
import type { Db } from "./open";

const AGAIN_MS = 60_000;
let measuredAt = Number.NEGATIVE_INFINITY;

/** Asks the database what time it is: all machines go by its clock, whatever their own says. */
export async function measureClock(db: Db): Promise<void> {
  const sentAt = Date.now();
  const { rows } = (await db.execute(
    sql`select (extract(epoch from clock_timestamp()) * 1000)::float8 as at`,
  )) as unknown as { rows: { at: number }[] };
  measuredAt = performance.now();
  if (rows[0]) noteDatabaseTime(sentAt, rows[0].at, Date.now());
}

/** The same, at most once a minute: for processes that act only when somebody asks them to. */
export async function keepClockMeasured(db: Db): Promise<void> {
  if (performance.now() - measuredAt > AGAIN_MS) await measureClock(db);
}

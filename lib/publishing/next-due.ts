import { inArray, sql } from "drizzle-orm";
import { noteDatabaseTime } from "#lib/clock/measured";
import { post, repair } from "#lib/db/schema";
import type { Ground } from "#lib/workspaces/scope";
import { DUE_STATES } from "./job-kind";

/**
 * When something needs a worker next, ms: a post, a look ahead of one, a conversion. Infinity while nothing is planned.
 * One question, answered by the beginnings of three indexes, however many rows there are; the clock is measured by the way.
 */
export async function nextDue({ db }: Pick<Ground, "db">): Promise<number> {
  const askedAt = Date.now();
  const due = sql`(select min(${post.dueAt}) from ${post} where ${inArray(post.state, DUE_STATES)})`;
  const look = sql`(select min(${post.lookAt}) from ${post} where state = 'scheduled')`;
  const open = sql`(select min(${repair.createdAt}) from ${repair} where state in ('queued', 'running'))`;
  const { rows } = (await db.execute(
    sql`select (extract(epoch from least(${due}, ${look}, ${open})) * 1000)::float8 as at, (extract(epoch from clock_timestamp()) * 1000)::float8 as now`,
  )) as unknown as { rows: { at: number | null; now: number }[] };
  if (rows[0]) noteDatabaseTime(askedAt, rows[0].now, Date.now());
  return rows[0]?.at ?? Number.POSITIVE_INFINITY;
}

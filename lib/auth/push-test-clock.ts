import "server-only";
import { isNotNull, sql } from "drizzle-orm";
import { z } from "zod";
import { pushClock } from "#lib/clock/pushed";
import { database } from "#lib/db/database";
import { post, repair } from "#lib/db/schema";
import { enqueueWith } from "#lib/publishing/queue";
import { queue } from "#lib/publishing/running";
import { sweep } from "#lib/publishing/sweep";
import { clock, ground } from "./ground";

const Push = z.object({ advanceMs: z.number().int().min(0) });

/**
 * Pushes this process's clock, for journeys that would take hours. It exists only where AIRCHECK_TEST_CLOCK is set, which
 * no start of the product does; everywhere else it is as absent as any unknown address.
 */
export async function pushTestClock(request: Request): Promise<Response> {
  if (process.env.AIRCHECK_TEST_CLOCK !== "true") return new Response(null, { status: 404 });
  const push = Push.safeParse(await request.json().catch(() => undefined));
  if (!push.success) return new Response(null, { status: 400 });
  const { advanceMs } = push.data;
  await prolongLeases(advanceMs);
  pushClock(advanceMs);
  const boss = await queue(await database());
  // What has become due by the push waits in the queue for its real time: give it a job for now.
  const woken = await sweep(await ground(), boss, enqueueWith(boss, clock), 0);
  return Response.json({ now: new Date(clock.now()).toISOString(), woken });
}

/** Time that no worker lived through takes nothing out of its hands. */
async function prolongLeases(ms: number): Promise<void> {
  const { db } = await database();
  const seconds = ms / 1000;
  for (const table of [post, repair]) {
    await db
      .update(table)
      .set({ leaseUntil: sql`${table.leaseUntil} + make_interval(secs => ${seconds})` })
      .where(isNotNull(table.leaseUntil));
  }
}

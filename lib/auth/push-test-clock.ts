import "server-only";
import { z } from "zod";
import { pushClock } from "#lib/clock/pushed";
import { database } from "#lib/db/database";
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
  pushClock(push.data.advanceMs);
  const boss = await queue(await database());
  // What has become due by the push waits in the queue for its real time: give it a job for now.
  const woken = await sweep(await ground(), boss, enqueueWith(boss, clock), 0);
  return Response.json({ now: new Date(clock.now()).toISOString(), woken });
}

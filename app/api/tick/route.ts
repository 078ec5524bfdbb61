import { answerTick } from "#lib/auth/answer-tick";
import { clock, ground } from "#lib/auth/ground";
import { database } from "#lib/db/database";
import { environment } from "#lib/env/read";
import { enqueue, queue } from "#lib/publishing/running";
import { tick } from "#worker/tick";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** For hosts that run no worker: something outside calls it once a minute. */
export async function POST(request: Request): Promise<Response> {
  const { TICK_SECRET, TICK_SECONDS, FFMPEG_PATH: ffmpeg } = environment();
  return answerTick(request.headers.get("authorization"), TICK_SECRET, async () => {
    const opened = await database();
    const limitMs = TICK_SECONDS * 1_000;
    return tick(await ground(), await queue(opened), await enqueue(opened, clock), { limitMs, ffmpeg });
  });
}

/** The clocks of some hosts can only ask. */
export const GET = POST;

import { setTimeout as pause } from "node:timers/promises";
import { and, inArray, isNotNull, notInArray, or } from "drizzle-orm";
import { post } from "#lib/db/schema";
import { enqueueWith, openQueue } from "#lib/publishing/queue";
import { sweep } from "#lib/publishing/sweep";
import { control } from "#simulator/walkthrough";
import type { Place } from "./fleet";
import type { World } from "./world";

const LOOK_MS = 300;
const TOGETHER_MS = 75_000;
/** Nothing should take so long, ms. */
const LONGEST_MS = 180_000;

/**
 * Waits until every post has come to rest. When all that is left waits for TikTok's minute or hour, the clocks of TikTok and
 * of the workers are pushed over it.
 */
export async function calm(world: World, places: readonly Place[]): Promise<void> {
  const { clock, database, simulator } = world;
  const until = Date.now() + LONGEST_MS;
  const boss = await openQueue(database);
  const enqueue = enqueueWith(boss, clock);
  let pushed = 0;
  try {
    for (;;) {
      const left = await unfinished(world);
      if (left.length === 0 || Date.now() > until) return;
      const waits = left.map((at) => at - clock.now());
      if (waits.every((wait) => wait > LOOK_MS)) {
        // Those that wait for the same minute are pushed over it together.
        const shortest = Math.min(...waits);
        const push = Math.max(...waits.filter((wait) => wait < shortest + TOGETHER_MS));
        pushed += push;
        // TikTok first: a worker that were ahead of it would seem to ask too often.
        await control(simulator.url, "clock", { advanceMs: push });
        for (const place of places) place.pushClock(pushed);
        await pause(LOOK_MS);
      }
      if (pushed > 0) await sweep({ db: database.db, clock }, boss, enqueue, 0);
      await pause(LOOK_MS);
    }
  } finally {
    await boss.stop({ graceful: false });
  }
}

/** For each post that a worker has yet to act on, the moment from which it may, ms. */
async function unfinished({ database: { db } }: World): Promise<number[]> {
  const rows = await db
    .select({ dueAt: post.dueAt, leaseUntil: post.leaseUntil })
    .from(post)
    .where(
      or(
        inArray(post.state, ["scheduled", "preparing", "uploading", "processing"]),
        and(notInArray(post.state, ["published", "in_inbox"]), isNotNull(post.dueAt)),
      ),
    );
  return rows.map(({ dueAt, leaseUntil }) => Math.max(dueAt?.getTime() ?? 0, leaseUntil?.getTime() ?? 0));
}

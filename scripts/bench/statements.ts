import { inArray } from "drizzle-orm";
import pg from "pg";
import { PgBoss } from "pg-boss";
import { machineClock } from "#lib/clock/clock";
import { post } from "#lib/db/schema";
import { enqueueWith, openQueue } from "#lib/publishing/queue";
import { schedulePosts, setStage } from "#scripts/real-processes/stage";
import { createSimulator } from "#simulator/simulator";
import { control } from "#simulator/walkthrough";
import { runWorker } from "#worker/run-worker";
import { atMost, type Figure } from "./figures";
import { type BenchGround, openGround } from "./ground";

const POSTS = 40;
const IDLE_MS = 30_000;
const MOST = 35;

/**
 * How often the database is asked, for one post from its scheduling to its link, beside the requests to TikTok that it takes;
 * and while nothing is to be done, beside the queue's library with its own settings.
 */
export async function statements(): Promise<Figure[]> {
  const simulator = await createSimulator({});
  await control(simulator.url, "app", { processingMs: 300, moderationMs: 0 });
  const ground = await openGround(simulator.url);
  const counting = countStatements();
  try {
    const clock = machineClock();
    const reach = { ...ground.reach, clock };
    const boss = await openQueue(ground.database);
    const stage = await setStage(reach, simulator, POSTS);
    const worker = await runWorker(reach, boss, enqueueWith(boss, clock));
    await wait(2_000);
    const idle = await counting.during(() => wait(IDLE_MS));
    const began = Date.now();
    const busy = await counting.during(async () => {
      await schedulePosts(reach, boss, stage, { count: POSTS, spreadMs: 5_000 });
      await untilOut(ground.database.db);
    });
    const idleShare = (idle / IDLE_MS) * (Date.now() - began);
    await worker.stop();
    await boss.stop({ graceful: false });
    const each = (busy - idleShare) / POSTS;
    const { entries } = await control<{ entries: unknown[] }>(simulator.url, "ledger");
    const requests = entries.length / POSTS;
    const plain = await plainQueue(ground, counting);
    const minute = (idle / IDLE_MS) * 60_000;
    return [
      {
        what: "statements for one published post",
        ours: each.toFixed(1),
        reference: `${requests.toFixed(1)} requests to TikTok`,
        ratio: each / requests,
        goal: `at most ${MOST}`,
        met: atMost(each, MOST),
      },
      {
        what: "statements a minute while nothing is due",
        ours: String(Math.round(minute)),
        reference: `${Math.round(plain)} the queue's library by itself`,
        ratio: minute / plain,
        goal: "at most 0.5",
        met: atMost(minute / plain, 0.5),
      },
    ];
  } finally {
    counting.stop();
    await ground.close();
    await simulator.close();
  }
}

/** The same four queues taken by the queue's library as it comes, idle; a minute. */
async function plainQueue(
  { url }: BenchGround,
  counting: ReturnType<typeof countStatements>,
): Promise<number> {
  const boss = new PgBoss(url);
  await boss.start();
  for (const queue of ["publish", "watch", "look", "repair"]) await boss.work(queue, async () => {});
  await wait(2_000);
  const asked = await counting.during(() => wait(IDLE_MS));
  await boss.stop({ graceful: false });
  return (asked / IDLE_MS) * 60_000;
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function untilOut(db: Awaited<ReturnType<typeof openGround>>["database"]["db"]): Promise<void> {
  const until = Date.now() + 90_000;
  for (;;) {
    const out = await db
      .select({ id: post.id })
      .from(post)
      .where(inArray(post.state, ["published", "in_inbox"]));
    if (out.length >= POSTS) return;
    if (Date.now() > until) throw new Error(`Only ${out.length} of ${POSTS} posts went out.`);
    await wait(1_000);
  }
}

/** Counts what goes to the server, at the driver: nothing can go around it. */
function countStatements() {
  const { query } = pg.Client.prototype;
  let count = 0;
  pg.Client.prototype.query = function counted(this: pg.Client, ...parameters: never[]) {
    count += 1;
    return query.apply(this, parameters as never) as never;
  } as never;
  return {
    async during(work: () => Promise<unknown>): Promise<number> {
      const before = count;
      await work();
      return count - before;
    },
    stop: () => {
      pg.Client.prototype.query = query;
    },
  };
}

import { inArray } from "drizzle-orm";
import pg from "pg";
import { machineClock } from "#lib/clock/clock";
import { post } from "#lib/db/schema";
import { enqueueWith, openQueue } from "#lib/publishing/queue";
import { schedulePosts, setStage } from "#scripts/real-processes/stage";
import { createSimulator } from "#simulator/simulator";
import { control } from "#simulator/walkthrough";
import { runWorker } from "#worker/run-worker";
import { atMost, type Figure } from "./figures";
import { openGround } from "./ground";

const POSTS = 40;
const IDLE_MS = 30_000;
const MOST = 35;

/** How often the database is asked, for one published post and while nothing is to be done. */
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
    return [
      {
        what: "statements for one published post",
        ours: each.toFixed(1),
        reference: `${idleShare.toFixed(0)} idle ones taken off`,
        ratio: null,
        goal: `at most ${MOST}`,
        met: atMost(each, MOST),
      },
      {
        what: "statements a minute while nothing is due",
        ours: String(Math.round((idle / IDLE_MS) * 60_000)),
        reference: "",
        ratio: null,
        goal: "told",
        met: true,
      },
    ];
  } finally {
    counting.stop();
    await ground.close();
    await simulator.close();
  }
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

import { sql } from "drizzle-orm";
import { productPorts } from "#lib/publishing/product-ports";
import { enqueueWith, type JobData } from "#lib/publishing/queue";
import { hands } from "#worker/hands";
import { startLookout } from "#worker/lookout";
import { takeJobs } from "#worker/take-jobs";
import { atMost, type Figure, ms, percentile } from "./figures";
import { type BenchGround, fillPosts, fillWorkspace, openGround } from "./ground";

const LEASE_MS = 10_000;
const SIZES = [1, 1_000, 10_000] as const;
const P99_GOAL_MS: Record<number, number> = { 1: 1_000, 1000: 1_000, 10000: 3_000 };
const ROUNDS = 3;

/**
 * How late jobs are taken that are due in the same instant, one creator each: with a handler that claims the post's row,
 * beside the same engine with an empty handler.
 */
export async function lateness(): Promise<Figure[]> {
  const ground = await openGround();
  try {
    const most = Math.max(...SIZES);
    await fillWorkspace(ground, most);
    await fillPosts(ground, {
      from: 1,
      to: most,
      creators: most,
      state: "scheduled",
      daysFrom: 0,
      daysTo: 0,
    });
    const figures: Figure[] = [];
    for (const size of SIZES) figures.push(await measure(ground, size));
    return figures;
  } finally {
    await ground.close();
  }
}

async function measure(ground: BenchGround, size: number): Promise<Figure> {
  const { store } = productPorts(ground.reach, enqueueWith(ground.boss, ground.reach.clock), "bench");
  const claims = async ({ postId }: JobData) => {
    if (!(await store.claim(postId, ["scheduled"], LEASE_MS))) throw new Error(`${postId} was not claimed.`);
  };
  const isAlone = size === 1;
  const rounds = isAlone ? ROUNDS * 7 : ROUNDS;
  const [ours, empty]: [number[], number[]] = [[], []];
  let earliest = Number.POSITIVE_INFINITY;
  const ratios: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const late = await run(ground, size, claims);
    const beside = await run(ground, size, async () => {});
    ours.push(...late);
    empty.push(...beside);
    ratios.push(percentile(late, 0.99) / percentile(beside, 0.99));
    earliest = Math.min(earliest, ...late, ...beside);
  }
  const p99 = percentile(ours, 0.99);
  // One job of a round says nothing but where between two polls it fell, so there all rounds are compared with all rounds.
  const ratio = isAlone ? p99 / percentile(empty, 0.99) : percentile(ratios, 0.5);
  const limit = P99_GOAL_MS[size] ?? 0;
  return {
    what: `lateness of ${size} due at once, p99`,
    ours: ms(p99),
    reference: `${ms(percentile(empty, 0.99))} empty handler`,
    ratio,
    goal: `at most ${ms(limit)}, ratio at most 2, never early`,
    met: atMost(p99, limit) && atMost(ratio, 2) && earliest >= 0,
  };
}

/** Lateness of each job in ms, from the instant it is due to the moment in which its handler begins. */
async function run(
  { database: { db }, boss, reach }: BenchGround,
  size: number,
  work: (data: JobData) => Promise<void>,
): Promise<number[]> {
  // The phase between the due instant and the polls is left to chance.
  const due = Date.now() + 2_500 + Math.random() * 1_000;
  const instant = new Date(due).toISOString();
  await db.execute(sql.raw("delete from pgboss.job"));
  await db.execute(
    sql.raw(
      `update post set due_at = '${instant}', publish_at = '${instant}', lease_holder = null, lease_until = null`,
    ),
  );
  // What the server does by itself within a minute, and what half a second of preparation leaves no time for.
  await db.execute(sql.raw("vacuum analyze post"));
  await db.execute(sql.raw("vacuum pgboss.job"));
  const jobs = Array.from({ length: size }, (_, index) => ({
    data: {
      postId: `post-${String(index + 1).padStart(9, "0")}`,
      creatorId: `creator-${(index + 1) % Math.max(...SIZES)}`,
    },
    startAfter: new Date(due),
    singletonKey: `creator-${index + 1}`,
  }));
  for (let first = 0; first < size; first += 1_000)
    await boss.insert("publish", jobs.slice(first, first + 1_000));
  await db.execute(sql.raw("analyze pgboss.job"));
  const late: number[] = [];
  const lookout = startLookout(reach);
  const claim = async (data: JobData) => {
    late.push(Date.now() - due);
    await work(data);
  };
  const taking = takeJobs<JobData>(boss, "publish", hands.publish, claim, lookout);
  while (late.length < size) {
    if (Date.now() > due + 120_000) throw new Error(`Only ${late.length} of ${size} jobs were taken.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await taking.stop(10_000);
  await lookout.stop();
  return late;
}

import { eq } from "drizzle-orm";
import type { Job, PgBoss } from "pg-boss";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as schema from "#lib/db/schema";
import { createTestDatabase, ENGINES, type Engine, type TestDatabase } from "#lib/db/test-database";
import { pauseCreator } from "#lib/posts/pause";
import { enqueueWith, type JobData, openQueue } from "./queue";
import { memoryQueue, type QueuedJob } from "./simulation/memory-queue";
import { VirtualTime } from "./simulation/virtual-time";
import { sweep } from "./sweep";
import { createWorld, type World } from "./test-world";

// One set of promises, kept by the queue in Postgres, on each way to reach one, and by the one in memory that the
// simulation runs on.

/** A job as it was given out. Times in ms after the jobs were sent. */
type Turn = { postId: string; creatorId: string; kind: string; began: number; ended: number };
type Sent = Omit<QueuedJob, "at"> & { inMs: number };

type Subject = {
  /** Sends these jobs and does each in `tookMs`, with several hands. Returns when all have been done. */
  run(jobs: Sent[], tookMs: number): Promise<Turn[]>;
  close(): Promise<void>;
};

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const clock = { now: () => Date.now() };
const HANDS = 4;

async function postgresSubject(engine: Engine): Promise<Subject> {
  const database = await createTestDatabase(engine);
  const machines = [database, engine === "PGlite" ? database : await database.another()];
  const bosses: PgBoss[] = [];
  for (const machine of new Set(machines)) bosses.push(await openQueue(machine));
  const enqueue = enqueueWith(bosses[0] as PgBoss, clock);
  return {
    async run(jobs, tookMs) {
      const turns: Turn[] = [];
      const sentAt = Date.now();
      await database.db.transaction(async (tx) => {
        for (const { inMs, ...job } of jobs) await enqueue(tx, { ...job, at: sentAt + inMs });
      });
      const hands: { boss: PgBoss; kind: string; id: string }[] = [];
      for (const kind of new Set(jobs.map((job) => job.kind))) {
        for (let hand = 0; hand < HANDS; hand++) {
          const boss = bosses[hand % bosses.length] as PgBoss;
          const work = async ([job]: Job<JobData>[]) => {
            const began = Date.now() - sentAt;
            await pause(tookMs);
            if (job) turns.push({ ...job.data, kind, began, ended: Date.now() - sentAt });
          };
          const id = await boss.work<JobData>(kind, { pollingIntervalSeconds: 0.5 }, work);
          hands.push({ boss, kind, id });
        }
      }
      await expect.poll(() => turns.length, { timeout: 20_000 }).toBe(jobs.length);
      for (const { boss, kind, id } of hands) await boss.offWork(kind, { id });
      return turns;
    },
    async close() {
      for (const boss of bosses) await boss.stop({ graceful: true, timeout: 2_000 });
      await database.close();
    },
  };
}

async function memorySubject(): Promise<Subject> {
  return {
    async run(jobs, tookMs) {
      const time = new VirtualTime(0);
      const turns: Turn[] = [];
      const queue = memoryQueue({
        time,
        takeoverMs: () => 10_000,
        async work({ at: _at, ...job }) {
          const began = time.now();
          await time.sleep(tookMs);
          turns.push({ ...job, began, ended: time.now() });
          return "done";
        },
      });
      for (const { inMs, ...job } of jobs) queue.send({ ...job, at: inMs });
      await time.run(60_000, 10_000);
      return turns;
    },
    close: async () => {},
  };
}

/** Each way once: what a pooled address changes is the same by either driver, and the pauses of these tests are real. */
const WAYS = ENGINES.filter((engine) => engine !== "a pooled URL of Neon's");

const SUBJECTS: [string, () => Promise<Subject>][] = [
  ["in memory", memorySubject],
  ...WAYS.map(
    (engine) => [`on ${engine}`, () => postgresSubject(engine)] as [string, () => Promise<Subject>],
  ),
];

const publishJob = (postId: string, creatorId: string, inMs = 0): Sent => ({
  kind: "publish",
  postId,
  creatorId,
  inMs,
});

const overlap = (one: Turn, other: Turn) => one.began < other.ended && other.began < one.ended;

describe.each(SUBJECTS)("a queue %s", (_name, create) => {
  let subject: Subject;
  beforeAll(async () => {
    subject = await create();
  });
  afterAll(() => subject.close());

  it("gives one creator's posts out one at a time, and other creators' beside them", async () => {
    const jobs = ["a", "a", "a", "b", "c"].map((creator, index) => publishJob(`post-${index}`, creator));
    const turns = await subject.run(jobs, 300);
    const ofA = turns.filter(({ creatorId }) => creatorId === "a");
    expect(ofA).toHaveLength(3);
    for (const [index, one] of ofA.entries())
      for (const other of ofA.slice(index + 1)) expect(overlap(one, other)).toBe(false);
    expect(turns.some((one) => one.creatorId !== "a" && ofA.some((other) => overlap(one, other)))).toBe(true);
  });

  it("looks after several posts of one creator at once", async () => {
    const watching = [1, 2, 3].map((post) => ({ ...publishJob(`w-${post}`, "a"), kind: "watch" as const }));
    const turns = await subject.run(watching, 1_500);
    const [first, ...others] = turns.toSorted((a, b) => a.began - b.began);
    expect(others.some((other) => first && overlap(first, other))).toBe(true);
  });

  it("never gives a job out before its time", async () => {
    const jobs = [publishJob("later", "x", 2_000), publishJob("now", "y", 0), publishJob("soon", "x", 1_000)];
    const turns = await subject.run(jobs, 10);
    expect(turns.map(({ postId }) => postId)).toEqual(["now", "soon", "later"]);
    for (const { postId, inMs } of jobs)
      expect(turns.find((turn) => turn.postId === postId)?.began).toBeGreaterThanOrEqual(inMs);
  });
});

describe.each(WAYS)("the queue on %s", (engine) => {
  let database: TestDatabase;
  let boss: PgBoss;
  beforeAll(async () => {
    database = await createTestDatabase(engine);
    boss = await openQueue(database);
  });
  afterAll(async () => {
    await boss.stop({ graceful: false });
    await database.close();
  });

  const job = (postId: string, at = Date.now()) => ({ kind: "publish" as const, postId, creatorId: "a", at });

  it("has a job exactly when the transaction that sent it is committed", async () => {
    const enqueue = enqueueWith(boss, clock);
    let rolledBack = "";
    const undone = database.db.transaction(async (tx) => {
      rolledBack = await enqueue(tx, job("undone"));
      throw new Error("undo");
    });
    await expect(undone).rejects.toThrow("undo");
    expect(await boss.getJobById("publish", rolledBack)).toBeNull();
    const kept = await database.db.transaction((tx) => enqueue(tx, job("kept")));
    expect((await boss.getJobById<JobData>("publish", kept))?.data.postId).toBe("kept");
    await boss.deleteAllJobs("publish");
  });

  it("gives out first what a dead worker had begun, whatever waits longer", async () => {
    const enqueue = enqueueWith(boss, clock);
    const waiting = [job("first"), { ...job("second"), creatorId: "b" }];
    const begun = { ...job("begun"), creatorId: "c", goesFirst: true };
    for (const each of [...waiting, begun]) await database.db.transaction((tx) => enqueue(tx, each));
    const [taken] = await boss.fetch<JobData>("publish");
    expect(taken?.data.postId).toBe("begun");
    await boss.deleteAllJobs("publish");
  });

  it("does not give a job out that is for later", async () => {
    const id = await database.db.transaction((tx) =>
      enqueueWith(boss, clock)(tx, job("later", Date.now() + 3_600_000)),
    );
    expect(await boss.fetch("publish")).toEqual([]);
    expect((await boss.getJobById("publish", id))?.state).toBe("created");
  });
});

describe("the sweep", () => {
  let world: World;
  let boss: PgBoss;
  beforeAll(async () => {
    world = await createWorld();
    boss = await openQueue(world.database);
  });
  afterAll(async () => {
    await boss.stop({ graceful: false });
    await world.close();
  });

  it("gives a job to a due post whose job is gone, once, and leaves alone what somebody holds or what is not due", async () => {
    const creator = await world.addCreator("lena.rooftop");
    const lost = await world.post(creator);
    const held = await world.post(creator);
    const later = await world.post(creator);
    const { post } = schema;
    const soon = new Date(world.clock.now() + 3_600_000);
    await world.db.update(post).set({ leaseUntil: soon, leaseHolder: "somebody" }).where(eq(post.id, held));
    await world.db.update(post).set({ dueAt: soon }).where(eq(post.id, later));
    world.jobs.length = 0;
    world.pushed.advance(60_000);
    // The queue knows none of these jobs: they are gone.
    const counted = await sweep({ db: world.db, clock: world.clock }, boss, world.scope.enqueue);
    expect(counted).toBe(1);
    expect(world.jobs.map((each) => each.postId)).toEqual([lost]);
  });

  const sweepNow = () => {
    world.pushed.advance(1_000);
    return sweep({ db: world.db, clock: world.clock }, boss, world.scope.enqueue);
  };

  it("sends on what waits for a permission that has been given again, though nobody said so, and no more than once", async () => {
    await world.db.delete(schema.post);
    const creator = await world.addCreator("quiet.ana");
    const id = await world.post(creator, { caption: "Reconnected" });
    await world.control("creators/quiet.ana/revoke", {});
    expect(await world.runUntil(id, ["blocked"])).toMatchObject({ state: "blocked", dueAt: null });
    expect(await sweepNow()).toBe(0);
    // Whoever brought the grant home died before a post was told of it. Another scope is missing now.
    await world.addCreator("quiet.ana", ["user.info.basic"]);
    expect(await sweepNow()).toBe(1);
    const again = await world.runUntil(id, ["blocked"]);
    expect(again).toMatchObject({ state: "blocked", failure: { code: "scope_not_authorized" } });
    expect(await sweepNow()).toBe(0);
    await world.addCreator("quiet.ana");
    expect(await sweepNow()).toBe(1);
    expect((await world.runUntil(id, ["published", "blocked", "failed"])).state).toBe("published");
  });

  it("sends on what a worker blocked for a pause that had just ended", async () => {
    const creator = await world.addCreator("lena.rooftop");
    const id = await world.post(creator);
    await pauseCreator(world.scope, { creatorId: creator, reason: "Holiday" });
    await world.runUntil(id, ["blocked"]);
    expect(await sweepNow()).toBe(0);
    const { workspaceCreator } = schema;
    await world.db
      .update(workspaceCreator)
      .set({ pausedAt: null })
      .where(eq(workspaceCreator.creatorId, creator));
    expect(await sweepNow()).toBe(1);
    expect((await world.runUntil(id, ["published", "blocked"])).state).toBe("published");
  });
});

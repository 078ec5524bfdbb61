import { PGlite } from "@electric-sql/pglite";
import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/pglite";
import { fromPglite, type Job, type PgBoss } from "pg-boss";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Db, OpenDatabase } from "#lib/db/open";
import * as schema from "#lib/db/schema";
import { enqueueWith, type JobData, openQueue } from "./queue";
import { sweep } from "./sweep";
import { createWorld, type World } from "./test-world";

let client: PGlite;
let db: Db;
let boss: PgBoss;
const clock = { now: () => Date.now() };

beforeAll(async () => {
  client = await PGlite.create();
  db = drizzle({ client, schema }) as unknown as Db;
  const opened: OpenDatabase = {
    db,
    forQueue: { db: fromPglite(client), backend: "pglite" },
    embedded: true,
    close: () => client.close(),
  };
  boss = await openQueue(opened);
});
afterAll(async () => {
  await boss.stop({ graceful: true, timeout: 2_000 });
  await client.close();
});

const job = (postId: string, creatorId: string, at = Date.now()) => ({
  kind: "publish" as const,
  postId,
  creatorId,
  at,
});

describe("the queue", () => {
  it("has a job exactly when the transaction that sent it is committed", async () => {
    const enqueue = enqueueWith(boss, clock);
    let rolledBack = "";
    const undone = db.transaction(async (tx) => {
      rolledBack = await enqueue(tx, job("undone", "creator-a"));
      throw new Error("undo");
    });
    await expect(undone).rejects.toThrow("undo");
    expect(await boss.getJobById("publish", rolledBack)).toBeNull();
    const kept = await db.transaction((tx) => enqueue(tx, job("kept", "creator-a")));
    expect((await boss.getJobById<JobData>("publish", kept))?.data.postId).toBe("kept");
    await boss.deleteAllJobs("publish");
  });

  it("gives one creator's posts out one at a time, and other creators' beside them", async () => {
    const enqueue = enqueueWith(boss, clock);
    for (const [post, creator] of [
      ["a1", "a"],
      ["a2", "a"],
      ["b1", "b"],
    ] as const) {
      await db.transaction((tx) => enqueue(tx, job(post, creator)));
    }
    const running = new Set<string>();
    const overlaps: string[] = [];
    const done: string[] = [];
    const hands = await Promise.all(
      [1, 2, 3].map(() =>
        boss.work<JobData>("publish", { pollingIntervalSeconds: 0.5 }, async ([each]: Job<JobData>[]) => {
          const { creatorId = "", postId = "" } = each?.data ?? {};
          if (running.has(creatorId)) overlaps.push(postId);
          running.add(creatorId);
          await new Promise((resolve) => setTimeout(resolve, 300));
          running.delete(creatorId);
          done.push(postId);
        }),
      ),
    );
    await expect.poll(() => done.length, { timeout: 15_000 }).toBe(3);
    expect(overlaps).toEqual([]);
    for (const id of hands) await boss.offWork("publish", { id });
  });

  it("does not give a job out before its time", async () => {
    const id = await db.transaction((tx) =>
      enqueueWith(boss, clock)(tx, job("later", "c", Date.now() + 3_600_000)),
    );
    expect(await boss.fetch("publish")).toEqual([]);
    expect((await boss.getJobById("publish", id))?.state).toBe("created");
  });
});

describe("the sweep", () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world.close());

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
});

import { eq } from "drizzle-orm";
import type { PgBoss } from "pg-boss";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { repair } from "#lib/db/schema";
import { type Enqueue, enqueueRepairWith, enqueueWith, openQueue } from "#lib/publishing/queue";
import { sweep } from "#lib/publishing/sweep";
import { createWorld, type World } from "#lib/publishing/test-world";
import { requestRepair } from "#lib/repair/request-repair";
import { tick } from "./tick";

const DAY_MS = 24 * 60 * 60_000;

// Hosts that run nothing in between have their database elsewhere.
describe.each(["PostgreSQL"] as const)("a tick on %s", (engine) => {
  let world: World;
  let boss: PgBoss;
  let enqueue: Enqueue;
  let creator: string;
  beforeAll(async () => {
    world = await createWorld({ engine });
    boss = await openQueue(world.database);
    enqueue = enqueueWith(boss, world.clock);
    await world.control("app", { processingMs: 0, moderationMs: 0 });
  });
  afterAll(async () => {
    await boss.stop({ graceful: false });
    await world.close();
  });
  beforeEach(async () => {
    world.pushed.advance(2 * DAY_MS);
    creator = await world.addCreator("lena.rooftop");
  });
  afterEach(async () => {
    await fetch(`${world.simulator.url}/_control/faults`, { method: "DELETE" });
  });

  let captions = 0;
  /** A post that is due now, with its job in the real queue. */
  async function duePost(): Promise<{ id: string; caption: string }> {
    const caption = `tick ${++captions}`;
    const id = await world.post(creator, { caption });
    await sweep(world.reach, boss, enqueue, 0);
    return { id, caption };
  }
  const run = (limitMs: number) => tick(world.reach, boss, enqueue, { limitMs });
  const live = async (caption: string) =>
    (await world.published()).filter((each) => each.title === caption && each.live).length;

  it("takes a post all the way, and ends long before its limit when nothing is left", async () => {
    const { id, caption } = await duePost();
    const began = Date.now();
    const done = await run(60_000);
    expect(Date.now() - began).toBeLessThan(30_000);
    expect(done).toMatchObject({ handedOver: 0, more: false });
    expect((await world.read(id)).state).toBe("published");
    expect(await live(caption)).toBe(1);
    expect(await run(60_000)).toEqual({ jobs: 0, handedOver: 0, more: false });
  });

  it("lets go in the middle of an upload at its limit; the next one goes on at once, and the post is there once", async () => {
    const { id, caption } = await duePost();
    await world.fault({ on: "put", network: "delay", delayMs: 20_000 });
    const began = Date.now();
    const first = await run(3_000);
    expect(Date.now() - began).toBeLessThan(10_000);
    expect(first).toMatchObject({ handedOver: 1, more: true });
    const between = await world.read(id);
    expect(between).toMatchObject({ state: "uploading", leaseHolder: null, leaseUntil: null });
    // Nobody pushes the clock: the lease of the first would still be living.
    await run(30_000);
    expect((await world.read(id)).state).toBe("published");
    expect(await live(caption)).toBe(1);
    expect((await world.published()).filter((each) => each.title === caption)).toHaveLength(1);
  });

  it("does not wait out a pause between two tries of a chunk", async () => {
    const { id, caption } = await duePost();
    await world.fault({ preset: "put_503", times: 4 });
    const began = Date.now();
    await run(4_000);
    expect(Date.now() - began).toBeLessThan(8_000);
    expect(await live(caption)).toBe(0);
    await fetch(`${world.simulator.url}/_control/faults`, { method: "DELETE" });
    await run(30_000);
    expect((await world.read(id)).state).toBe("published");
    expect(await live(caption)).toBe(1);
  });

  it("makes a conversion that waits, and comes to rest afterwards", async () => {
    const mediaId = await world.addPhoto(1_200, 1_600);
    const enqueueRepair = enqueueRepairWith(boss);
    const wish = { mediaId, maxSeconds: null, refused: true };
    const asked = await requestRepair({ ...world.scope, enqueueRepair }, wish);
    if (!asked.ok) throw new Error(JSON.stringify(asked.problem));
    const began = Date.now();
    expect(await run(60_000)).toEqual({ jobs: 1, handedOver: 0, more: false });
    expect(Date.now() - began).toBeLessThan(30_000);
    const [row] = await world.db.select().from(repair).where(eq(repair.id, asked.value.id));
    expect(row?.state).toBe("done");
  });

  it("runs beside another one: each post goes out once", async () => {
    const posts: { id: string; caption: string }[] = [];
    for (let made = 0; made < 4; made++) posts.push(await duePost());
    await Promise.all([run(40_000), run(40_000)]);
    for (const { id, caption } of posts) {
      expect((await world.read(id)).state).toBe("published");
      expect(await live(caption)).toBe(1);
    }
    expect(
      (await world.published()).filter((each) => posts.some(({ caption }) => caption === each.title)),
    ).toHaveLength(4);
  });
});

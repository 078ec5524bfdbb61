import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { post } from "#lib/db/schema";
import { ring } from "#lib/publishing/doorbell";
import { createWorld, type World } from "#lib/publishing/test-world";
import { type Lookout, startLookout } from "./lookout";

const HOUR_MS = 60 * 60_000;

describe("a worker's lookout", () => {
  let world: World;
  let creator: string;
  let lookout: Lookout;
  beforeAll(async () => {
    world = await createWorld();
    creator = await world.addCreator("lena.rooftop");
  });
  afterAll(() => world.close());
  afterEach(() => lookout.stop());

  const asleep = () => expect.poll(() => lookout.isAwake(), { timeout: 5_000 }).toBe(false);
  const awake = () => expect.poll(() => lookout.isAwake(), { timeout: 5_000 }).toBe(true);
  const dueIn = (id: string, ms: number | null) =>
    world.db
      .update(post)
      .set({ dueAt: ms === null ? null : new Date(world.clock.now() + ms), lookAt: null })
      .where(eq(post.id, id));

  it("sleeps while nothing is due within moments, and wakes for what is, whoever wrote it", async () => {
    const id = await world.post(creator);
    await dueIn(id, HOUR_MS);
    lookout = startLookout(world.reach);
    let woken = 0;
    lookout.onWake(() => {
      woken += 1;
    });
    await asleep();
    await dueIn(id, 1_000);
    await awake();
    expect(woken).toBe(1);
    await dueIn(id, null);
    await asleep();
    world.pushed.advance(HOUR_MS);
    expect(lookout.isAwake()).toBe(false);
  });

  it("wakes whoever fell asleep between two of its looks, when the next reason comes before the second", async () => {
    const id = await world.post(creator);
    await dueIn(id, HOUR_MS);
    let turnedBack = 0;
    const clock = { now: () => world.clock.now() - turnedBack };
    lookout = startLookout({ db: world.db, clock });
    let woken = 0;
    lookout.onWake(() => {
      woken += 1;
    });
    await asleep();
    await dueIn(id, 1_000);
    await expect.poll(() => woken, { timeout: 5_000 }).toBe(1);
    turnedBack = HOUR_MS;
    expect(lookout.isAwake(), "a worker that has nothing to do goes to sleep").toBe(false);
    ring(0);
    expect(woken).toBe(2);
    await dueIn(id, null);
  });

  it("wakes for a post that is at rest and still looked after, and for a look ahead", async () => {
    const id = await world.post(creator);
    await dueIn(id, null);
    lookout = startLookout(world.reach);
    await asleep();
    await world.db.update(post).set({ state: "published" }).where(eq(post.id, id));
    await dueIn(id, 0);
    await awake();
    await world.db.update(post).set({ state: "scheduled", dueAt: null }).where(eq(post.id, id));
    await asleep();
    await world.db
      .update(post)
      .set({ lookAt: new Date(world.clock.now()) })
      .where(eq(post.id, id));
    await awake();
  });

  it("wakes at once when a door of its own process rings, before anything is committed", async () => {
    await world.db.update(post).set({ dueAt: null, lookAt: null });
    lookout = startLookout(world.reach);
    await asleep();
    ring(HOUR_MS);
    expect(lookout.isAwake()).toBe(false);
    ring(0);
    expect(lookout.isAwake()).toBe(true);
  });
});

import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { wallTimeAt } from "#lib/clock/wall-time";
import { creator } from "#lib/db/schema";
import { BERLIN, createScheduleWorld, ENDS, HOUR, type ScheduleWorld } from "#lib/publishing/test-schedule";
import type { Wish } from "./find-place";
import { movePost } from "./move-post";
import { declaration } from "./rules";
import { schedulePost } from "./schedule";
import { sendToInbox } from "./send-to-inbox";
import { setSlots } from "./set-slots";

// The embedded database does one transaction after the other; on a server each has a connection of its own.
describe.each(["PGlite", "PostgreSQL"] as const)("two people at the same moment, on %s,", (engine) => {
  let world: ScheduleWorld;
  beforeAll(async () => {
    world = await createScheduleWorld(engine);
  });
  afterAll(() => world.close());
  beforeEach(() => world.startAnew());

  /** Composes so many posts, then presses for all of them at once. */
  async function scheduleAtOnce(count: number, when: Wish | "next_slot") {
    const drafts = [];
    for (let each = 0; each < count; each++) drafts.push(await world.addDraft(world.lena));
    return Promise.all(
      drafts.map(({ postId, content }) =>
        schedulePost(world.scope, { postId, version: 1, sentence: declaration(content), when }),
      ),
    );
  }

  /** TikTok has said that one post a day is enough. */
  const takeOneADay = () =>
    world.db
      .update(creator)
      .set({ dailyCap: 1, dailyCapSeenAt: new Date(world.clock.now()) })
      .where(eq(creator.id, world.lena));

  it("who take the next free time get one each", async () => {
    const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
    const slots = ["09:30", "18:00"].flatMap((time) => weekdays.map((weekday) => ({ weekday, time })));
    await setSlots(world.scope, { creatorId: world.lena, slots });
    const results = await scheduleAtOnce(4, "next_slot");
    const times = results.map((each) => (each.ok ? each.value.publishAt : "refused"));
    expect(new Set(times).size).toBe(4);
    for (const time of times) expect(wallTimeAt(Date.parse(time), BERLIN)).toMatch(/T(09:30|18:00)$/);
    await setSlots(world.scope, { creatorId: world.lena, slots: [] });
  });

  it("who take an account's last place of the day are told that it is full, but for one", async () => {
    await takeOneADay();
    const results = await scheduleAtOnce(4, world.berlinIn(5 * HOUR));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    const refused = results.find(({ ok }) => !ok);
    expect(refused).toMatchObject({ problem: { question: { kind: "full", reason: "daily", planned: 1 } } });
  });

  it("who move two posts to the last place of the day move one", async () => {
    const ids = [
      await world.scheduled(world.berlinIn(72 * HOUR)),
      await world.scheduled(world.berlinIn(96 * HOUR)),
    ];
    await takeOneADay();
    const when = world.berlinIn(5 * HOUR);
    const moved = await Promise.all(ids.map((postId) => movePost(world.scope, { postId, when })));
    expect(moved.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
  });

  it("who schedule the same post make one post with one job", async () => {
    const { postId, content } = await world.addDraft(world.lena);
    const when = world.berlinIn(30 * HOUR);
    const wish = { postId, version: 1, sentence: declaration(content), when };
    const results = await Promise.all([1, 2].map(() => schedulePost(world.scope, wish)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(world.jobs.filter(({ kind }) => kind === "publish")).toMatchObject([{ postId }]);
    expect((await world.eventsOf(postId)).filter(({ to }) => to === "scheduled")).toHaveLength(1);
  });

  it("who send the same post to the inbox send it once", async () => {
    const postId = await world.scheduled(world.berlinIn(HOUR), { privacy: "SELF_ONLY" });
    await world.fault({ preset: "unaudited_client_can_only_post_to_private_accounts", times: 1 });
    expect((await world.runUntil(postId, ENDS)).state).toBe("blocked");
    const presses = await Promise.all([1, 2].map(() => sendToInbox(world.scope, { postId })));
    expect(presses.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await world.runUntil(postId, ENDS)).state).toBe("in_inbox");
  });
});

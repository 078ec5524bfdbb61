import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addDays } from "#lib/clock/wall-time";
import { newId } from "#lib/db/id";
import type { PostContent } from "#lib/db/json";
import { creator, post, workspace } from "#lib/db/schema";
import {
  BERLIN,
  createScheduleWorld,
  DAY,
  ENDS,
  HOUR,
  MINUTE,
  type ScheduleWorld,
} from "#lib/publishing/test-schedule";
import { emptyContent } from "./blank-content";
import { movePost } from "./move-post";
import { pauseCreator, unpauseCreator } from "./pause";
import { QUEUED_LIMIT, viewQueue } from "./queue-queries";
import { reorderQueue } from "./reorder-queue";
import { setSlots } from "./set-slots";
import { viewTimes } from "./times";

describe.each(["PGlite", "PostgreSQL"] as const)("on %s,", (engine) => {
  let world: ScheduleWorld;
  beforeAll(async () => {
    world = await createScheduleWorld(engine);
  });
  afterAll(() => world.close());
  beforeEach(() => world.startAnew());

  describe("a creator's queue", () => {
    const everyDay = (time: string) => [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, time }));

    it("gives nothing a time before it has any", async () => {
      expect((await world.schedule("next_slot")).result).toMatchObject({
        problem: { question: { kind: "no_slot" } },
      });
    });

    it("takes another order: the times stay, the posts change places", async () => {
      await setSlots(world.scope, { creatorId: world.lena, slots: everyDay("09:30") });
      const ids: string[] = [];
      for (const caption of ["A", "B", "C"]) ids.push(await world.scheduled("next_slot", { caption }));
      const timesOf = async () =>
        Promise.all(ids.map(async (id) => (await world.read(id)).publishAt?.getTime()));
      const [a, b, c] = await timesOf();
      const wanted = [ids[2], ids[0], ids[1]].map((id) => id ?? "");
      expect(await reorderQueue(world.scope, { creatorId: world.lena, postIds: wanted })).toEqual({
        ok: true,
        value: { moved: 3 },
      });
      expect(await timesOf()).toEqual([b, c, a]);
      const partial = await reorderQueue(world.scope, { creatorId: world.lena, postIds: wanted.slice(1) });
      expect(partial).toEqual({ ok: false, problem: { kind: "changed" } });
      expect(await timesOf()).toEqual([b, c, a]);
    });

    it("takes another order where more is queued than is shown: what stands behind keeps its place", async () => {
      const { workspaceId } = world.scope.actor;
      const start = world.clock.now() + DAY;
      const rows = Array.from({ length: QUEUED_LIMIT + 5 }, (_, index) => {
        const publishAt = new Date(start + index * HOUR);
        const queued = { workspaceId, creatorId: world.lena, state: "scheduled", fromSlot: true };
        const written = { content: emptyContent(), createdAt: publishAt, updatedAt: publishAt };
        return { ...queued, ...written, id: newId(start), publishAt, dueAt: publishAt };
      });
      await world.db.insert(post).values(rows);
      const view = await viewQueue(world.scope, world.lena);
      expect(view).toMatchObject({ more: 5 });
      const [first = "", second = "", ...rest] = view?.posts.map(({ id }) => id) ?? [];
      const postIds = [second, first, ...rest];
      expect(await reorderQueue(world.scope, { creatorId: world.lena, postIds })).toMatchObject({
        value: { moved: 2 },
      });
      const after = (await viewQueue(world.scope, world.lena))?.posts.map(({ id }) => id);
      expect(after).toEqual(postIds);
    });

    it("keeps a post that was moved away and back, and takes one whose chosen time is a slot", async () => {
      await setSlots(world.scope, { creatorId: world.lena, slots: everyDay("09:30") });
      const id = await world.scheduled("next_slot");
      const slot = (await world.read(id)).publishLocal ?? "";
      const move = (local: string) =>
        movePost(world.scope, { postId: id, when: { local, timeZone: BERLIN, fold: null } });
      await move(slot.replace("09:30", "11:00"));
      expect((await world.read(id)).fromSlot).toBe(false);
      await move(slot);
      expect((await world.read(id)).fromSlot).toBe(true);
      const day = addDays(slot, 3);
      const other = await world.scheduled({ local: day, timeZone: BERLIN, fold: null });
      expect((await world.read(other)).fromSlot).toBe(true);
    });

    it("waits while it is paused, says why, and goes on by itself where it is not too late", async () => {
      const soon = await world.scheduled(world.berlinIn(HOUR), { caption: "Paused soon" });
      const far = await world.scheduled(world.berlinIn(3 * HOUR), { caption: "Paused far" });
      const reason = "We wait for the client's word.";
      expect(await pauseCreator(world.scope, { creatorId: world.lena, reason })).toMatchObject({ ok: true });
      expect(await pauseCreator(world.scope, { creatorId: world.lena, reason })).toMatchObject({
        problem: { kind: "changed" },
      });
      const held = await world.runUntil(soon, ENDS);
      expect(held).toMatchObject({ state: "blocked", failure: { code: "queue.paused", args: { reason } } });
      expect(await world.live("Paused soon")).toBe(0);
      expect(await unpauseCreator(world.scope, { creatorId: world.lena })).toEqual({
        ok: true,
        value: { resumed: 1 },
      });
      expect((await world.runUntil(soon, ENDS)).state).toBe("published");
      expect((await world.runUntil(far, ENDS)).state).toBe("published");
      expect([await world.live("Paused soon"), await world.live("Paused far")]).toEqual([1, 1]);
    });

    it("asks about what became too late while it was paused", async () => {
      const id = await world.scheduled(world.berlinIn(HOUR), { caption: "Paused too long" });
      await pauseCreator(world.scope, { creatorId: world.lena, reason: "Holiday" });
      await world.runUntil(id, ENDS);
      world.pushed.advance(2 * HOUR);
      await unpauseCreator(world.scope, { creatorId: world.lena });
      expect(await world.runUntil(id, ENDS)).toMatchObject({ failure: { code: "post.too_late" } });
      expect(await world.live("Paused too long")).toBe(0);
    });
  });

  describe("TikTok's limits of the day", () => {
    it("are planned for: what cannot fit is refused with the next time that can", async () => {
      const inbox = { mode: "inbox" } as const;
      const first = await world.scheduled(world.berlinIn(30 * HOUR), inbox);
      for (let hour = 31; hour < 35; hour++) await world.scheduled(world.berlinIn(hour * HOUR), inbox);
      const { result } = await world.schedule(world.berlinIn(36 * HOUR), inbox);
      const freed = ((await world.read(first)).publishAt?.getTime() ?? 0) + DAY;
      const next = new Date(freed).toISOString();
      expect(result).toMatchObject({
        problem: { question: { kind: "full", reason: "inbox", cap: 5, planned: 5, next } },
      });
      // In front of them it would cost a later one its place.
      expect((await world.schedule(world.berlinIn(29 * HOUR), inbox)).result).toMatchObject({ ok: false });
      expect((await world.schedule(world.berlinIn(56 * HOUR), inbox)).result).toMatchObject({ ok: true });
      expect((await world.schedule(world.berlinIn(36 * HOUR))).result).toMatchObject({ ok: true });
    });

    it("are smaller for a day where other apps have used them up, and as usual on every later date", async () => {
      const seenAt = new Date(world.clock.now());
      await world.db
        .update(creator)
        .set({ dailyCap: 1, dailyCapSeenAt: seenAt })
        .where(eq(creator.id, world.lena));
      await world.scheduled(world.berlinIn(5 * HOUR));
      const { result } = await world.schedule(world.berlinIn(6 * HOUR));
      const over = new Date(Math.ceil((seenAt.getTime() + DAY) / MINUTE) * MINUTE).toISOString();
      expect(result).toMatchObject({
        problem: { question: { kind: "full", reason: "daily", cap: 1, planned: 1, next: over } },
      });
      for (let hour = 48; hour < 60; hour++) await world.scheduled(world.berlinIn(hour * HOUR));
      const times = await viewTimes(world.scope, world.lena, {
        from: world.clock.now() + 2 * DAY,
        to: world.clock.now() + 5 * DAY,
      });
      expect(times?.meter).toMatchObject({ planned: 12, cap: 15, learned: false });
    });

    it("are told to whoever chooses a time, by kind, without the names of another workspace's posts", async () => {
      const own = await world.scheduled(world.berlinIn(30 * HOUR));
      const draft = await world.scheduled(world.berlinIn(31 * HOUR), { mode: "inbox" });
      const foreign = await world.scheduled(world.berlinIn(32 * HOUR));
      await world.db.insert(workspace).values({
        id: "elsewhere",
        name: "Elsewhere",
        timeZone: BERLIN,
        createdAt: new Date(world.clock.now()),
      });
      await world.db.update(post).set({ workspaceId: "elsewhere" }).where(eq(post.id, foreign));
      const now = world.clock.now();
      const times = await viewTimes(world.scope, world.lena, { from: now, to: now + 5 * DAY });
      expect(times?.counted.map(({ id, mode }) => ({ id, mode }))).toEqual([
        { id: own, mode: "direct" },
        { id: draft, mode: "inbox" },
        { id: null, mode: "direct" },
      ]);
      expect(times?.posts.map(({ id }) => id)).toEqual([own, draft]);
      expect(times?.meter).toMatchObject({ planned: 2 });
      await world.db.delete(workspace).where(eq(workspace.id, "elsewhere"));
    });

    it.each<[string, object, Partial<PostContent>, object]>([
      ["when it is asked", { preset: "spam_risk_too_many_posts" }, {}, { dailyCap: 2, pendingCap: null }],
      [
        "after it took the file",
        { preset: "spam_risk_too_many_posts@fail_reason" },
        {},
        { dailyCap: 2, pendingCap: null },
      ],
      [
        "when five drafts wait",
        { preset: "spam_risk_too_many_pending_share" },
        { mode: "inbox", privacy: null },
        { dailyCap: null, pendingCap: 1 },
      ],
    ])("are learned from TikTok's own answer %s", async (_when, fault, change, learned) => {
      for (const _ of [1, 2]) await world.runUntil(await world.scheduled(world.berlinIn(HOUR)), ENDS);
      const id = await world.scheduled(world.berlinIn(HOUR), change);
      await world.fault({ times: 1, ...fault });
      expect((await world.runUntil(id, ENDS)).failure?.code).toMatch(/^spam_risk_too_many/);
      const [after] = await world.db.select().from(creator).where(eq(creator.id, world.lena));
      expect(after).toMatchObject(learned);
    });
  });
});

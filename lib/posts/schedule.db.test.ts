import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type WallTime, wallTimeAt } from "#lib/clock/wall-time";
import { consent } from "#lib/db/schema";
import {
  BERLIN,
  createScheduleWorld,
  ENDS,
  HOUR,
  MINUTE,
  type ScheduleWorld,
} from "#lib/publishing/test-schedule";
import { duplicatePost } from "./duplicate";
import { movePost } from "./move-post";
import { declaration } from "./rules";
import { schedulePost } from "./schedule";
import { backToDraft, cancelPost } from "./take-back";

describe.each(["PGlite", "PostgreSQL"] as const)("on %s,", (engine) => {
  let world: ScheduleWorld;
  beforeAll(async () => {
    world = await createScheduleWorld(engine);
  });
  afterAll(() => world.close());
  beforeEach(() => world.startAnew());

  const at = (local: string, timeZone = "America/New_York", fold: WallTime["fold"] = null): WallTime => ({
    local,
    timeZone,
    fold,
  });

  describe("a scheduled post", () => {
    it("keeps the wall time, the place and the instant, goes out at it and not before, once", async () => {
      const when = world.berlinIn(5 * HOUR);
      const id = await world.scheduled(when, { caption: "At its minute" });
      const row = await world.read(id);
      expect(row).toMatchObject({
        state: "scheduled",
        publishLocal: when.local,
        timeZone: BERLIN,
        fold: null,
      });
      const publishAt = row.publishAt?.getTime() ?? 0;
      expect(wallTimeAt(publishAt, BERLIN)).toBe(when.local);
      expect(row.dueAt).toEqual(row.publishAt);
      expect(row.lookAt?.getTime()).toBe(publishAt - 2 * HOUR);

      // A job that comes too soon, from a clock that jumped, does nothing.
      const early = { kind: "publish", postId: id, creatorId: world.lena, at: world.clock.now() } as const;
      world.jobs.unshift({ ...early, id: "early" });
      await world.runOne();
      expect((await world.read(id)).state).toBe("scheduled");
      expect(await world.ledger("init.direct")).toHaveLength(0);

      const done = await world.runUntil(id, ENDS);
      expect(done.state).toBe("published");
      expect(await world.live("At its minute")).toBe(1);
      const events = await world.eventsOf(id);
      const began = events.find((each) => each.to === "preparing");
      expect(began?.at.getTime()).toBeGreaterThanOrEqual(publishAt);
      expect(done.publishAt?.getTime()).toBe(publishAt);
    });

    it.each<[string, WallTime, object]>([
      ["has passed", at("2020-01-01T10:00"), { kind: "past" }],
      ["is no time", at("2027-02-30T10:00"), { kind: "unreadable" }],
      ["is in no place", at("2027-01-01T10:00", "Moon/Base"), { kind: "unreadable" }],
      ["lies years ahead", at("2099-01-01T10:00"), { kind: "too_far" }],
    ])("is asked about when its time %s, and nothing is written", async (_name, when, question) => {
      const { postId, result } = await world.schedule(when);
      expect(result).toMatchObject({ ok: false, problem: { kind: "time", question } });
      expect((await world.read(postId)).state).toBe("draft");
      expect(world.jobs).toEqual([]);
    });

    it("is asked about on the days when clocks change", async () => {
      const year = new Date(world.clock.now()).getUTCFullYear();
      world.pushed.advance(Math.max(0, Date.parse(`${year + 1}-02-01T00:00:00Z`) - world.clock.now()));
      const sunday = (month: number, nth: number) => {
        const first = new Date(Date.UTC(year + 1, month, 1)).getUTCDay();
        return String(1 + ((7 - first) % 7) + 7 * (nth - 1)).padStart(2, "0");
      };
      const [march, november] = [`${year + 1}-03-${sunday(2, 2)}`, `${year + 1}-11-${sunday(10, 1)}`];
      const gap = await world.schedule(at(`${march}T02:30`));
      expect(gap.result).toMatchObject({
        problem: { question: { kind: "gap", local: `${march}T02:30`, skippedTo: `${march}T03:30` } },
      });
      const twice = await world.schedule(at(`${november}T01:30`));
      expect(twice.result).toMatchObject({
        problem: {
          question: {
            kind: "twice",
            earlier: `${november}T05:30:00.000Z`,
            later: `${november}T06:30:00.000Z`,
          },
        },
      });
      const chosen = await world.scheduled(at(`${november}T01:30`, "America/New_York", "later"));
      expect((await world.read(chosen)).publishAt?.toISOString()).toBe(`${november}T06:30:00.000Z`);
    });

    it("that comes too late because nobody worked is asked about, and never sent by itself", async () => {
      const id = await world.scheduled(world.berlinIn(HOUR), { caption: "Too late" });
      world.pushed.advance(HOUR + 32 * MINUTE);
      const row = await world.runUntil(id, ENDS);
      expect(row).toMatchObject({ state: "failed", failure: { code: "post.too_late" } });
      expect(await world.live("Too late")).toBe(0);
      const moved = await movePost(world.scope, { postId: id, when: world.berlinIn(HOUR) });
      expect(moved).toMatchObject({ ok: true });
      expect((await world.runUntil(id, ENDS)).state).toBe("published");
      expect(await world.live("Too late")).toBe(1);
    });
  });

  describe("moving a post", () => {
    it("keeps the consent and says from where to where; the old time does nothing any more", async () => {
      const id = await world.scheduled(world.berlinIn(3 * HOUR), { caption: "Moved" });
      const before = (await world.read(id)).publishAt;
      const target = world.berlinIn(26 * HOUR);
      const moved = await movePost(world.scope, { postId: id, when: target });
      expect(moved).toMatchObject({ ok: true, value: { before: { publishAt: before?.toISOString() } } });
      expect((await world.db.select().from(consent).where(eq(consent.postId, id))).length).toBe(1);
      const line = (await world.eventsOf(id)).at(-1);
      expect(line).toMatchObject({ from: "scheduled", to: "scheduled", why: { note: "moved" } });

      world.pushed.advance(4 * HOUR);
      while (world.jobs[0] && world.jobs.some((job) => job.at <= world.clock.now())) await world.runOne();
      expect((await world.read(id)).state).toBe("scheduled");
      expect((await world.runUntil(id, ENDS)).state).toBe("published");
      expect(await world.live("Moved")).toBe(1);
    });

    it("is refused while a worker has it, and a worker that was overtaken can write nothing", async () => {
      const id = await world.scheduled(world.berlinIn(HOUR));
      world.pushed.advance(HOUR + MINUTE);
      const claimed = await world.ports.store.claim(id, ["scheduled"], 10_000);
      expect(claimed).toBeDefined();
      const refused = await movePost(world.scope, { postId: id, when: world.berlinIn(5 * HOUR) });
      expect(refused).toEqual({ ok: false, problem: { kind: "changed" } });
      // Its lease runs out; now the person is first, and the worker that wakes up is not.
      world.pushed.advance(11_000);
      expect(await movePost(world.scope, { postId: id, when: world.berlinIn(5 * HOUR) })).toMatchObject({
        ok: true,
      });
      if (!claimed) return;
      const late = world.ports.store.commit({ ...claimed, state: "scheduled" }, { to: "preparing" });
      await expect(late).rejects.toThrow(/another worker/i);
    });

    it("does not move what is of another workspace, or already out", async () => {
      const id = await world.scheduled("now", { caption: "Out already" });
      await world.runUntil(id, ENDS);
      expect(await movePost(world.scope, { postId: id, when: world.berlinIn(HOUR) })).toMatchObject({
        problem: { kind: "changed" },
      });
      const elsewhere = { ...world.scope, actor: { ...world.scope.actor, workspaceId: "other" as never } };
      expect(await movePost(elsewhere, { postId: id, when: world.berlinIn(HOUR) })).toMatchObject({
        problem: { kind: "not_found" },
      });
    });
  });

  describe("taking a post out of the plan", () => {
    it("back to the desk keeps the hour that was thought of; nothing goes out", async () => {
      const when = world.berlinIn(2 * HOUR);
      const id = await world.scheduled(when, { caption: "Back" });
      expect(await backToDraft(world.scope, { postId: id })).toMatchObject({ ok: true });
      world.pushed.advance(3 * HOUR);
      while (await world.runOne());
      expect(await world.read(id)).toMatchObject({
        state: "draft",
        publishAt: null,
        publishLocal: when.local,
      });
      expect(await world.live("Back")).toBe(0);
    });

    it("and planning it anew leaves a worker that took it for the old plan nothing to write", async () => {
      const id = await world.scheduled(world.berlinIn(HOUR), { caption: "The old words" });
      world.pushed.advance(HOUR + MINUTE);
      const claimed = await world.ports.store.claim(id, ["scheduled"], 10_000);
      const { content } = await world.read(id);
      const back = await backToDraft(world.scope, { postId: id });
      if (!back.ok) throw new Error(JSON.stringify(back.problem));
      const { version } = back.value;
      const wish = { postId: id, version, sentence: declaration(content), when: world.berlinIn(26 * HOUR) };
      const planned = await schedulePost(world.scope, wish);
      if (!planned.ok) throw new Error(JSON.stringify(planned.problem));
      if (!claimed) throw new Error("The worker did not have it.");
      const late = world.ports.store.commit({ ...claimed, state: "scheduled" }, { to: "preparing" });
      await expect(late).rejects.toThrow(/another worker/i);
      expect(await world.read(id)).toMatchObject({ state: "scheduled", leaseHolder: null });
    });

    it("cancelled for good, also when the worker wakes for it", async () => {
      const id = await world.scheduled(world.berlinIn(2 * HOUR), { caption: "Cancelled" });
      expect(await cancelPost(world.scope, { postId: id })).toMatchObject({ ok: true });
      while (await world.runOne());
      expect((await world.read(id)).state).toBe("canceled");
      expect(await world.live("Cancelled")).toBe(0);
    });

    it("a copy is a draft that presets nothing which TikTok forbids to preset", async () => {
      const id = await world.scheduled(world.berlinIn(2 * HOUR), { caption: "Twice", allowComment: true });
      const copied = await duplicatePost(world.scope, { postId: id, creatorId: null });
      if (!copied.ok) throw new Error("Not copied.");
      expect(await world.read(copied.value.postId)).toMatchObject({
        state: "draft",
        creatorId: world.lena,
        publishAt: null,
        content: {
          caption: "Twice",
          privacy: null,
          allowComment: false,
          allowDuet: false,
          allowStitch: false,
        },
      });
      expect(await duplicatePost(world.scope, { postId: id, creatorId: "stranger" })).toMatchObject({
        ok: false,
      });
    });
  });
});

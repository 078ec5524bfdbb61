import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { wallTimeAt } from "#lib/clock/wall-time";
import { attempt, creator } from "#lib/db/schema";
import type { Result } from "#lib/errors/result";
import {
  BERLIN,
  createScheduleWorld,
  DAY,
  ENDS,
  HOUR,
  MINUTE,
  type ScheduleWorld,
} from "#lib/publishing/test-schedule";
import type { Wish } from "./find-place";
import { pauseCreator, unpauseCreator } from "./pause";
import { publishNow } from "./publish-now";
import { reorderQueue } from "./reorder-queue";
import { retryPost, sendAgain } from "./retry";
import { declaration } from "./rules";
import { sendToInbox } from "./send-to-inbox";
import { setSlots } from "./set-slots";

describe.each(["PGlite", "PostgreSQL"] as const)("on %s,", (engine) => {
  let world: ScheduleWorld;
  beforeAll(async () => {
    world = await createScheduleWorld(engine);
  });
  afterAll(() => world.close());
  beforeEach(() => world.startAnew());

  type Way = {
    /** Makes a post that waits for the press. @returns its id */
    wait: () => Promise<string>;
    press: (postId: string, when?: Wish) => Promise<Result<unknown>>;
    mode: "direct" | "inbox";
  };

  /** A post that TikTok has stopped, or lost sight of. */
  async function stoppedBy(preset: string, state: string): Promise<string> {
    const id = await world.scheduled(world.berlinIn(HOUR), { privacy: "SELF_ONLY" });
    await world.fault({ preset, times: 1 });
    expect((await world.runUntil(id, ENDS)).state).toBe(state);
    world.jobs.length = 0;
    return id;
  }

  const WAYS: Record<string, Way> = {
    "Post now": {
      wait: async () => (await world.addDraft(world.lena)).postId,
      press: async (postId, when) => {
        if (typeof when === "object") throw new Error("A time is for compose to give.");
        const sentence = declaration((await world.read(postId)).content);
        return publishNow(world.scope, { postId, version: 1, sentence, when });
      },
      mode: "direct",
    },
    Retry: {
      wait: () => stoppedBy("unaudited_client_can_only_post_to_private_accounts", "blocked"),
      press: (postId, when) => retryPost(world.scope, { postId, when }),
      mode: "direct",
    },
    "Send it to the inbox": {
      wait: () => stoppedBy("unaudited_client_can_only_post_to_private_accounts", "blocked"),
      press: (postId, when) => sendToInbox(world.scope, { postId, when }),
      mode: "inbox",
    },
    "It is not there, send it again": {
      wait: () => stoppedBy("invalid_publish_id", "unconfirmed"),
      press: (postId, when) => sendAgain(world.scope, { postId, when }),
      mode: "direct",
    },
  };

  /** Plans an account's day up, by one post and TikTok's word that it is enough. @returns when there is room again, ISO 8601 */
  async function fillDay(mode: "direct" | "inbox"): Promise<string> {
    await world.scheduled(world.berlinIn(HOUR), mode === "inbox" ? { mode } : {});
    const seenAt = new Date(world.clock.now());
    const learned =
      mode === "direct"
        ? { dailyCap: 1, dailyCapSeenAt: seenAt }
        : { pendingCap: 1, pendingCapSeenAt: seenAt };
    await world.db.update(creator).set(learned).where(eq(creator.id, world.lena));
    return new Date(Math.ceil((seenAt.getTime() + DAY) / MINUTE) * MINUTE).toISOString();
  }

  describe.each(Object.entries(WAYS))("“%s” on a full day", (_name, { wait, press, mode }) => {
    it("is asked about with the next time that fits, and nothing is changed", async () => {
      const id = await wait();
      const next = await fillDay(mode);
      const [before, jobs] = [await world.read(id), world.jobs.length];
      const attempts = await world.db.select().from(attempt).where(eq(attempt.postId, id));
      const reason = mode === "direct" ? "daily" : "inbox";
      expect(await press(id)).toMatchObject({
        problem: { kind: "time", question: { kind: "full", reason, cap: 1, planned: 1, next } },
      });
      expect(await world.read(id)).toEqual(before);
      expect(await world.db.select().from(attempt).where(eq(attempt.postId, id))).toEqual(attempts);
      expect(world.jobs).toHaveLength(jobs);
    });

    it("goes out now by the word of somebody who was told", async () => {
      const id = await wait();
      await fillDay(mode);
      expect(await press(id, "now_anyway")).toMatchObject({ ok: true });
      const sent = await world.read(id);
      expect(sent).toMatchObject({ state: "scheduled", publishLocal: null });
      expect(sent.publishAt?.getTime()).toBeLessThanOrEqual(world.clock.now());
      expect((await world.runUntil(id, ENDS)).state).toBe(mode === "inbox" ? "in_inbox" : "published");
    });
  });

  describe.each(Object.entries(WAYS).filter(([name]) => name !== "Post now"))(
    "“%s”",
    (_name, { wait, press, mode }) => {
      it("takes the time that was proposed, and goes out at it once", async () => {
        const id = await wait();
        const next = Date.parse(await fillDay(mode));
        const when = { local: wallTimeAt(next, BERLIN), timeZone: BERLIN, fold: null };
        expect(await press(id, when)).toMatchObject({ ok: true });
        expect(await world.read(id)).toMatchObject({
          state: "scheduled",
          publishAt: new Date(next),
          publishLocal: when.local,
          failure: null,
        });
        const open = await world.db.select().from(attempt).where(eq(attempt.postId, id));
        expect(open.filter(({ endedAt }) => endedAt === null)).toEqual([]);
        expect((await world.runUntil(id, ENDS)).state).toBe(mode === "inbox" ? "in_inbox" : "published");
        const began = (await world.eventsOf(id)).findLast(({ to }) => to === "preparing");
        expect(began?.at.getTime()).toBeGreaterThanOrEqual(next);
      });

      it("is not in its own way: the place that it had is free for it", async () => {
        const id = await wait();
        await world.db
          .update(creator)
          .set({ dailyCap: 1, dailyCapSeenAt: new Date(world.clock.now()) })
          .where(eq(creator.id, world.lena));
        expect(await press(id)).toMatchObject({ ok: true });
      });
    },
  );

  describe("what goes on by itself", () => {
    it("asks TikTok, not our count: a post that met a full day goes out when the window has rolled", async () => {
      await world.runUntil(await world.scheduled(world.berlinIn(HOUR)), ENDS);
      const id = await world.scheduled(world.berlinIn(HOUR));
      await world.fault({ preset: "spam_risk_too_many_posts", times: 1 });
      const held = await world.runUntil(id, ["blocked"]);
      expect(held).toMatchObject({ state: "blocked", failure: { code: "spam_risk_too_many_posts" } });
      expect(await retryPost(world.scope, { postId: id })).toMatchObject({ problem: { kind: "time" } });
      expect(await world.read(id)).toEqual(held);
      expect((await world.runUntil(id, ["published", "failed"])).state).toBe("published");
    });

    it("after a pause keeps its promise on a day that is full by now", async () => {
      const id = await world.scheduled(world.berlinIn(HOUR));
      await pauseCreator(world.scope, { creatorId: world.lena, reason: "A word first" });
      await world.runUntil(id, ENDS);
      await fillDay("direct");
      await unpauseCreator(world.scope, { creatorId: world.lena });
      expect((await world.runUntil(id, ENDS)).state).toBe("published");
    });
  });

  describe("another order of the queue", () => {
    it("is not taken where a draft would come to stand among too many", async () => {
      const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
      const slots = weekdays.map((weekday) => ({ weekday, time: "09:30" }));
      await setSlots(world.scope, { creatorId: world.lena, slots });
      const direct = await world.scheduled("next_slot");
      const crowd = (await world.read(direct)).publishAt?.getTime() ?? 0;
      const other = await world.scheduled("next_slot");
      const draft = await world.scheduled("next_slot", { mode: "inbox" });
      for (let hour = 1; hour <= 5; hour++) {
        const when = { local: wallTimeAt(crowd - hour * HOUR, BERLIN), timeZone: BERLIN, fold: null };
        await world.scheduled(when, { mode: "inbox" });
      }
      const order = (postIds: string[]) => reorderQueue(world.scope, { creatorId: world.lena, postIds });
      const before = await world.read(draft);
      expect(await order([draft, other, direct])).toMatchObject({
        problem: { kind: "time", question: { kind: "full", reason: "inbox", cap: 5, planned: 6 } },
      });
      expect(await world.read(draft)).toEqual(before);
      expect(await order([other, direct, draft])).toMatchObject({ ok: true });
      await setSlots(world.scope, { creatorId: world.lena, slots: [] });
    });
  });
});

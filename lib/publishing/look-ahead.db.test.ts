import { readFileSync, writeFileSync } from "node:fs";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { creator, grant, post, workspaceCreator } from "#lib/db/schema";
import { listFix } from "#lib/posts/fix-queries";
import { movePost } from "#lib/posts/move-post";
import { reorderQueue } from "#lib/posts/reorder-queue";
import { resumeBlocked } from "#lib/posts/resume-blocked";
import { setSlots } from "#lib/posts/set-slots";
import { makeVideo } from "#simulator/test-videos";
import { lookAhead } from "./look-ahead";
import { createScheduleWorld, DAY, ENDS, HOUR, MINUTE, type ScheduleWorld } from "./test-schedule";

let world: ScheduleWorld;
beforeAll(async () => {
  world = await createScheduleWorld();
});
afterAll(() => world.close());
beforeEach(() => world.startAnew());

describe("looking ahead of a post's time", () => {
  const look = async (id: string) => {
    const row = await world.read(id);
    world.pushed.advance(Math.max(0, (row.lookAt?.getTime() ?? 0) - world.clock.now()));
    await lookAhead(world.scope, world.ports, id);
    return world.read(id);
  };

  it("happens a day and two hours before, and finds nothing where nothing is", async () => {
    const id = await world.scheduled(world.berlinIn(40 * HOUR));
    const publishAt = (await world.read(id)).publishAt?.getTime() ?? 0;
    expect((await world.read(id)).lookAt?.getTime()).toBe(publishAt - DAY);
    expect(await look(id)).toMatchObject({ warning: null, lookAt: new Date(publishAt - 2 * HOUR) });
    expect(await look(id)).toMatchObject({ warning: null, lookAt: null });
    expect((await listFix(world.scope)).items).toEqual([]);
  });

  it("shows a lost permission in Needs fixing while there is time, and takes it back once it is mended", async () => {
    const ana = await world.addCreator("quiet.ana");
    const id = await world.scheduled(world.berlinIn(40 * HOUR), { caption: "Mended in time" }, ana);
    await world.control("creators/quiet.ana/revoke", {});
    const warned = await look(id);
    expect(warned).toMatchObject({ state: "scheduled", warning: { code: "invalid_grant" } });
    const [item] = (await listFix(world.scope)).items;
    expect(item).toMatchObject({ ahead: true, posts: [{ id }] });

    await world.addCreator("quiet.ana");
    await resumeBlocked(world.scope, ana);
    await world.runOne();
    expect((await world.read(id)).warning).toBeNull();
    expect((await world.runUntil(id, ENDS)).state).toBe("published");
    expect(await world.live("Mended in time")).toBe(1);
  });

  it("looks at once when a post is moved that was warned of, however near its new time is", async () => {
    const id = await world.scheduled(world.berlinIn(40 * HOUR), { allowComment: true });
    await world.control("creators/lena.rooftop", { private: true });
    expect(await look(id)).toMatchObject({ warning: { code: "privacy.not_offered" } });
    for (const hours of [30, 1]) {
      world.jobs.length = 0;
      expect(await movePost(world.scope, { postId: id, when: world.berlinIn(hours * HOUR) })).toMatchObject({
        ok: true,
      });
      const dueAt = world.clock.now();
      const job = await world.runOne();
      expect(job).toMatchObject({ kind: "look", postId: id });
      expect(job?.at).toBeLessThanOrEqual(dueAt);
      expect(await world.read(id)).toMatchObject({ warning: { code: "privacy.not_offered" } });
    }
    await world.control("creators/lena.rooftop", { private: false });
  });

  it("looks at once at posts that change places in the queue, where one was warned of or none is left before its time", async () => {
    const slots = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, time: "09:30" }));
    await setSlots(world.scope, { creatorId: world.lena, slots });
    const first = await world.scheduled("next_slot");
    const second = await world.scheduled("next_slot");
    const startsAt = (await world.read(first)).publishAt?.getTime() ?? 0;
    world.pushed.advance(startsAt - HOUR - world.clock.now());
    world.jobs.length = 0;
    await reorderQueue(world.scope, { creatorId: world.lena, postIds: [second, first] });
    const looks = world.jobs.filter(({ kind, at }) => kind === "look" && at <= world.clock.now());
    expect(looks.map(({ postId }) => postId)).toEqual([second]);
    await setSlots(world.scope, { creatorId: world.lena, slots: [] });
  });

  it("sees a permission that will have run out by then", async () => {
    const id = await world.scheduled(world.berlinIn(40 * HOUR));
    const soon = new Date(world.clock.now() + 30 * HOUR);
    await world.db.update(grant).set({ refreshExpiresAt: soon }).where(eq(grant.creatorId, world.lena));
    expect(await look(id)).toMatchObject({ warning: { code: "connect.reconnect_needed" } });
    await world.addCreator("lena.rooftop");
  });

  it("sees what the creator no longer allows", async () => {
    const id = await world.scheduled(world.berlinIn(40 * HOUR), { allowComment: true });
    await world.control("creators/lena.rooftop", { private: true });
    expect(await look(id)).toMatchObject({ warning: { code: "privacy.not_offered" } });
    await world.control("creators/lena.rooftop", { private: false });
    expect((await look(id)).warning).toBeNull();
  });

  it("sees that the file is gone", async () => {
    const { mediaId } = await world.addVideo();
    const id = await world.scheduled(world.berlinIn(40 * HOUR), { mediaId });
    await world.reach.storage.discard(mediaId);
    expect(await look(id)).toMatchObject({ warning: { code: "media.missing" } });
  });

  it("sees that the file is no longer the one that was agreed to, and no byte of it is sent", async () => {
    const { mediaId } = await world.addVideo();
    const id = await world.scheduled(world.berlinIn(40 * HOUR), { mediaId, caption: "Another file" });
    const path = await world.reach.storage.addressOf(mediaId);
    const bytes = readFileSync(path);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    writeFileSync(path, bytes);
    expect(await look(id)).toMatchObject({ state: "scheduled", warning: { code: "media.changed" } });
    expect((await listFix(world.scope)).items).toMatchObject([{ ahead: true, posts: [{ id }] }]);
    expect(await world.runUntil(id, ENDS)).toMatchObject({ failure: { code: "media.changed" } });
    expect(await world.live("Another file")).toBe(0);
  });

  it("sees that the creator has taken back a permission, names it, and takes it back once it is given", async () => {
    const kess = await world.addCreator("kess");
    const id = await world.scheduled(world.berlinIn(40 * HOUR), { privacy: "SELF_ONLY" }, kess);
    await world.addCreator("kess", ["user.info.basic", "video.upload"]);
    const warned = await look(id);
    expect(warned).toMatchObject({ state: "scheduled", warning: { code: "scope_not_authorized" } });
    expect((await listFix(world.scope)).items).toMatchObject([{ ahead: true, posts: [{ id }] }]);
    await world.addCreator("kess");
    await resumeBlocked(world.scope, kess);
    await world.runOne();
    expect((await world.read(id)).warning).toBeNull();
    expect((await world.runUntil(id, ENDS)).state).toBe("published");
  });

  it("sees that the creator's limit has become shorter than the video, which stops the post before it is sent", async () => {
    const { mediaId } = await world.addVideo(await makeVideo({ size: "720x1280", seconds: 3 }));
    const id = await world.scheduled(world.berlinIn(40 * HOUR), { mediaId, caption: "Too long by then" });
    const sentBefore = (await world.ledger("init.direct")).length;
    await world.control("creators/lena.rooftop", { maxDurationSec: 2 });
    const publishAt = (await world.read(id)).publishAt?.getTime() ?? 0;
    expect((await world.read(id)).lookAt?.getTime()).toBe(publishAt - DAY);
    expect(await look(id)).toMatchObject({ state: "scheduled", warning: { code: "media.too_long" } });
    const stopped = await world.runUntil(id, ENDS);
    expect(stopped).toMatchObject({ state: "failed", failure: { code: "media.too_long" } });
    expect(await world.ledger("init.direct")).toHaveLength(sentBefore);
    await world.control("creators/lena.rooftop", { maxDurationSec: 600 });
  });

  it("sees that the day has become too full, by the number that TikTok has shown since", async () => {
    await world.scheduled(world.berlinIn(39 * HOUR));
    const id = await world.scheduled(world.berlinIn(40 * HOUR));
    const shown = { dailyCap: 1, dailyCapSeenAt: new Date(world.clock.now()) };
    await world.db.update(creator).set(shown).where(eq(creator.id, world.lena));
    // What filled today is no longer counted then.
    expect((await look(id)).warning).toBeNull();
    shown.dailyCapSeenAt = new Date(world.clock.now());
    await world.db.update(creator).set(shown).where(eq(creator.id, world.lena));
    expect(await look(id)).toMatchObject({
      warning: { code: "schedule.day_full", args: { planned: 2, cap: 1 } },
    });
  });

  it("sees that the creator has ended the workspace's access, which stops the post", async () => {
    const id = await world.scheduled(world.berlinIn(40 * HOUR));
    const link = and(
      eq(workspaceCreator.creatorId, world.lena),
      eq(workspaceCreator.workspaceId, world.scope.actor.workspaceId),
    );
    const [kept] = await world.db.select().from(workspaceCreator).where(link);
    await world.db.delete(workspaceCreator).where(link);
    expect(await look(id)).toMatchObject({ warning: { code: "connect.access_ended" } });
    const stopped = await world.runUntil(id, ENDS);
    expect(stopped).toMatchObject({ state: "blocked", failure: { code: "connect.access_ended" } });
    if (kept) await world.db.insert(workspaceCreator).values(kept);
  });

  it("waits for TikTok to answer rather than telling of a trouble that passes", async () => {
    const id = await world.scheduled(world.berlinIn(40 * HOUR));
    await world.fault({ on: "creator_info", network: "drop_before", times: 1 });
    const row = await look(id);
    expect(row.warning).toBeNull();
    const wait = (row.lookAt?.getTime() ?? 0) - world.clock.now();
    expect(wait).toBeGreaterThan(9 * MINUTE);
    expect(wait).toBeLessThanOrEqual(10 * MINUTE);
    expect((await look(id)).warning).toBeNull();
  });

  it("follows the wall when the clocks of a place have new rules, and tells", async () => {
    const id = await world.scheduled(world.berlinIn(40 * HOUR));
    const before = await world.read(id);
    // As it was planned under rules that held then.
    const stale = new Date((before.publishAt?.getTime() ?? 0) + HOUR);
    await world.db.update(post).set({ publishAt: stale, dueAt: stale }).where(eq(post.id, id));
    const row = await look(id);
    expect(row.publishAt).toEqual(before.publishAt);
    expect(row.dueAt).toEqual(before.publishAt);
    expect(row.warning).toMatchObject({ code: "schedule.zone_changed", args: { place: "Berlin" } });
    expect((await world.eventsOf(id)).at(-1)?.why).toMatchObject({
      note: "time zone rules changed",
      before: stale.toISOString(),
      after: before.publishAt?.toISOString(),
    });
    expect((await world.runUntil(id, ENDS)).state).toBe("published");
  });

  it("may run twice at once and leaves one next look", async () => {
    const id = await world.scheduled(world.berlinIn(40 * HOUR));
    const row = await world.read(id);
    world.pushed.advance((row.lookAt?.getTime() ?? 0) - world.clock.now());
    world.jobs.length = 0;
    await Promise.all([1, 2, 3].map(() => lookAhead(world.scope, world.ports, id)));
    expect(world.jobs.filter((job) => job.kind === "look")).toHaveLength(1);
  });
});

import { rmSync } from "node:fs";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type WallTime, wallTimeAt } from "#lib/clock/wall-time";
import type { PostContent } from "#lib/db/json";
import { consent, creator, grant, post, postEvent, workspaceCreator } from "#lib/db/schema";
import { lookAhead } from "#lib/publishing/look-ahead";
import { createWorld, type World } from "#lib/publishing/test-world";
import { locateMedia } from "#lib/storage/locate";
import { duplicatePost } from "./duplicate";
import { listFix } from "./fix";
import { movePost } from "./move-post";
import { pauseCreator, unpauseCreator } from "./pause";
import { reorderQueue } from "./reorder-queue";
import { resumeBlocked } from "./resume-blocked";
import { declaration } from "./rules";
import { schedulePost, type When } from "./schedule";
import { setSlots } from "./set-slots";
import { backToDraft, cancelPost } from "./take-back";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const BERLIN = "Europe/Berlin";
const ENDS = ["published", "in_inbox", "failed", "blocked", "unconfirmed", "canceled"];

let world: World;
let lena: string;
beforeAll(async () => {
  world = await createWorld();
  lena = await world.addCreator("lena.rooftop");
});
afterAll(() => world.close());
beforeEach(async () => {
  await fetch(`${world.simulator.url}/_control/faults`, { method: "DELETE" });
  await world.db.delete(post);
  await world.db.update(creator).set({ dailyCap: null, dailyCapSeenAt: null });
  world.jobs.length = 0;
  world.pushed.advance(3 * DAY);
});

/** The wall in Berlin so many ms from now, to the minute. */
const berlinIn = (ms: number): WallTime => ({
  local: wallTimeAt(Math.ceil((world.clock.now() + ms) / MINUTE) * MINUTE, BERLIN),
  timeZone: BERLIN,
  fold: null,
});
const at = (local: string, timeZone = "America/New_York", fold: WallTime["fold"] = null): WallTime => ({
  local,
  timeZone,
  fold,
});

async function schedule(when: When, change: Partial<PostContent> = {}, creatorId = lena) {
  const { postId, content } = await world.addDraft(creatorId, change);
  const result = await schedulePost(world.scope, {
    postId,
    version: 1,
    sentence: declaration(content),
    when,
  });
  return { postId, result };
}
async function scheduled(when: When, change: Partial<PostContent> = {}, creatorId = lena): Promise<string> {
  const { postId, result } = await schedule(when, change, creatorId);
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return postId;
}
const live = async (title: string) =>
  (await world.published()).filter((each) => each.title === title && each.live).length;
const eventsOf = (postId: string) =>
  world.db.select().from(postEvent).where(eq(postEvent.postId, postId)).orderBy(postEvent.id);

describe("a scheduled post", () => {
  it("keeps the wall time, the place and the instant, goes out at it and not before, once", async () => {
    const when = berlinIn(5 * HOUR);
    const id = await scheduled(when, { caption: "At its minute" });
    const row = await world.read(id);
    expect(row).toMatchObject({ state: "scheduled", publishLocal: when.local, timeZone: BERLIN, fold: null });
    const publishAt = row.publishAt?.getTime() ?? 0;
    expect(wallTimeAt(publishAt, BERLIN)).toBe(when.local);
    expect(row.dueAt).toEqual(row.publishAt);
    expect(row.lookAt?.getTime()).toBe(publishAt - 2 * HOUR);

    // A job that comes too soon, from a clock that jumped, does nothing.
    const early = { kind: "publish", postId: id, creatorId: lena, at: world.clock.now() } as const;
    world.jobs.unshift({ ...early, id: "early" });
    await world.runOne();
    expect((await world.read(id)).state).toBe("scheduled");
    expect(await world.ledger("init.direct")).toHaveLength(0);

    const done = await world.runUntil(id, ENDS);
    expect(done.state).toBe("published");
    expect(await live("At its minute")).toBe(1);
    const events = await eventsOf(id);
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
    const { postId, result } = await schedule(when);
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
    const gap = await schedule(at(`${march}T02:30`));
    expect(gap.result).toMatchObject({
      problem: { question: { kind: "gap", local: `${march}T02:30`, skippedTo: `${march}T03:30` } },
    });
    const twice = await schedule(at(`${november}T01:30`));
    expect(twice.result).toMatchObject({
      problem: {
        question: {
          kind: "twice",
          earlier: `${november}T05:30:00.000Z`,
          later: `${november}T06:30:00.000Z`,
        },
      },
    });
    const chosen = await scheduled(at(`${november}T01:30`, "America/New_York", "later"));
    expect((await world.read(chosen)).publishAt?.toISOString()).toBe(`${november}T06:30:00.000Z`);
  });

  it("that was pressed twice is one post with one job", async () => {
    const { postId, content } = await world.addDraft(lena);
    const press = () =>
      schedulePost(world.scope, {
        postId,
        version: 1,
        sentence: declaration(content),
        when: berlinIn(30 * HOUR),
      });
    const results = await Promise.all([press(), press()]);
    expect(results.filter((each) => each.ok)).toHaveLength(1);
    expect(
      world.jobs.filter((each) => each.kind === "publish" && each.postId === postId).length,
    ).toBeLessThanOrEqual(2);
    expect((await eventsOf(postId)).filter((each) => each.to === "scheduled")).toHaveLength(1);
  });

  it("that comes too late because nobody worked is asked about, and never sent by itself", async () => {
    const id = await scheduled(berlinIn(HOUR), { caption: "Too late" });
    world.pushed.advance(HOUR + 32 * MINUTE);
    const row = await world.runUntil(id, ENDS);
    expect(row).toMatchObject({ state: "failed", failure: { code: "post.too_late" } });
    expect(await live("Too late")).toBe(0);
    const moved = await movePost(world.scope, { postId: id, when: berlinIn(HOUR) });
    expect(moved).toMatchObject({ ok: true });
    expect((await world.runUntil(id, ENDS)).state).toBe("published");
    expect(await live("Too late")).toBe(1);
  });
});

describe("moving a post", () => {
  it("keeps the consent and says from where to where; the old time does nothing any more", async () => {
    const id = await scheduled(berlinIn(3 * HOUR), { caption: "Moved" });
    const before = (await world.read(id)).publishAt;
    const target = berlinIn(26 * HOUR);
    const moved = await movePost(world.scope, { postId: id, when: target });
    expect(moved).toMatchObject({ ok: true, value: { before: { publishAt: before?.toISOString() } } });
    expect((await world.db.select().from(consent).where(eq(consent.postId, id))).length).toBe(1);
    const line = (await eventsOf(id)).at(-1);
    expect(line).toMatchObject({ from: "scheduled", to: "scheduled", why: { note: "moved" } });

    world.pushed.advance(4 * HOUR);
    while (world.jobs[0] && world.jobs.some((job) => job.at <= world.clock.now())) await world.runOne();
    expect((await world.read(id)).state).toBe("scheduled");
    expect((await world.runUntil(id, ENDS)).state).toBe("published");
    expect(await live("Moved")).toBe(1);
  });

  it("is refused while a worker has it, and a worker that was overtaken can write nothing", async () => {
    const id = await scheduled(berlinIn(HOUR));
    world.pushed.advance(HOUR + MINUTE);
    const claimed = await world.ports.store.claim(id, ["scheduled"], 10_000);
    expect(claimed).toBeDefined();
    const refused = await movePost(world.scope, { postId: id, when: berlinIn(5 * HOUR) });
    expect(refused).toEqual({ ok: false, problem: { kind: "changed" } });
    // Its lease runs out; now the person is first, and the worker that wakes up is not.
    world.pushed.advance(11_000);
    expect(await movePost(world.scope, { postId: id, when: berlinIn(5 * HOUR) })).toMatchObject({ ok: true });
    if (!claimed) return;
    const late = world.ports.store.commit({ ...claimed, state: "scheduled" }, { to: "preparing" });
    await expect(late).rejects.toThrow(/another worker/i);
  });

  it("does not move what is of another workspace, or already out", async () => {
    const id = await scheduled("now", { caption: "Out already" });
    await world.runUntil(id, ENDS);
    expect(await movePost(world.scope, { postId: id, when: berlinIn(HOUR) })).toMatchObject({
      problem: { kind: "changed" },
    });
    const elsewhere = { ...world.scope, actor: { ...world.scope.actor, workspaceId: "other" as never } };
    expect(await movePost(elsewhere, { postId: id, when: berlinIn(HOUR) })).toMatchObject({
      problem: { kind: "not_found" },
    });
  });
});

describe("taking a post out of the plan", () => {
  it("back to the desk keeps the hour that was thought of; nothing goes out", async () => {
    const when = berlinIn(2 * HOUR);
    const id = await scheduled(when, { caption: "Back" });
    expect(await backToDraft(world.scope, { postId: id })).toMatchObject({ ok: true });
    world.pushed.advance(3 * HOUR);
    while (await world.runOne());
    expect(await world.read(id)).toMatchObject({ state: "draft", publishAt: null, publishLocal: when.local });
    expect(await live("Back")).toBe(0);
  });

  it("cancelled for good, also when the worker wakes for it", async () => {
    const id = await scheduled(berlinIn(2 * HOUR), { caption: "Cancelled" });
    expect(await cancelPost(world.scope, { postId: id })).toMatchObject({ ok: true });
    while (await world.runOne());
    expect((await world.read(id)).state).toBe("canceled");
    expect(await live("Cancelled")).toBe(0);
  });

  it("a copy is a draft that presets nothing which TikTok forbids to preset", async () => {
    const id = await scheduled(berlinIn(2 * HOUR), { caption: "Twice", allowComment: true });
    const copied = await duplicatePost(world.scope, { postId: id, creatorId: null });
    if (!copied.ok) throw new Error("Not copied.");
    expect(await world.read(copied.value.postId)).toMatchObject({
      state: "draft",
      creatorId: lena,
      publishAt: null,
      content: { caption: "Twice", privacy: null, allowComment: false, allowDuet: false, allowStitch: false },
    });
    expect(await duplicatePost(world.scope, { postId: id, creatorId: "stranger" })).toMatchObject({
      ok: false,
    });
  });
});

describe("a creator's queue", () => {
  const everyDay = (time: string) => [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, time }));

  it("gives each post the next free time, also to two people at once", async () => {
    expect((await schedule("next_slot")).result).toMatchObject({
      problem: { question: { kind: "no_slot" } },
    });
    await setSlots(world.scope, { creatorId: lena, slots: [...everyDay("09:30"), ...everyDay("18:00")] });
    const drafts = [await world.addDraft(lena), await world.addDraft(lena), await world.addDraft(lena)];
    const results = await Promise.all(
      drafts.map(({ postId, content }) =>
        schedulePost(world.scope, { postId, version: 1, sentence: declaration(content), when: "next_slot" }),
      ),
    );
    const times = results.map((each) => (each.ok ? each.value.publishAt : "refused"));
    expect(new Set(times).size).toBe(3);
    for (const time of times) expect(wallTimeAt(Date.parse(time), BERLIN)).toMatch(/T(09:30|18:00)$/);
  });

  it("takes another order: the times stay, the posts change places", async () => {
    await setSlots(world.scope, { creatorId: lena, slots: everyDay("09:30") });
    const ids: string[] = [];
    for (const caption of ["A", "B", "C"]) ids.push(await scheduled("next_slot", { caption }));
    const timesOf = async () =>
      Promise.all(ids.map(async (id) => (await world.read(id)).publishAt?.getTime()));
    const [a, b, c] = await timesOf();
    const wanted = [ids[2], ids[0], ids[1]].map((id) => id ?? "");
    expect(await reorderQueue(world.scope, { creatorId: lena, postIds: wanted })).toEqual({
      ok: true,
      value: { moved: 3 },
    });
    expect(await timesOf()).toEqual([b, c, a]);
    const partial = await reorderQueue(world.scope, { creatorId: lena, postIds: wanted.slice(1) });
    expect(partial).toEqual({ ok: false, problem: { kind: "changed" } });
    expect(await timesOf()).toEqual([b, c, a]);
  });

  it("waits while it is paused, says why, and goes on by itself where it is not too late", async () => {
    const soon = await scheduled(berlinIn(HOUR), { caption: "Paused soon" });
    const far = await scheduled(berlinIn(3 * HOUR), { caption: "Paused far" });
    const reason = "We wait for the client's word.";
    expect(await pauseCreator(world.scope, { creatorId: lena, reason })).toMatchObject({ ok: true });
    expect(await pauseCreator(world.scope, { creatorId: lena, reason })).toMatchObject({
      problem: { kind: "changed" },
    });
    const held = await world.runUntil(soon, ENDS);
    expect(held).toMatchObject({ state: "blocked", failure: { code: "queue.paused", args: { reason } } });
    expect(await live("Paused soon")).toBe(0);
    expect(await unpauseCreator(world.scope, { creatorId: lena })).toEqual({
      ok: true,
      value: { resumed: 1 },
    });
    expect((await world.runUntil(soon, ENDS)).state).toBe("published");
    expect((await world.runUntil(far, ENDS)).state).toBe("published");
    expect([await live("Paused soon"), await live("Paused far")]).toEqual([1, 1]);
  });

  it("asks about what became too late while it was paused", async () => {
    const id = await scheduled(berlinIn(HOUR), { caption: "Paused too long" });
    await pauseCreator(world.scope, { creatorId: lena, reason: "Holiday" });
    await world.runUntil(id, ENDS);
    world.pushed.advance(2 * HOUR);
    await unpauseCreator(world.scope, { creatorId: lena });
    expect(await world.runUntil(id, ENDS)).toMatchObject({ failure: { code: "post.too_late" } });
    expect(await live("Paused too long")).toBe(0);
  });
});

describe("TikTok's limits of the day", () => {
  it("are planned for: what cannot fit is refused with the next time that can", async () => {
    await world.db
      .update(creator)
      .set({ dailyCap: 2, dailyCapSeenAt: new Date(world.clock.now()) })
      .where(eq(creator.id, lena));
    const first = await scheduled(berlinIn(30 * HOUR));
    await scheduled(berlinIn(31 * HOUR));
    const { result } = await schedule(berlinIn(32 * HOUR));
    const freed = ((await world.read(first)).publishAt?.getTime() ?? 0) + DAY;
    expect(result).toMatchObject({
      problem: {
        question: { kind: "full", reason: "daily", cap: 2, planned: 2, next: new Date(freed).toISOString() },
      },
    });
    // In front of both it would cost the later one its place.
    expect((await schedule(berlinIn(29 * HOUR))).result).toMatchObject({ ok: false });
    expect((await schedule(berlinIn(56 * HOUR))).result).toMatchObject({ ok: true });
  });

  it("hold for drafts in the inbox by their own number", async () => {
    for (let hour = 0; hour < 5; hour++) await scheduled(berlinIn((30 + hour) * HOUR), { mode: "inbox" });
    expect((await schedule(berlinIn(36 * HOUR), { mode: "inbox" })).result).toMatchObject({
      problem: { question: { kind: "full", reason: "inbox", cap: 5 } },
    });
    expect((await schedule(berlinIn(36 * HOUR))).result).toMatchObject({ ok: true });
  });

  it("are learned from TikTok's own answer", async () => {
    await world.fault({ preset: "spam_risk_too_many_posts", times: 1 });
    const bo = await world.addCreator("kess");
    const id = await scheduled(berlinIn(HOUR), { privacy: "SELF_ONLY" }, bo);
    await world.runUntil(id, ENDS, 3);
    const [after] = await world.db.select().from(creator).where(eq(creator.id, bo));
    expect(after?.dailyCap).toBe(1);
    expect(after?.dailyCapSeenAt).not.toBeNull();
  });
});

describe("looking ahead of a post's time", () => {
  const look = async (id: string) => {
    const row = await world.read(id);
    world.pushed.advance(Math.max(0, (row.lookAt?.getTime() ?? 0) - world.clock.now()));
    await lookAhead(world.scope, world.ports, id);
    return world.read(id);
  };

  it("happens a day and two hours before, and finds nothing where nothing is", async () => {
    const id = await scheduled(berlinIn(40 * HOUR));
    const publishAt = (await world.read(id)).publishAt?.getTime() ?? 0;
    expect((await world.read(id)).lookAt?.getTime()).toBe(publishAt - DAY);
    expect(await look(id)).toMatchObject({ warning: null, lookAt: new Date(publishAt - 2 * HOUR) });
    expect(await look(id)).toMatchObject({ warning: null, lookAt: null });
    expect(await listFix(world.scope)).toEqual([]);
  });

  it("shows a lost permission in Needs fixing while there is time, and takes it back once it is mended", async () => {
    const ana = await world.addCreator("quiet.ana");
    const id = await scheduled(berlinIn(40 * HOUR), { caption: "Mended in time" }, ana);
    await world.control("creators/quiet.ana/revoke", {});
    const warned = await look(id);
    expect(warned).toMatchObject({ state: "scheduled", warning: { code: "invalid_grant" } });
    const [item] = await listFix(world.scope);
    expect(item).toMatchObject({ ahead: true, posts: [{ id }] });

    await world.addCreator("quiet.ana");
    await resumeBlocked(world.scope, ana);
    await world.runOne();
    expect((await world.read(id)).warning).toBeNull();
    expect((await world.runUntil(id, ENDS)).state).toBe("published");
    expect(await live("Mended in time")).toBe(1);
  });

  it("sees a permission that will have run out by then", async () => {
    const id = await scheduled(berlinIn(40 * HOUR));
    const soon = new Date(world.clock.now() + 30 * HOUR);
    await world.db.update(grant).set({ refreshExpiresAt: soon }).where(eq(grant.creatorId, lena));
    expect(await look(id)).toMatchObject({ warning: { code: "connect.reconnect_needed" } });
    await world.addCreator("lena.rooftop");
  });

  it("sees what the creator no longer allows", async () => {
    const id = await scheduled(berlinIn(40 * HOUR), { allowComment: true });
    await world.control("creators/lena.rooftop", { private: true });
    expect(await look(id)).toMatchObject({ warning: { code: "privacy.not_offered" } });
    await world.control("creators/lena.rooftop", { private: false });
    expect((await look(id)).warning).toBeNull();
  });

  it("sees that the file is gone", async () => {
    const { mediaId } = await world.addVideo();
    const id = await scheduled(berlinIn(40 * HOUR), { mediaId });
    rmSync(locateMedia(world.reach.mediaFolder, mediaId));
    expect(await look(id)).toMatchObject({ warning: { code: "media.missing" } });
  });

  it("sees that the day has become too full, by the number that TikTok has shown since", async () => {
    await scheduled(berlinIn(39 * HOUR));
    const id = await scheduled(berlinIn(40 * HOUR));
    const shown = { dailyCap: 1, dailyCapSeenAt: new Date(world.clock.now()) };
    await world.db.update(creator).set(shown).where(eq(creator.id, lena));
    expect(await look(id)).toMatchObject({
      warning: { code: "schedule.day_full", args: { planned: 2, cap: 1 } },
    });
  });

  it("sees that the creator has ended the workspace's access, which stops the post", async () => {
    const id = await scheduled(berlinIn(40 * HOUR));
    const link = and(
      eq(workspaceCreator.creatorId, lena),
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
    const id = await scheduled(berlinIn(40 * HOUR));
    await world.fault({ on: "creator_info", network: "drop_before", times: 1 });
    const row = await look(id);
    expect(row.warning).toBeNull();
    const wait = (row.lookAt?.getTime() ?? 0) - world.clock.now();
    expect(wait).toBeGreaterThan(9 * MINUTE);
    expect(wait).toBeLessThanOrEqual(10 * MINUTE);
    expect((await look(id)).warning).toBeNull();
  });

  it("follows the wall when the clocks of a place have new rules, and tells", async () => {
    const id = await scheduled(berlinIn(40 * HOUR));
    const before = await world.read(id);
    // As it was planned under rules that held then.
    const stale = new Date((before.publishAt?.getTime() ?? 0) + HOUR);
    await world.db.update(post).set({ publishAt: stale, dueAt: stale }).where(eq(post.id, id));
    const row = await look(id);
    expect(row.publishAt).toEqual(before.publishAt);
    expect(row.dueAt).toEqual(before.publishAt);
    expect(row.warning).toMatchObject({ code: "schedule.zone_changed", args: { place: "Berlin" } });
    expect((await eventsOf(id)).at(-1)?.why).toMatchObject({
      note: "time zone rules changed",
      before: stale.toISOString(),
      after: before.publishAt?.toISOString(),
    });
    expect((await world.runUntil(id, ENDS)).state).toBe("published");
  });

  it("may run twice at once and leaves one next look", async () => {
    const id = await scheduled(berlinIn(40 * HOUR));
    const row = await world.read(id);
    world.pushed.advance((row.lookAt?.getTime() ?? 0) - world.clock.now());
    world.jobs.length = 0;
    await Promise.all([1, 2, 3].map(() => lookAhead(world.scope, world.ports, id)));
    expect(world.jobs.filter((job) => job.kind === "look")).toHaveLength(1);
  });
});

import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { consent, post, user } from "#lib/db/schema";
import { createScheduleWorld, DAY, HOUR, type ScheduleWorld } from "#lib/publishing/test-schedule";
import { type CalendarFilter, type CalendarPage, pageCalendar, viewCalendar, viewMeters } from "./calendar";

let world: ScheduleWorld;
beforeAll(async () => {
  world = await createScheduleWorld();
});
afterAll(() => world.close());
beforeEach(() => world.startAnew());

const idsOf = ({ posts }: Pick<CalendarPage, "posts">) => posts.map(({ id }) => id);

describe("the list of the calendar", () => {
  it("is read page by page in both directions, also where posts share their moment", async () => {
    const { scope } = world;
    const noon = world.berlinIn(2 * DAY);
    const ids: string[] = [];
    for (const when of [world.berlinIn(DAY), noon, noon, noon, world.berlinIn(3 * DAY)])
      ids.push(await world.scheduled(when));
    const whole = await viewCalendar(scope, { from: scope.clock.now(), to: scope.clock.now() + 9 * DAY });
    const order = idsOf(whole);
    expect(new Set(order)).toEqual(new Set(ids));

    const from = scope.clock.now() + DAY + HOUR;
    const first = await pageCalendar(scope, { place: { from }, limit: 2 });
    expect(idsOf(first)).toEqual(order.slice(1, 3));
    if (!first.later || !first.earlier) throw new Error("There is more on both sides.");
    const next = await pageCalendar(scope, { place: { after: first.later }, limit: 2 });
    expect(idsOf(next)).toEqual(order.slice(3));
    expect(next.later).toBeNull();
    const before = await pageCalendar(scope, { place: { before: first.earlier }, limit: 2 });
    expect(idsOf(before)).toEqual(order.slice(0, 1));
    expect(before.earlier).toBeNull();
    // From the far end back, over the moment that three of them share.
    const end = { at: new Date(scope.clock.now() + 9 * DAY).toISOString(), id: "" };
    const last = await pageCalendar(scope, { place: { before: end }, limit: 2 });
    expect(idsOf(last)).toEqual(order.slice(3));
    if (!last.earlier) throw new Error("There is more.");
    const rest = await pageCalendar(scope, { place: { before: last.earlier }, limit: 9 });
    expect(idsOf(rest)).toEqual(order.slice(0, 3));
    // Nothing stands in front of the first.
    const all = await pageCalendar(scope, { place: { from: scope.clock.now() }, limit: 9 });
    expect(all).toMatchObject({ earlier: null, later: null });
  });

  it("shows what one member scheduled, whoever began the draft", async () => {
    const { scope, db } = world;
    await db.insert(user).values({ id: "mo", name: "Mo", email: "mo@northlight.example" });
    const own = await world.scheduled(world.berlinIn(DAY));
    const other = await world.scheduled(world.berlinIn(2 * DAY));
    await db.update(consent).set({ userId: "mo" }).where(eq(consent.postId, other));
    await db.update(post).set({ createdBy: "mo" }).where(eq(post.id, own));
    const range = { from: world.clock.now(), to: world.clock.now() + 9 * DAY };
    const by = async (scheduledBy?: string) => idsOf(await viewCalendar(scope, { ...range, scheduledBy }));
    expect(await by(scope.actor.userId)).toEqual([own]);
    expect(await by("mo")).toEqual([other]);
    expect(await by()).toEqual([own, other]);
    expect(await by("stranger")).toEqual([]);
    const page = await pageCalendar(scope, { place: { from: range.from }, limit: 9, scheduledBy: "mo" });
    expect(idsOf(page)).toEqual([other]);
  });

  it("shows the accounts and the states that were chosen, and their meters alone", async () => {
    const { scope, lena } = world;
    const ana = await world.addCreator("quiet.ana");
    const first = await world.scheduled(world.berlinIn(DAY));
    const second = await world.scheduled(world.berlinIn(2 * DAY), {}, ana);
    const third = await world.scheduled(world.berlinIn(3 * DAY), {}, ana);
    await world.db.update(post).set({ state: "published" }).where(eq(post.id, third));
    const range = { from: world.clock.now(), to: world.clock.now() + 9 * DAY };
    const shown = async (filter: CalendarFilter) => {
      const view = idsOf(await viewCalendar(scope, { ...range, ...filter }));
      const page = await pageCalendar(scope, { place: { from: range.from }, limit: 9, ...filter });
      expect(idsOf(page)).toEqual(view);
      const end = { at: new Date(range.to).toISOString(), id: "" };
      expect(idsOf(await pageCalendar(scope, { place: { before: end }, limit: 9, ...filter }))).toEqual(view);
      return view;
    };
    expect(await shown({})).toEqual([first, second, third]);
    expect(await shown({ creatorIds: [ana] })).toEqual([second, third]);
    expect(await shown({ creatorIds: [lena, ana] })).toEqual([first, second, third]);
    expect(await shown({ states: ["scheduled"] })).toEqual([first, second]);
    expect(await shown({ states: ["published", "in_inbox"] })).toEqual([third]);
    expect(await shown({ creatorIds: [ana], states: ["scheduled"] })).toEqual([second]);
    expect(await shown({ creatorIds: [lena], states: ["failed"] })).toEqual([]);
    expect(await viewMeters(scope, { ...range, creatorIds: [ana] })).toMatchObject([{ creatorId: ana }]);
  });

  it("tells how full the accounts of a time are, and nobody else's", async () => {
    const { scope, lena } = world;
    await world.scheduled(world.berlinIn(DAY));
    await world.scheduled(world.berlinIn(DAY + HOUR));
    const range = { from: world.clock.now(), to: world.clock.now() + 9 * DAY };
    expect(await viewMeters(scope, range)).toMatchObject([{ creatorId: lena, planned: 2 }]);
    expect(await viewMeters(scope, { ...range, creatorIds: ["kess"] })).toEqual([]);
    const elsewhere = { ...scope, actor: { ...scope.actor, workspaceId: "other" as never } };
    expect(await viewMeters(elsewhere, range)).toEqual([]);
  });
});

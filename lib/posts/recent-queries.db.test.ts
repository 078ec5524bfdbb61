import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { createScheduleWorld, DAY, type ScheduleWorld } from "#lib/publishing/test-schedule";
import { recentCaptions } from "./recent-queries";

let world: ScheduleWorld;
beforeAll(async () => {
  world = await createScheduleWorld();
});
afterAll(() => world.close());
beforeEach(() => world.startAnew());

it("tells what is planned for this creator, without drafts, other creators and the post that is written", async () => {
  const { lena, scope } = world;
  await world.addDraft(lena, { caption: "Only a draft" });
  const planned = await world.scheduled(world.berlinIn(DAY), { caption: "Planned" });
  const texts = async (except: string | null, creatorId = lena) =>
    (await recentCaptions(scope, creatorId, except)).map(({ caption }) => caption);
  expect(await texts(null)).toEqual(["Planned"]);
  expect(await texts(planned)).toEqual([]);
  expect(await texts(null, "somebody-else")).toEqual([]);
  const actor = { ...scope.actor, workspaceId: "another" as typeof scope.actor.workspaceId };
  expect(await recentCaptions({ ...scope, actor }, lena, null)).toEqual([]);
});

it("forgets after thirty days", async () => {
  const { lena, scope } = world;
  await world.scheduled(world.berlinIn(DAY), { caption: "Old" });
  const clock = { now: () => scope.clock.now() + 31 * DAY };
  expect(await recentCaptions({ ...scope, clock: { ...scope.clock, ...clock } }, lena, null)).toEqual([]);
});

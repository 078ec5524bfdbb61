import type { PgBoss } from "pg-boss";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { enqueueWith, openQueue } from "#lib/publishing/queue";
import { createScheduleWorld, ENDS, HOUR, type ScheduleWorld } from "#lib/publishing/test-schedule";
import { movePost } from "./move-post";
import { pauseCreator, unpauseCreator } from "./pause";
import { reorderQueue } from "./reorder-queue";
import { retryPost } from "./retry";
import { declaration } from "./rules";
import { schedulePost } from "./schedule";
import { setSlots } from "./set-slots";

// On the product's own queue: what is put into a transaction that comes to nothing may not be there.

let world: ScheduleWorld;
let boss: PgBoss;
beforeAll(async () => {
  world = await createScheduleWorld();
  boss = await openQueue(world.database);
});
afterAll(async () => {
  await boss.stop({ graceful: false });
  await world.close();
});
beforeEach(() => world.startAnew());

type Scope = ScheduleWorld["scope"];
type Verb = {
  /** Makes what the verb is about. @returns the posts that it will write */
  prepare: () => Promise<string[]>;
  run: (scope: Scope, postIds: string[]) => Promise<unknown>;
};

const jobsInQueue = async () =>
  (await world.database.query<{ id: string }>("select id from pgboss.job order by id")).map(({ id }) => id);

const VERBS: Record<string, Verb> = {
  schedule: {
    prepare: async () => [(await world.addDraft(world.lena)).postId],
    run: async (scope, [postId = ""]) => {
      const sentence = declaration((await world.read(postId)).content);
      const when = world.berlinIn(30 * HOUR);
      return schedulePost(scope, { postId, version: 1, sentence, when });
    },
  },
  move: {
    prepare: async () => [await world.scheduled(world.berlinIn(5 * HOUR))],
    run: (scope, [postId = ""]) => movePost(scope, { postId, when: world.berlinIn(9 * HOUR) }),
  },
  retry: {
    prepare: async () => {
      const id = await world.scheduled(world.berlinIn(HOUR));
      await world.fault({ preset: "unaudited_client_can_only_post_to_private_accounts", times: 1 });
      expect((await world.runUntil(id, ENDS)).state).toBe("blocked");
      return [id];
    },
    run: (scope, [postId = ""]) => retryPost(scope, { postId }),
  },
  resume: {
    prepare: async () => {
      const id = await world.scheduled(world.berlinIn(HOUR));
      await pauseCreator(world.scope, { creatorId: world.lena, reason: "A word first" });
      expect((await world.runUntil(id, ENDS)).state).toBe("blocked");
      return [id];
    },
    run: (scope) => unpauseCreator(scope, { creatorId: world.lena }),
  },
  reorder: {
    prepare: async () => {
      const slots = ([1, 2, 3, 4, 5, 6, 7] as const).map((weekday) => ({ weekday, time: "09:30" }));
      await setSlots(world.scope, { creatorId: world.lena, slots });
      return [await world.scheduled("next_slot"), await world.scheduled("next_slot")];
    },
    run: (scope, postIds) => reorderQueue(scope, { creatorId: world.lena, postIds: postIds.toReversed() }),
  },
};

describe.each(Object.entries(VERBS))("the jobs of a %s", (_name, { prepare, run }) => {
  it("are there when it is, and not when it is undone", async () => {
    const postIds = await prepare();
    const posts = () => Promise.all(postIds.map(world.read));
    const [rows, jobs] = [await posts(), await jobsInQueue()];
    const enqueue = enqueueWith(boss, world.clock);
    const dying: Scope["enqueue"] = async (...job) => {
      await enqueue(...job);
      throw new Error("The lights went out.");
    };
    await expect(run({ ...world.scope, enqueue: dying }, postIds)).rejects.toThrow("The lights went out.");
    expect(await posts()).toEqual(rows);
    expect(await jobsInQueue()).toEqual(jobs);

    // Nobody was told that it is done; a second press does it.
    await run({ ...world.scope, enqueue }, postIds);
    const fresh = (await jobsInQueue()).filter((id) => !jobs.includes(id));
    for (const { state, jobId } of await posts()) {
      expect(state).toBe("scheduled");
      expect(fresh).toContain(jobId);
    }
  });
});

import { eq } from "drizzle-orm";
import { type WallTime, wallTimeAt } from "#lib/clock/wall-time";
import type { PostContent } from "#lib/db/json";
import { creator, post, postEvent } from "#lib/db/schema";
import type { Engine } from "#lib/db/test-database";
import { declaration } from "#lib/posts/rules";
import { schedulePost, type When } from "#lib/posts/schedule";
import { createWorld } from "./test-world";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const BERLIN = "Europe/Berlin";
export const ENDS = ["published", "in_inbox", "failed", "blocked", "unconfirmed", "canceled"];

/** A world in which one creator's posts are scheduled. */
export async function createScheduleWorld(engine?: Engine) {
  const world = await createWorld({ engine });
  const lena = await world.addCreator("lena.rooftop");

  /** Composes a post and schedules it. */
  async function schedule(when: When, change: Partial<PostContent> = {}, creatorId = lena) {
    const { postId, content } = await world.addDraft(creatorId, change);
    const sentence = declaration(content);
    const result = await schedulePost(world.scope, { postId, version: 1, sentence, when });
    return { postId, result };
  }

  return {
    ...world,
    lena,
    schedule,
    /** The same where nothing stands in the way; the post's id. */
    async scheduled(when: When, change: Partial<PostContent> = {}, creatorId = lena): Promise<string> {
      const { postId, result } = await schedule(when, change, creatorId);
      if (!result.ok) throw new Error(JSON.stringify(result.problem));
      return postId;
    },
    /** No posts, no faults, no limits learned, and days later. */
    async startAnew(): Promise<void> {
      await fetch(`${world.simulator.url}/_control/faults`, { method: "DELETE" });
      await world.db.delete(post);
      const unknown = { dailyCapSeenAt: null, pendingCapSeenAt: null };
      await world.db.update(creator).set({ dailyCap: null, pendingCap: null, ...unknown });
      world.jobs.length = 0;
      world.pushed.advance(3 * DAY);
    },
    /** The wall in Berlin so many ms from now, to the minute. */
    berlinIn: (ms: number): WallTime => ({
      local: wallTimeAt(Math.ceil((world.clock.now() + ms) / MINUTE) * MINUTE, BERLIN),
      timeZone: BERLIN,
      fold: null,
    }),
    live: async (title: string) =>
      (await world.published()).filter((each) => each.title === title && each.live).length,
    eventsOf: (postId: string) =>
      world.db.select().from(postEvent).where(eq(postEvent.postId, postId)).orderBy(postEvent.id),
  };
}

export type ScheduleWorld = Awaited<ReturnType<typeof createScheduleWorld>>;

import { and, eq, isNull } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { attempt, post, workspaceCreator } from "#lib/db/schema";
import type { Ports } from "./ports";
import { createWorld, type World } from "./test-world";

const MINUTE_MS = 60_000;

class Died extends Error {}

/** Ports of a worker that dies when it is about to begin the last chunk. */
const dyingBeforeLastChunk = (ports: Ports): Ports => ({
  ...ports,
  store: {
    ...ports.store,
    renew: async () => true,
    commit: async (claimed, change) => {
      if (change.attempt?.change.finalIntentAt) throw new Died();
      await ports.store.commit(claimed, change);
    },
  },
});

describe("an upload that another worker takes up again", () => {
  let world: World;
  let caption = "";
  let count = 0;
  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world.close());
  beforeEach(() => {
    caption = `interrupted ${++count}`;
    world.pushed.advance(2 * 24 * 60 * MINUTE_MS);
    world.jobs.length = 0;
  });

  const live = async () =>
    (await world.published()).filter((each) => each.title === caption && each.live).length;

  /** A post whose worker died within its upload. */
  async function interrupted(): Promise<string> {
    const creator = await world.addCreator("lena.rooftop");
    const id = await world.post(creator, { caption });
    await world.runOne(dyingBeforeLastChunk(world.portsFor("dying"))).catch((problem) => {
      if (!(problem instanceof Died)) throw problem;
    });
    expect((await world.read(id)).state).toBe("uploading");
    return id;
  }
  const takeUp = async (id: string, afterMs: number) => {
    world.pushed.advance(afterMs);
    const { creatorId } = await world.read(id);
    world.jobs.push({
      id: "again",
      kind: "publish",
      postId: id,
      creatorId: creatorId ?? "",
      at: world.clock.now(),
    });
    return world.runUntil(id, ["published", "blocked", "failed"]);
  };

  it("goes on where it stood while its time is not over", async () => {
    const id = await interrupted();
    expect((await takeUp(id, 25 * MINUTE_MS)).state).toBe("published");
    expect(await live()).toBe(1);
  });

  it("is asked about when its time was over before anybody came, and can never go live by itself", async () => {
    const id = await interrupted();
    const stopped = await takeUp(id, 50 * MINUTE_MS);
    expect(stopped.state).toBe("failed");
    expect(stopped.failure?.code).toBe("post.too_late");
    expect(stopped.leaseHolder).toBeNull();
    const living = and(eq(attempt.postId, id), isNull(attempt.endedAt));
    expect(await world.db.select().from(attempt).where(living)).toEqual([]);
    expect(await live()).toBe(0);
  });

  it("is not asked about when it is late because it is large: its bytes were moving a moment ago", async () => {
    const id = await interrupted();
    world.pushed.advance(50 * MINUTE_MS);
    const moving = { progressAt: new Date(world.clock.now()) };
    await world.db.update(attempt).set(moving).where(eq(attempt.postId, id));
    expect((await takeUp(id, MINUTE_MS)).state).toBe("published");
    expect(await live()).toBe(1);
  });

  it("is left where it stands when the creator has ended the workspace's access meanwhile", async () => {
    const id = await interrupted();
    const { creatorId, workspaceId } = await world.read(id);
    const link = and(
      eq(workspaceCreator.workspaceId, workspaceId),
      eq(workspaceCreator.creatorId, creatorId ?? ""),
    );
    await world.db.delete(workspaceCreator).where(link);
    const stopped = await takeUp(id, MINUTE_MS);
    expect(stopped.state).toBe("blocked");
    expect(stopped.failure?.code).toBe("connect.access_ended");
    expect(await live()).toBe(0);
  });
});

describe("a job that comes before its post is due", () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world.close());

  it("is sent again for the post's own time; one that has been overtaken is not", async () => {
    const { sendAgainIfEarly } = await import("./send-again-if-early");
    const creator = await world.addCreator("lena.rooftop");
    const id = await world.post(creator, { caption: "early" });
    const [job] = world.jobs;
    world.jobs.length = 0;
    const dueAt = new Date(world.clock.now() + 5 * MINUTE_MS);
    await world.db.update(post).set({ dueAt }).where(eq(post.id, id));
    const again = (jobId: string) => sendAgainIfEarly(world.reach, world.scope.enqueue, id, jobId);
    await again("another");
    expect(world.jobs).toEqual([]);
    await again(job?.id ?? "");
    expect(world.jobs).toMatchObject([{ kind: "publish", postId: id, at: dueAt.getTime() }]);
    expect((await world.read(id)).jobId).toBe(world.jobs[0]?.id);
    world.pushed.advance(10 * MINUTE_MS);
    await again(world.jobs[0]?.id ?? "");
    expect(world.jobs).toHaveLength(1);
  });
});

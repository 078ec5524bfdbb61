import { and, eq, isNull } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { attempt, post, workspaceCreator } from "#lib/db/schema";
import type { Ports } from "./ports";
import { createWorld, type World } from "./test-world";

const MINUTE_MS = 60_000;

class Died extends Error {}

/** The last chunk of a worker that died, or sleeps. */
let held: () => Promise<unknown> = async () => undefined;

/** Ports of a worker that dies when it has begun the last chunk and not sent a byte of it. */
const dyingWithinLastChunk = (ports: Ports): Ports => ({
  ...ports,
  store: { ...ports.store, renew: async () => true },
  tiktok: {
    ...ports.tiktok,
    put: async (address, chunk) => {
      held = () => ports.tiktok.put(address, chunk, new AbortController().signal);
      throw new Died();
    },
  },
});

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
  async function interrupted(dying = dyingBeforeLastChunk): Promise<string> {
    const creator = await world.addCreator("lena.rooftop");
    const id = await world.post(creator, { caption });
    await world.runOne(dying(world.portsFor("dying"))).catch((problem) => {
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
    return world.runUntil(id, ["published", "blocked", "failed", "unconfirmed"]);
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

  it("goes on with a last chunk that was begun while its time is not over", async () => {
    const id = await interrupted(dyingWithinLastChunk);
    expect((await takeUp(id, 25 * MINUTE_MS)).state).toBe("published");
    expect(await live()).toBe(1);
  });

  it("sends no more of a last chunk that was begun when its time is over, and asks once it can never arrive", async () => {
    const id = await interrupted(dyingWithinLastChunk);
    const unsure = await takeUp(id, 40 * MINUTE_MS);
    expect(unsure).toMatchObject({ state: "unconfirmed", failure: { code: "post.late_unsure" } });
    const living = () =>
      world.db
        .select()
        .from(attempt)
        .where(and(eq(attempt.postId, id), isNull(attempt.endedAt)));
    expect(await living()).toHaveLength(1);
    const asked = await world.runUntil(id, ["failed"]);
    expect(asked.failure?.code).toBe("post.too_late");
    expect(await living()).toEqual([]);
    expect(await live()).toBe(0);
  });

  it("is live where a worker that slept had sent the end all the same, and nothing is sent again", async () => {
    const id = await interrupted(dyingWithinLastChunk);
    await takeUp(id, 40 * MINUTE_MS);
    await held();
    expect((await world.runUntil(id, ["published"])).state).toBe("published");
    expect(await live()).toBe(1);
  });

  it("that meets trouble until its time is over is not sent after it", async () => {
    const creator = await world.addCreator("lena.rooftop");
    await world.fault({ on: "put", reply: { status: 503, code: "busy", message: "" }, times: 0 });
    const id = await world.post(creator, { caption });
    const stopped = await world.runUntil(id, ["unconfirmed", "blocked", "failed", "published"]);
    expect(stopped).toMatchObject({ state: "unconfirmed", failure: { code: "post.late_unsure" } });
    await fetch(`${world.simulator.url}/_control/faults`, { method: "DELETE" });
    expect((await world.runUntil(id, ["failed", "published"])).failure?.code).toBe("post.too_late");
    expect(await live()).toBe(0);
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

import { eq } from "drizzle-orm";
import type { PgBoss } from "pg-boss";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { attempt, post, postEvent } from "#lib/db/schema";
import { retryPost } from "#lib/posts/retry";
import { LEASE_MS } from "./hold";
import type { Ports } from "./ports";
import { type Enqueue, enqueueWith, type JobData, openQueue } from "./queue";
import { rescue } from "./rescue";
import { createWorld, type World } from "./test-world";

// What becomes of posts whose worker has died, or threw: on the queue itself, with its hands played by the test.

const HOUR_MS = 60 * 60_000;

describe.each(["PGlite", "PostgreSQL"] as const)("on %s,", (engine) => {
  let world: World;
  let boss: PgBoss;
  let creator: string;
  beforeAll(async () => {
    world = await createWorld({ engine });
    boss = await openQueue(world.database);
    creator = await world.addCreator("lena.rooftop");
  });
  beforeEach(() => void world.pushed.advance(48 * HOUR_MS));
  afterEach(async () => {
    await boss.deleteAllJobs("publish");
    await boss.deleteAllJobs("watch");
    // Whatever a test leaves is at rest.
    await world.db.update(post).set({ dueAt: null, leaseHolder: null, leaseUntil: null });
  });
  afterAll(async () => {
    await boss.stop({ graceful: false });
    await world.close();
  });

  const enqueue: Enqueue = (...given) => enqueueWith(boss, world.clock)(...given);
  const rescueNow = () => rescue({ db: world.db, clock: world.clock }, boss, enqueue);

  /** A post whose job was taken by a worker that holds it now. */
  async function begun(change: Parameters<World["post"]>[1] = {}) {
    const postId = await world.post(creator, change);
    const jobId = await world.db.transaction((tx) =>
      enqueue(tx, { kind: "publish", postId, creatorId: creator, at: world.clock.now() }),
    );
    await world.db.update(post).set({ jobId }).where(eq(post.id, postId));
    const [job] = await boss.fetch<JobData>("publish");
    expect(job?.id).toBe(jobId);
    return { postId, jobId };
  }
  const claim = (postId: string, holder = "worker-1") =>
    world.portsFor(holder).store.claim(postId, ["scheduled", "preparing", "uploading"], LEASE_MS);
  const leaseEnds = () => world.pushed.advance(LEASE_MS + 1);

  describe("what a worker holds", () => {
    it("is left alone while it lives, also when it only renews its lease", async () => {
      const { postId, jobId } = await begun();
      const claimed = await claim(postId);
      world.pushed.advance(LEASE_MS - 1_000);
      expect(await rescueNow()).toBe(0);
      expect(await world.portsFor("worker-1").store.renew(postId, claimed?.fence ?? 0, LEASE_MS)).toBe(true);
      world.pushed.advance(LEASE_MS - 1_000);
      expect(await rescueNow()).toBe(0);
      expect(await world.read(postId)).toMatchObject({ jobId, leaseHolder: "worker-1", takeovers: 0 });
      expect((await boss.getJobById("publish", jobId))?.state).toBe("active");
    });

    it("goes to another once it is dead, by one of two that look at once, and its job keeps no other post waiting", async () => {
      const { postId, jobId } = await begun();
      await claim(postId);
      leaseEnds();
      const taken = await Promise.all([rescueNow(), rescueNow()]);
      expect(taken.toSorted()).toEqual([0, 1]);
      expect((await boss.getJobById("publish", jobId))?.state).toBe("cancelled");
      const row = await world.read(postId);
      expect(row).toMatchObject({ leaseHolder: null, leaseUntil: null, takeovers: 1 });
      // One publish at a time per creator: the dead one no longer counts.
      const jobs = await boss.fetch<JobData>("publish", { batchSize: 5 });
      expect(jobs.map(({ id }) => id)).toEqual([row.jobId]);
    });

    it("goes to another at once when it was let go of in order, which counts for no death", async () => {
      const { postId } = await begun();
      const claimed = await claim(postId);
      await world.portsFor("worker-1").store.renew(postId, claimed?.fence ?? 0, -1);
      expect(await rescueNow()).toBe(1);
      expect(await world.read(postId)).toMatchObject({ takeovers: 0, leaseHolder: null });
    });
  });

  describe("a post that stops every worker", () => {
    type TikTok = Ports["tiktok"];
    const thrown = async () => {
      throw new Error("always");
    };

    /**
     * Publishes two posts of one creator with workers that die of the first. Jobs are run in the order in which they are
     * due; when none is left, dead leases run out.
     */
    async function publishBeside(broken: Partial<TikTok>) {
      world.jobs.length = 0;
      const poison = await world.post(creator, { caption: "poison" });
      const healthy = await world.post(creator, { caption: "healthy" });
      const dying: Ports = { ...world.ports, tiktok: { ...world.ports.tiktok, ...broken } };
      const turns: number[] = [];
      for (let turn = 0; turn < 200; turn++) {
        const [next] = world.jobs.sort((a, b) => a.at - b.at);
        if (next?.postId === poison && (await world.runOne(dying).catch(() => "died")) === "died")
          turns.push(world.clock.now());
        else if (next && next.postId !== poison) await world.runOne();
        if (world.jobs.length === 0) leaseEnds();
        await rescue({ db: world.db, clock: world.clock }, boss, world.scope.enqueue);
        if (world.jobs.length === 0) break;
      }
      return { poison: await world.read(poison), healthy: await world.read(healthy), turns };
    }

    it("before its last bytes is set aside after five turns, later each time, while another goes out", async () => {
      const { poison, healthy, turns } = await publishBeside({ init: thrown });
      expect(healthy.state).toBe("published");
      const failure = { code: "post.set_aside", args: { tries: 5 } };
      expect(poison).toMatchObject({ state: "blocked", failure, dueAt: null, leaseHolder: null });
      expect(turns).toHaveLength(5);
      const rests = turns.slice(1).map((at, index) => at - (turns[index] ?? 0));
      for (const [index, least] of [LEASE_MS, LEASE_MS, 60_000, 300_000].entries())
        expect(rests[index]).toBeGreaterThanOrEqual(least);
      // Each turn began an attempt; none of them is open any more, so none can ever get its bytes.
      const attempts = await world.db.select().from(attempt).where(eq(attempt.postId, poison.id));
      expect(attempts.filter(({ endedAt }) => endedAt === null)).toEqual([]);
      // A person may try again, and everything is counted anew.
      await retryPost(world.scope, { postId: poison.id });
      expect(await world.runUntil(poison.id, ["published"])).toMatchObject({ takeovers: 0 });
    });

    it("with its last bytes on their way is never called unsent: it is watched, and found", async () => {
      let puts = 0;
      let turnsLeft = 4;
      const { tiktok } = world.ports;
      const { poison, turns } = await publishBeside({
        put: async (...given) => {
          puts += 1;
          await tiktok.put(...given);
          throw new Error("always");
        },
        // An upload that is resumed asks first; a watch that asks later is fine.
        status: async (...given) => (turnsLeft-- > 0 ? thrown() : tiktok.status(...given)),
      });
      expect(puts).toBe(1);
      expect(turns).toHaveLength(5);
      expect(poison.state).toBe("published");
      const events = await world.db.select().from(postEvent).where(eq(postEvent.postId, poison.id));
      expect(events.find(({ to }) => to === "unconfirmed")?.why).toMatchObject({ code: "post.lost_sight" });
      const live = (await world.published()).filter(({ postId }) =>
        poison.publicPostIds.includes(postId ?? ""),
      );
      expect(live).toHaveLength(1);
    });

    it("while TikTok works on it is told as possibly live, and looked at seldom for as long as we promise", async () => {
      const { poison, healthy, turns } = await publishBeside({ status: thrown });
      expect(healthy.state).toBe("published");
      const failure = { code: "post.lost_sight" };
      expect(poison).toMatchObject({ state: "unconfirmed", failure, dueAt: null, leaseHolder: null });
      const rests = turns.slice(1).map((at, index) => at - (turns[index] ?? 0));
      // Five turns, and five more as unconfirmed, which is another step; then once an hour, for three days in all.
      expect(rests.filter((rest) => rest >= HOUR_MS).length).toBeGreaterThan(60);
      expect(rests.filter((rest) => rest < HOUR_MS)).toHaveLength(8);
      expect((turns.at(-1) ?? 0) - (turns[0] ?? 0)).toBeLessThan(72 * HOUR_MS);
    });

    it("and is mended is found by itself, where TikTok works on it", async () => {
      let left = 7;
      const { tiktok } = world.ports;
      const { poison } = await publishBeside({
        status: async (...given) => (left-- > 0 ? thrown() : tiktok.status(...given)),
      });
      expect(poison).toMatchObject({ state: "published", failure: null });
    });

    it("because nobody can read it fails by itself: what was claimed in the same moment is published", async () => {
      const [unreadable, healthy] = [await world.post(creator), await world.post(creator)];
      // It was being sent, and the key that its upload address is sealed with was removed.
      const [known] = await world.db.select().from(post).where(eq(post.id, unreadable));
      const at = new Date(world.clock.now());
      const made = {
        id: world.ports.newId(),
        postId: unreadable,
        revisionId: known?.revisionId ?? "",
        number: 1,
      };
      const plan = { bytesTotal: 20, chunkSize: 20, chunkCount: 1, requestHash: "hash", intentAt: at };
      const upload = { publishId: "v_pub_file~v2-1.1", uploadUrl: "k0.gone.gone" };
      await world.db
        .insert(attempt)
        .values({ ...made, ...plan, ...upload, mode: "direct", transfer: "FILE_UPLOAD" });
      await world.db.update(post).set({ state: "uploading" }).where(eq(post.id, unreadable));
      const { store } = world.ports;
      const claims = await Promise.allSettled(
        [unreadable, healthy].map((id) => store.claim(id, ["scheduled", "uploading"], LEASE_MS)),
      );
      expect(claims.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
      expect(claims[1]).toMatchObject({ value: { id: healthy } });
      for (let turn = 0; turn < 8; turn++) {
        world.pushed.advance(10 * 60_000);
        await rescueNow();
        await store.claim(unreadable, ["uploading"], LEASE_MS).catch(() => undefined);
      }
      const failure = { code: "post.set_aside" };
      expect(await world.read(unreadable)).toMatchObject({ state: "blocked", failure });
    });

    it("has taken a step forward when TikTok has more of its bytes, not when it has the same ones again", async () => {
      const { postId } = await begun();
      const { store } = world.portsFor("worker-1");
      await world.db.update(post).set({ takeovers: 3 }).where(eq(post.id, postId));
      const claimed = await claim(postId);
      if (!claimed) throw new Error("The post can be claimed.");
      await store.commit({ ...claimed, state: "scheduled" }, { to: "preparing" });
      expect(await world.read(postId)).toMatchObject({ takeovers: 0 });
      await world.db.update(post).set({ takeovers: 3 }).where(eq(post.id, postId));
      const preparing = { ...claimed, state: "preparing" as const };
      const plan = { total: 20, size: 10, count: 2 };
      const id = world.ports.newId();
      const fresh = {
        id,
        mode: "direct" as const,
        transfer: "FILE_UPLOAD" as const,
        plan,
        requestHash: "hash",
      };
      await store.commit(preparing, { newAttempt: fresh });
      expect(await world.read(postId)).toMatchObject({ takeovers: 3 });
      await store.commit(preparing, { attempt: { id, change: { bytesSent: 10 } } });
      expect(await world.read(postId)).toMatchObject({ takeovers: 0 });
      await world.db.update(post).set({ takeovers: 3 }).where(eq(post.id, postId));
      await store.commit(preparing, { attempt: { id, change: { bytesSent: 10 } } });
      expect(await world.read(postId)).toMatchObject({ takeovers: 3 });
    });
  });
});

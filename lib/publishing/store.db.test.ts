import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type NewAttempt, Overtaken, type Store } from "./ports";
import { SUBJECTS, type Subject } from "./test-subjects";

// One set of promises, kept by every store the engine may be given: the one in Postgres, on each way to reach one, and
// the one in memory that the simulation runs on. A simulation on a store that promises something else would prove
// nothing.

const LEASE = 10_000;
const STATES = ["scheduled", "preparing"] as const;

describe.each(SUBJECTS)("a store %s", (_name, create) => {
  let subject: Subject;
  let ids = 0;
  const attempt = (): NewAttempt => ({
    id: `00000000-0000-7000-8000-${String(++ids).padStart(12, "0")}`,
    mode: "direct",
    transfer: "FILE_UPLOAD",
    plan: { total: 9, size: 9, count: 1 },
    requestHash: "hash",
  });
  const claimed = async (store: Store, id: string) => {
    const row = await store.claim(id, STATES, LEASE);
    if (!row) throw new Error("The post could not be claimed.");
    return row;
  };
  beforeAll(async () => {
    subject = await create();
  });
  afterAll(() => subject.close());

  it("gives a post to one of ten that want it at once", async () => {
    const id = await subject.addPost(0);
    const stores = Array.from({ length: 10 }, (_, index) => subject.storeOf(`worker-${index}`));
    const claims = await Promise.all(stores.map((store) => store.claim(id, STATES, LEASE)));
    expect(claims.filter(Boolean)).toHaveLength(1);
  });

  it("gives no post before it is due, and none in another state", async () => {
    const id = await subject.addPost(5_000);
    const store = subject.storeOf("worker");
    expect(await store.claim(id, STATES, LEASE)).toBeUndefined();
    subject.advance(5_000);
    expect(await store.claim(id, ["processing"], LEASE)).toBeUndefined();
    expect(await store.claim(id, STATES, LEASE)).toBeDefined();
    expect(await store.claim("00000000-0000-7000-8000-ffffffffffff", STATES, LEASE)).toBeUndefined();
  });

  it("raises the fence with every claim, and refuses every write that carries an older one", async () => {
    const id = await subject.addPost(0);
    const first = await claimed(subject.storeOf("first"), id);
    subject.advance(LEASE + 1);
    const second = await claimed(subject.storeOf("second"), id);
    expect(second.fence).toBeGreaterThan(first.fence);
    const late = { ...first, state: "scheduled" as const };
    await expect(subject.storeOf("first").commit(late, { to: "preparing" })).rejects.toThrow(Overtaken);
    expect(await subject.storeOf("first").renew(id, first.fence, LEASE)).toBe(false);
    await subject.storeOf("second").commit({ ...second, state: "scheduled" }, { to: "preparing" });
  });

  it("sends no job with a write that is refused", async () => {
    const id = await subject.addPost(0);
    const first = await claimed(subject.storeOf("first"), id);
    subject.advance(LEASE + 1);
    await claimed(subject.storeOf("second"), id);
    const before = await subject.jobs();
    const late = { ...first, state: "scheduled" as const };
    const at = subject.now();
    const change = { post: { dueAt: at, tries: 9 }, job: { kind: "publish" as const, at }, release: true };
    await expect(subject.storeOf("first").commit(late, change)).rejects.toThrow(Overtaken);
    expect(await subject.jobs()).toEqual(before);
    subject.advance(LEASE + 1);
    expect((await claimed(subject.storeOf("third"), id)).tries).toBe(0);
  });

  it("keeps under which cause a post was tried, how often and since when, while its failure is taken back", async () => {
    const id = await subject.addPost(0);
    const store = subject.storeOf("worker");
    const taken = await claimed(store, id);
    expect(taken).toMatchObject({ tries: 0, firstTriedAt: null, triedCode: null });
    const tried = { tries: 2, firstTriedAt: subject.now(), triedCode: "internal_error" };
    const preparing = { ...taken, state: "preparing" as const };
    await store.commit({ ...taken, state: "scheduled" }, { to: "preparing", post: tried });
    await store.commit(preparing, { post: { failure: null }, release: true });
    expect(await claimed(store, id)).toMatchObject(tried);
  });

  it("lets one of many that write at once under the same claim move the post", async () => {
    const id = await subject.addPost(0);
    const taken = await claimed(subject.storeOf("holder"), id);
    const writes = Array.from({ length: 6 }, () =>
      subject.storeOf("holder").commit({ ...taken, state: "scheduled" }, { to: "preparing" }),
    );
    const ended = await Promise.allSettled(writes);
    expect(ended.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const each of ended) if (each.status === "rejected") expect(each.reason).toBeInstanceOf(Overtaken);
  });

  it("frees a post whose lease is given back", async () => {
    const id = await subject.addPost(0);
    const taken = await claimed(subject.storeOf("leaving"), id);
    expect(await subject.storeOf("leaving").renew(id, taken.fence, -1)).toBe(true);
    expect((await claimed(subject.storeOf("next"), id)).fence).toBeGreaterThan(taken.fence);
  });

  it("prolongs a lease that is renewed", async () => {
    const id = await subject.addPost(0);
    const taken = await claimed(subject.storeOf("holder"), id);
    subject.advance(LEASE - 1_000);
    expect(await subject.storeOf("holder").renew(id, taken.fence, LEASE)).toBe(true);
    subject.advance(LEASE - 1_000);
    expect(await subject.storeOf("other").claim(id, STATES, LEASE)).toBeUndefined();
  });

  it("refuses a move from a state that the post is no longer in", async () => {
    const id = await subject.addPost(0);
    const store = subject.storeOf("worker");
    const taken = await claimed(store, id);
    await store.commit({ ...taken, state: "scheduled" }, { to: "preparing" });
    await expect(store.commit({ ...taken, state: "scheduled" }, { to: "preparing" })).rejects.toThrow(
      Overtaken,
    );
  });

  it("never has two living attempts, and writes nothing of a change that would make a second", async () => {
    const id = await subject.addPost(0);
    const store = subject.storeOf("worker");
    const taken = await claimed(store, id);
    await store.commit({ ...taken, state: "scheduled" }, { to: "preparing" });
    const preparing = { ...taken, state: "preparing" as const };
    await store.commit(preparing, { newAttempt: attempt() });
    const before = await subject.jobs();
    const job = { kind: "publish" as const, at: subject.now() };
    const second = { newAttempt: attempt(), to: "failed" as const, post: { tries: 7 }, job };
    await expect(store.commit(preparing, second)).rejects.toThrow();
    expect(await subject.jobs()).toEqual(before);
    subject.advance(LEASE + 1);
    const again = await claimed(subject.storeOf("another"), id);
    expect(again.state).toBe("preparing");
    expect(again.tries).toBe(0);
    expect(again.attempts).toBe(1);
  });

  describe("the door to the files that TikTok fetches", () => {
    const pull = () => {
      const mediaKey = `key-${++ids}`;
      return { ...attempt(), transfer: "PULL_FROM_URL" as const, mediaKey };
    };
    /** A post whose intent to be fetched is committed. */
    async function intended() {
      const id = await subject.addPost(0);
      const store = subject.storeOf("worker");
      const taken = await claimed(store, id);
      await store.commit({ ...taken, state: "scheduled" }, { to: "preparing" });
      const fresh = pull();
      const preparing = { ...taken, state: "preparing" as const };
      await store.commit(preparing, { newAttempt: fresh });
      return { store, preparing, fresh, admit: () => subject.gate.admit(fresh.mediaKey) };
    }
    const open = ({ store, preparing, fresh }: Awaited<ReturnType<typeof intended>>) =>
      store.commit(preparing, {
        to: "processing",
        attempt: { id: fresh.id, change: { publishId: "p_pub_url~v2.1" } },
        release: true,
      });

    it("is shut to a secret that nobody was given", async () => {
      expect(await subject.gate.admit("made-up")).toBe("closed");
    });

    it("keeps TikTok waiting until the publish id is kept, then opens as often as it comes", async () => {
      const pulled = await intended();
      expect(await pulled.admit()).toBe("wait");
      await open(pulled);
      expect(await Promise.all([pulled.admit(), pulled.admit()])).toEqual(["open", "open"]);
    });

    it("shuts for ever when an attempt is given up, and the next one has a door of its own", async () => {
      const pulled = await intended();
      const { store, preparing, fresh, admit } = pulled;
      const next = pull();
      await store.commit(preparing, {
        attempt: { id: fresh.id, change: { ended: { outcome: "abandoned" } } },
      });
      expect(await admit()).toBe("closed");
      await store.commit(preparing, { newAttempt: next });
      await open({ ...pulled, fresh: next });
      expect(await admit()).toBe("closed");
      expect(await subject.gate.admit(next.mediaKey)).toBe("open");
    });

    it("stays shut when a worker that was overtaken brings the publish id", async () => {
      const pulled = await intended();
      subject.advance(LEASE + 1);
      const other = subject.storeOf("other");
      const taken = await claimed(other, pulled.preparing.id);
      expect(taken.attempt).toMatchObject({ transfer: "PULL_FROM_URL", publishId: null });
      await other.commit(
        { ...taken, state: "preparing" },
        { attempt: { id: pulled.fresh.id, change: { ended: { outcome: "abandoned" } } } },
      );
      await expect(open(pulled)).rejects.toThrow(Overtaken);
      expect(await pulled.admit()).toBe("closed");
    });

    it("shuts when TikTok has answered for good", async () => {
      const pulled = await intended();
      await open(pulled);
      expect(await pulled.admit()).toBe("open");
      const store = subject.storeOf("watcher");
      const watched = await store.claim(pulled.preparing.id, ["processing"], LEASE);
      if (!watched) throw new Error("The post was let go of and can be claimed.");
      await store.commit({ ...watched, state: "processing" }, { to: "published", release: true });
      expect(await pulled.admit()).toBe("closed");
    });
  });

  it("keeps what an attempt learns, and ends it", async () => {
    const id = await subject.addPost(0);
    const store = subject.storeOf("worker");
    const taken = await claimed(store, id);
    await store.commit({ ...taken, state: "scheduled" }, { to: "preparing" });
    const fresh = attempt();
    const preparing = { ...taken, state: "preparing" as const };
    await store.commit(preparing, { newAttempt: fresh });
    const learnt = {
      publishId: "v_pub_file~v2-1.1",
      uploadUrl: "https://upload.example/secret",
      uploadUrlExpiresAt: subject.now(),
    };
    await store.commit(preparing, {
      to: "uploading",
      attempt: { id: fresh.id, change: learnt },
      release: true,
    });
    const read = await store.claim(id, ["uploading"], LEASE);
    expect(read?.attempt).toMatchObject({ ...learnt, number: 1, bytesSent: 0 });
    if (!read) throw new Error("The post was let go of and can be claimed.");
    const ended = { ended: { outcome: "abandoned" } };
    const at = subject.now() + 60_000;
    await store.commit(
      { ...read, state: "uploading" },
      {
        to: "scheduled",
        attempt: { id: fresh.id, change: ended },
        post: { dueAt: at },
        job: { kind: "publish", at },
        release: true,
      },
    );
    const job = (await subject.jobs()).at(-1);
    expect(job).toMatchObject({ kind: "publish", postId: id });
    expect(Math.abs((job?.at ?? 0) - at)).toBeLessThan(1_000);
    expect(await store.claim(id, STATES, LEASE)).toBeUndefined();
    subject.advance(60_000);
    const next = await store.claim(id, STATES, LEASE);
    expect(next?.attempt).toBeNull();
    expect(next?.attempts).toBe(1);
  });
});

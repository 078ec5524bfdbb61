import { eq } from "drizzle-orm";
import { post } from "#lib/db/schema";
import { ENGINES, type Engine } from "#lib/db/test-database";
import { emptyContent } from "#lib/posts/blank-content";
import { postgresGate } from "./gate";
import type { Gate, NewJob, Store } from "./ports";
import { postgresStore } from "./postgres-store";
import { enqueueWith, openQueue } from "./queue";
import { type MemoryPost, memoryGate, memoryStore } from "./simulation/memory-store";
import { createWorld } from "./test-world";

/** A store under test, with what surrounds it. */
export type Subject = {
  /** A scheduled post that is due `inMs` from now; returns its id. */
  addPost(inMs: number): Promise<string>;
  /** The store as one worker has it; on a server each has connections of its own. */
  storeOf(holder: string): Store;
  /** The door to the files that TikTok fetches, as a process has it that serves them. */
  gate: Gate;
  advance(ms: number): void;
  now(): number;
  /** What waits in the queue, oldest first. */
  jobs(): Promise<(NewJob & { postId: string })[]>;
  close(): Promise<void>;
};

async function postgresSubject(engine: Engine): Promise<Subject> {
  const world = await createWorld({ engine });
  const creator = await world.addCreator("lena.rooftop");
  const { db, clock, keys } = world.reach;
  const workers = [world.database, await world.database.another(), await world.database.another()];
  const boss = await openQueue(world.database);
  let stores = 0;
  return {
    async addPost(inMs) {
      const id = await world.post(creator);
      await db
        .update(post)
        .set({ dueAt: new Date(clock.now() + inMs) })
        .where(eq(post.id, id));
      return id;
    },
    storeOf(holder) {
      const own = workers[stores++ % workers.length] ?? world.database;
      return postgresStore({ db: own.db, clock, keys, enqueue: enqueueWith(boss, clock), holder });
    },
    gate: postgresGate({ db: (workers[1] ?? world.database).db, clock }),
    advance: (ms) => world.pushed.advance(ms),
    now: () => clock.now(),
    async jobs() {
      const rows = await world.database.query<{ kind: "publish" | "watch"; postId: string; start: Date }>(
        `select name as kind, data->>'postId' as "postId", start_after as start from pgboss.job order by created_on`,
      );
      // The queue counts real time, from which this world's clock has been pushed away.
      const pushed = clock.now() - Date.now();
      return rows.map(({ start, ...row }) => ({ ...row, at: new Date(start).getTime() + pushed }));
    },
    async close() {
      await boss.stop({ graceful: false });
      await world.close();
    },
  };
}

async function memorySubject(): Promise<Subject> {
  let time = Date.UTC(2026, 10, 22);
  const posts = new Map<string, MemoryPost>();
  const jobs: (NewJob & { postId: string })[] = [];
  return {
    async addPost(inMs) {
      const id = `post-${posts.size + 1}`;
      posts.set(id, {
        id,
        creatorId: "creator",
        workspaceId: "workspace",
        state: "scheduled",
        fence: 0,
        holder: null,
        leaseUntil: 0,
        publishAt: time,
        latestAt: time + 1_800_000,
        dueAt: time + inMs,
        tries: 0,
        firstTriedAt: null,
        triedCode: null,
        failure: null,
        visibility: null,
        publicPostIds: [],
        revision: {
          id: "revision",
          hash: "hash",
          content: emptyContent(),
          files: [{ mediaId: "media", sha256: "sha", bytes: 9, mimeType: "video/mp4" }],
        },
        attempts: [],
        events: [],
      });
      return id;
    },
    storeOf: (holder) =>
      memoryStore({ now: () => time, holder, posts, enqueue: (job) => void jobs.push(job) }),
    gate: memoryGate({ now: () => time, posts }),
    advance: (ms) => {
      time += ms;
    },
    now: () => time,
    jobs: async () => jobs,
    close: async () => {},
  };
}

/** Every store that the engine may be given. */
export const SUBJECTS: [string, () => Promise<Subject>][] = [
  ["in memory", memorySubject],
  ...ENGINES.map(
    (engine) => [`on ${engine}`, () => postgresSubject(engine)] as [string, () => Promise<Subject>],
  ),
];

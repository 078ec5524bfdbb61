import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import type { Reach } from "#lib/creators/reach";
import { recordGrant, recordProfile } from "#lib/creators/record-grant";
import { newId } from "#lib/db/id";
import type { PostContent } from "#lib/db/json";
import type { Db } from "#lib/db/open";
import * as schema from "#lib/db/schema";
import { createTestDatabase, type Engine } from "#lib/db/test-database";
import { emptyContent } from "#lib/posts/blank-content";
import { publishNow } from "#lib/posts/publish-now";
import { declaration } from "#lib/posts/rules";
import { diskStorage } from "#lib/storage/disk-storage";
import type { TikTokApp } from "#lib/tiktok/app";
import type { Member, Scope, WorkspaceId } from "#lib/workspaces/scope";
import { createClock } from "#simulator/clock";
import { createSimulator } from "#simulator/simulator";
import { connect, control } from "#simulator/walkthrough";
import { lookAhead } from "./look-ahead";
import type { Ports } from "./ports";
import { productPorts } from "./product-ports";
import { publish } from "./publish";
import type { Enqueue } from "./queue";
import { testFiles } from "./test-files";
import { startMediaServer } from "./test-media-server";
import { type Job, testQueue } from "./test-queue";
import { watch } from "./watch";

const SCOPES = ["user.info.basic", "video.upload", "video.publish"];
const KEYS = [{ id: "k1", bytes: randomBytes(32) }];
// The renewal of a lease really waits; every other pause of the engine is made by pushing the clocks.
const RENEWAL_MS = 3_000;

export type SimulatedPost = {
  publishId: string;
  creator: string;
  state: string;
  live: boolean;
  postId: string | null;
  sha256: string | null;
  title: string | null;
  postInfo: { description: string | null } | null;
};

/**
 * A world of its own for the publishing engine: a Postgres (in this process unless told), the simulator over real HTTP, real video
 * files, one clock for both, and a queue whose jobs are run by hand, in the order in which they are due.
 */
export async function createWorld(options: { audited?: boolean; engine?: Engine } = {}) {
  const { audited = true, engine } = options;
  const folder = mkdtempSync(join(tmpdir(), "aircheck-world-"));
  const pushed = createClock();
  const simulator = await createSimulator({ clock: pushed, audited });
  const database = await createTestDatabase(engine);
  const { db } = database;
  const app: TikTokApp = {
    clientKey: "awsimulatorkey",
    clientSecret: "simulator-secret-not-for-production",
    authBaseUrl: simulator.url,
    apiBaseUrl: simulator.url,
    scopes: SCOPES,
    pkce: "hex",
    audited,
  };
  const clock = { now: () => pushed.now() };
  const storage = diskStorage(join(folder, "media"));
  // Where TikTok may fetch files from, wherever they are by then: a test may move them into a bucket.
  const media = await startMediaServer({
    db,
    clock,
    get storage() {
      return reach.storage;
    },
  });
  await control(simulator.url, "app", {
    urlProperties: [`${media.url}/media/`],
    pullDelayMs: 0,
    pullRetryMs: 5,
  });
  const reach: Reach = {
    db,
    clock,
    app,
    keys: KEYS,
    dataFolder: folder,
    storage,
    mediaAddress: media.address,
  };
  const { jobs, enqueue } = testQueue(db, clock);
  const portsFor = (holder: string): Ports => {
    const ports = productPorts(reach, enqueue, holder);
    const sleep: Ports["clock"]["sleep"] = async (ms, signal) => {
      if (ms === RENEWAL_MS) return ports.clock.sleep(ms, signal);
      pushed.advance(ms);
    };
    return { ...ports, clock: { now: clock.now, sleep }, random: () => 0.5 };
  };
  const ports = portsFor("worker-1");
  const actor = await seed(db, clock.now());
  const scope: Scope & Reach & { enqueue: Enqueue } = { ...reach, actor, enqueue };

  /** Connects a persona with the scopes it ticks. */
  async function addCreator(handle: string, scopes = SCOPES): Promise<string> {
    const tokens = await connect(simulator, handle, scopes.join(","));
    const creatorId = await recordGrant(reach, {
      tokens: {
        accessToken: tokens.access_token,
        refreshToken: tokens.refresh_token,
        openId: tokens.open_id,
        scopes: tokens.scope.split(","),
        expiresInSeconds: tokens.expires_in,
        refreshExpiresInSeconds: tokens.refresh_expires_in,
      },
      requestedScopes: SCOPES,
    });
    await recordProfile(reach, creatorId, { handle, displayName: handle });
    const link = {
      workspaceId: actor.workspaceId,
      creatorId,
      addedBy: actor.userId,
      createdAt: new Date(clock.now()),
    };
    await db.insert(schema.workspaceCreator).values(link).onConflictDoNothing();
    return creatorId;
  }

  const files = testFiles(db, storage, clock, actor.workspaceId);
  const { addVideo, addPhoto, carousel } = files;

  /** Writes a draft that is ready to go. */
  async function addDraft(
    creatorId: string,
    change: Partial<PostContent> = {},
  ): Promise<{ postId: string; content: PostContent }> {
    const isPhotos = change.kind === "photo";
    const mediaId = isPhotos ? null : (change.mediaId ?? (await addVideo()).mediaId);
    const content: PostContent = {
      ...emptyContent(),
      caption: "Golden hour",
      privacy: "PUBLIC_TO_EVERYONE",
      ...change,
      mediaId,
    };
    const postId = newId(clock.now());
    const at = new Date(clock.now());
    const row = {
      id: postId,
      workspaceId: actor.workspaceId,
      creatorId,
      state: "draft",
      content,
      createdAt: at,
      updatedAt: at,
    };
    await db.insert(schema.post).values(row);
    return { postId, content };
  }

  /** Presses "Post now" for a fresh draft; returns the post's id. */
  async function post(creatorId: string, change: Partial<PostContent> = {}): Promise<string> {
    const { postId, content } = await addDraft(creatorId, change);
    const result = await publishNow(scope, { postId, version: 1, sentence: declaration(content) });
    if (!result.ok) throw new Error(`Not published: ${JSON.stringify(result.problem)}`);
    return postId;
  }

  /** Runs one job: the one that is due first, pushing the clocks to its time. */
  async function runOne(with_: Ports = ports): Promise<Job | undefined> {
    jobs.sort((a, b) => a.at - b.at);
    const job = jobs.shift();
    if (!job) return undefined;
    if (job.kind === "watch") await untilFetched();
    if (job.at > clock.now()) pushed.advance(job.at - clock.now());
    if (job.kind === "look") await lookAhead(scope, with_, job.postId);
    else await (job.kind === "publish" ? publish : watch)(with_, job.postId);
    return job;
  }

  /** Runs jobs until the post is in one of these states, or nothing is left to do. */
  async function runUntil(
    postId: string,
    states: readonly string[],
    most = 200,
  ): Promise<typeof schema.post.$inferSelect> {
    for (let turn = 0; turn < most; turn++) {
      const row = await read(postId);
      if (states.includes(row.state) || !(await runOne())) break;
    }
    return read(postId);
  }

  /** Fetching takes real time, of which the pushed clock knows nothing. */
  async function untilFetched(): Promise<void> {
    for (let looks = 0; looks < 60; looks++) {
      const { posts } = await control<{ posts: SimulatedPost[] }>(simulator.url, "posts");
      if (!posts.some(({ state }) => state === "downloading")) return;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  async function read(postId: string) {
    const [row] = await db.select().from(schema.post).where(eq(schema.post.id, postId));
    if (!row) throw new Error("The post is gone.");
    return row;
  }

  return {
    db,
    database,
    clock,
    pushed,
    reach,
    scope,
    simulator,
    jobs,
    ports,
    portsFor,
    addCreator,
    addVideo,
    addPhoto,
    carousel,
    media,
    addDraft,
    post,
    runOne,
    runUntil,
    read,
    fault: (body: object) => control(simulator.url, "faults", body),
    control: <T = Record<string, unknown>>(path: string, body?: object) =>
      control<T>(simulator.url, path, body),
    async published(): Promise<SimulatedPost[]> {
      return (await control<{ posts: SimulatedPost[] }>(simulator.url, "posts")).posts;
    },
    async ledger(endpoint: string) {
      const query = `ledger?endpoint=${endpoint}`;
      return (
        await control<{ entries: { endpoint: string; status: number; effect: boolean }[] }>(
          simulator.url,
          query,
        )
      ).entries;
    },
    async close() {
      await simulator.close();
      await media.close();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type World = Awaited<ReturnType<typeof createWorld>>;

async function seed(db: Db, now: number): Promise<Member> {
  const at = new Date(now);
  const workspaceId = newId(now);
  const [person] = await db
    .insert(schema.user)
    .values({ name: "Marta", email: "marta@northlight.example" })
    .returning();
  if (!person) throw new Error("No user.");
  await db
    .insert(schema.workspace)
    .values({ id: workspaceId, name: "Northlight", timeZone: "Europe/Berlin", createdAt: at });
  await db.insert(schema.member).values({ workspaceId, userId: person.id, role: "owner", createdAt: at });
  return {
    kind: "member",
    userId: person.id,
    name: "Marta",
    role: "owner",
    workspaceId: workspaceId as WorkspaceId,
  };
}

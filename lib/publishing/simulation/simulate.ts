import type { FileFacts } from "#lib/db/json";
import { emptyContent } from "#lib/posts/blank-content";
import type { PostState } from "#lib/posts/states";
import type { ClaimedPost, Ports } from "../ports";
import { memoryQueue, type QueuedJob } from "./memory-queue";
import type { MemoryPost } from "./memory-store";
import { memoryGate, memoryStore } from "./memory-store";
import { memoryTurns } from "./memory-turns";
import { ModelTikTok, type Weather } from "./model-tiktok";
import { seededRandom, VirtualTime } from "./virtual-time";

/** The engine under test: the product's own, or a deliberately broken variant of it. */
export type Engine = {
  publish(ports: Ports, postId: string, signal?: AbortSignal): Promise<boolean>;
  watch(ports: Ports, postId: string, signal?: AbortSignal): Promise<boolean>;
};

export type Run = {
  seed: number;
  posts: MemoryPost[];
  tiktok: ModelTikTok;
  /** Whose row holds this publish id. */
  ownerOf(publishId: string): string | undefined;
  kills: number;
  naps: number;
  lostJobs: number;
  /** Whatever the engine threw: a defect. */
  surprises: string[];
};

const START = Date.UTC(2026, 10, 22);
const HOUR = 3_600_000;
/** Long enough that every post has come to rest: TikTok is asked for 72 hours. */
const HORIZON = START + 90 * HOUR;
const MB = 1_000_000;
/** Far more than any honest run takes. */
const EVENTS_PER_POST = 1_500;

/** How rough the world is. Each seed draws its own weather, from a calm day to a storm. */
function drawWeather(
  random: () => number,
): Weather & { kill: number; nap: number; lostJob: number; doubleJob: number } {
  const rough = random() ** 2;
  return {
    lostRequest: 0.04 * rough,
    lostAnswer: 0.06 * rough,
    late: 0.02 * rough,
    trouble: 0.05 * rough,
    troubleAfterEffect: 0.03 * rough,
    busy: 0.03 * rough,
    refusal: 0.1 * random(),
    kill: 0.05 * rough,
    nap: 0.02 * rough,
    lostJob: 0.02 * rough,
    doubleJob: 0.05 * rough,
  };
}

/** Publishes `count` posts in a world that `seed` decides, until everything has come to rest. */
export async function simulate(engine: Engine, seed: number, count: number): Promise<Run> {
  const random = seededRandom(seed);
  const weather = drawWeather(random);
  const time = new VirtualTime(START);
  const posts = new Map<string, MemoryPost>();
  const holders = new Map<string, string>();
  const gate = memoryGate({ now: () => time.now(), posts });
  const turns = memoryTurns(() => time.now());
  const tiktok = new ModelTikTok(time, random, weather, (id) => holders.has(id), gate, turns);
  // Where a media address is set up, videos may be fetched too.
  const forVideos = random() < 0.3;
  const run: Run = {
    seed,
    posts: [],
    tiktok,
    ownerOf: (id) => holders.get(id),
    kills: 0,
    naps: 0,
    lostJobs: 0,
    surprises: [],
  };
  let ids = 0;

  const queue = memoryQueue({
    time,
    takeoverMs: () => 10_000 + random() * 5_000,
    work: (job, missed) =>
      new Promise((resolve) => {
        const ports = portsOf({ die: () => resolve("died"), oversleep: missed });
        engine[job.kind](ports, job.postId).then(
          () => resolve("done"),
          (problem: Error) => {
            run.surprises.push(`${job.postId}: ${problem.message}`);
            resolve("done");
          },
        );
      }),
  });

  const enqueue = (job: QueuedJob) => {
    if (random() < weather.lostJob) {
      run.lostJobs += 1;
      return;
    }
    queue.send(job);
    // A queue that delivers twice, or before the time: the row has to know better.
    if (random() < weather.doubleJob) queue.send({ ...job, at: job.at + random() * 5_000 });
    if (random() < weather.doubleJob) queue.send({ ...job, at: job.at - random() * 600_000 });
  };

  /** The ports of one worker's life. When it dies, none of its calls ever ends. */
  function portsOf({ die, oversleep }: { die(): void; oversleep(): void }): Ports {
    const holder = `worker-${++ids}`;
    let asleepUntil = 0;
    let dead = false;
    const breathe = async () => {
      if (dead) await new Promise(() => {});
      if (random() < weather.kill) {
        dead = true;
        run.kills += 1;
        die();
        await new Promise(() => {});
      }
      if (random() < weather.nap) {
        run.naps += 1;
        asleepUntil = time.now() + 5_000 + random() * 120_000;
        if (asleepUntil > time.now() + 10_000) oversleep();
      }
      // Longer than its lease: it comes back as a zombie.
      if (asleepUntil > time.now()) await time.sleep(asleepUntil - time.now());
    };
    const store = memoryStore({ now: () => time.now(), holder, posts, enqueue });
    return {
      store: {
        claim: store.claim,
        renew: async (...parameters) => {
          if (dead) return new Promise(() => {});
          if (asleepUntil > time.now()) await time.sleep(asleepUntil - time.now());
          return store.renew(...parameters);
        },
        commit: async (claimed, change) => {
          await breathe();
          await store.commit(claimed, change);
          const id = change.attempt?.change.publishId;
          if (id) holders.set(id, claimed.id);
          await breathe();
        },
      },
      tiktok: tiktok.port(breathe),
      media: {
        check: async (id) => ({ kind: "same", facts: id.startsWith("photo") ? PHOTO : VIDEO, bytes: 1 }),
      },
      mediaAddress: { forVideos, of: (key, index) => `https://media.example/${key}/${index}` },
      clock: { now: () => time.now(), sleep: (ms, signal) => time.sleep(ms, signal) },
      random,
      newId: () => `id-${++ids}`,
      newKey: () => `key-${++ids}`,
      hash: () => "hash",
    };
  }

  const draw = seededRandom(seed + 0.5);
  for (let index = 0; index < count; index++) {
    const post = newPost(index, random);
    choose(post, index, draw);
    posts.set(post.id, post);
    run.posts.push(post);
    enqueue({ kind: "publish", postId: post.id, creatorId: post.creatorId, at: post.publishAt });
  }
  // What the product's sweep does once a minute, here in one place for all posts.
  const sweep = () => {
    const now = time.now();
    for (const post of posts.values()) {
      const held = post.holder !== null && post.leaseUntil >= now;
      if (post.dueAt === null || post.dueAt > now - 15_000 || held) continue;
      const kind = WATCHED.has(post.state) ? "watch" : "publish";
      enqueue({ kind, postId: post.id, creatorId: post.creatorId, at: now });
    }
    if (now < HORIZON) time.at(now + nextSweep(now), sweep);
  };
  time.at(START + 60_000, sweep);
  const ended = await time.run(HORIZON, count * EVENTS_PER_POST);
  if (!ended) run.surprises.push("the run does not come to rest");
  return run;
}

// Once a minute while posts are due; later, when only slow looks are left, less often to keep runs short.
const nextSweep = (now: number) => (now < START + 3 * HOUR ? 60_000 : HOUR / 2);

const WATCHED: ReadonlySet<PostState> = new Set(["processing", "unconfirmed", "in_inbox", "published"]);

function newPost(index: number, random: () => number): MemoryPost {
  const publishAt = START + Math.floor(random() * HOUR);
  // From one chunk to a dozen.
  const bytes = Math.floor((random() < 0.6 ? 5 + random() * 50 : 65 + random() * 700) * MB);
  const isPhotos = random() < 0.3;
  const mediaId = `${isPhotos ? "photo" : "video"}-${index}`;
  const content: ClaimedPost["revision"]["content"] = {
    ...emptyContent(),
    kind: isPhotos ? "photo" : "video",
    mode: random() < 0.8 ? "direct" : "inbox",
    caption: `post-${index}`,
    privacy: "PUBLIC_TO_EVERYONE",
    mediaId: isPhotos ? null : mediaId,
  };
  return {
    id: `post-${index}`,
    creatorId: `creator-${Math.floor(index / 3)}`,
    workspaceId: "workspace",
    state: "scheduled",
    fence: 0,
    holder: null,
    leaseUntil: 0,
    publishAt,
    latestAt: publishAt + HOUR / 2,
    dueAt: publishAt,
    tries: 0,
    firstTriedAt: null,
    triedCode: null,
    failure: null,
    visibility: null,
    publicPostIds: [],
    revision: {
      id: "revision",
      hash: "hash",
      content,
      files: [{ mediaId, sha256: "sha", bytes, mimeType: isPhotos ? "image/jpeg" : "video/mp4" }],
    },
    attempts: [],
    events: [],
  };
}

/** What people chose, and when they let go. Drawn apart, so that the world of a seed stays the one it was. */
function choose(post: MemoryPost, index: number, draw: () => number): void {
  const { content } = post.revision;
  const yes = () => draw() < 0.5;
  const discloses = draw() < 0.3;
  const brandedContent = yes();
  Object.assign(content, {
    privacy: brandedContent || yes() ? "PUBLIC_TO_EVERYONE" : yes() ? "MUTUAL_FOLLOW_FRIENDS" : "SELF_ONLY",
    ...{ allowComment: yes(), allowDuet: yes(), allowStitch: yes(), aiGenerated: yes() },
    ...{ discloses, brandedContent, yourBrand: !brandedContent || yes() },
    coverMs: Math.floor(draw() * 30_000),
  });
  if (content.kind === "photo") {
    const title = yes() ? `title-${index}` : "";
    content.photos = { mediaIds: [`photo-${index}`], title, coverIndex: 0, autoAddMusic: yes() };
  }
  // Every tenth group of posts is one creator's, all within a minute: more than TikTok allows in one.
  const group = Math.floor(index / 12);
  if (group % 10 === 9) {
    post.creatorId = `busy-${group}`;
    post.publishAt = START + 600_000 + Math.floor(draw() * 60_000);
    Object.assign(post, { dueAt: post.publishAt, latestAt: post.publishAt + HOUR / 2 });
  } else if (group % 10 === 4) post.accessEndsAt = START + HOUR / 3;
}

const PHOTO: FileFacts = {
  kind: "photo",
  format: "jpeg",
  mimeType: "image/jpeg",
  width: 1080,
  height: 1920,
  isAnimated: false,
};

const VIDEO: FileFacts = {
  container: "mp4",
  mimeType: "video/mp4",
  videoCodec: "avc",
  audioCodec: "aac",
  width: 1080,
  height: 1920,
  rotation: 0,
  seconds: 30,
  frameRate: 30,
  truncated: false,
};

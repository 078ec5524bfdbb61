import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PgBoss } from "pg-boss";
import sharp from "sharp";
import type { Reach } from "#lib/creators/reach";
import { recordGrant, recordProfile } from "#lib/creators/record-grant";
import { newId } from "#lib/db/id";
import type { PostContent } from "#lib/db/json";
import * as schema from "#lib/db/schema";
import { measure } from "#lib/media/measure";
import { emptyContent } from "#lib/posts/blank-content";
import { enqueueWith } from "#lib/publishing/queue";
import { seededRandom } from "#lib/publishing/simulation/virtual-time";
import type { Simulator } from "#simulator/simulator";
import { makeVideo } from "#simulator/test-videos";
import { connect, control } from "#simulator/walkthrough";

export const SCOPES = ["user.info.basic", "video.upload", "video.publish"];
const AT_ONCE = 10;
const POSTS_A_TRANSACTION = 50;

/** Goes through a list with a few at a time. */
async function each<T>(list: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const rest = list.values();
  const hands = Array.from({ length: AT_ONCE }, async () => {
    for (const item of rest) await work(item);
  });
  await Promise.all(hands);
}

/** Creators who have let the app in, one workspace, one video of some kB. Returns what posts are made of. */
export async function setStage(reach: Reach, simulator: Simulator, count: number) {
  const { db, clock } = reach;
  const at = new Date(clock.now());
  const workspaceId = newId(clock.now());
  await db.insert(schema.workspace).values({ id: workspaceId, name: "Many", timeZone: "UTC", createdAt: at });
  const handles = Array.from({ length: count }, (_, index) => `creator.${index}`);
  const creators: { id: string; handle: string }[] = [];
  await each(handles, async (handle) => {
    await control(simulator.url, "creators", { handle });
    const tokens = await connect(simulator, handle, SCOPES.join(","));
    const id = await recordGrant(reach, {
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
    await recordProfile(reach, id, { handle, displayName: handle });
    await db.insert(schema.workspaceCreator).values({ workspaceId, creatorId: id, createdAt: at });
    creators.push({ id, handle });
  });
  return {
    workspaceId,
    creators,
    media: await addVideo(reach, workspaceId),
    photo: reach.mediaAddress ? await addPhoto(reach, workspaceId) : null,
  };
}

export type Stage = Awaited<ReturnType<typeof setStage>>;

async function addVideo(reach: Reach, workspaceId: string) {
  const bytes = await makeVideo();
  const id = newId(reach.clock.now());
  const path = await reach.storage.addressOf(id);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, bytes);
  const measured = await measure(path);
  if (measured.kind !== "measured") throw new Error(`The video is ${measured.kind}.`);
  const row = {
    id,
    workspaceId,
    fileName: "clip.mp4",
    bytes: bytes.byteLength,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    facts: measured.facts,
    createdAt: new Date(reach.clock.now()),
  };
  await reach.db.insert(schema.media).values(row);
  return row;
}

async function addPhoto(reach: Reach, workspaceId: string) {
  const [width, height] = [360, 640];
  const bytes = await sharp({ create: { width, height, channels: 3, background: "teal" } })
    .jpeg()
    .toBuffer();
  const row = {
    ...{ id: newId(reach.clock.now()), workspaceId, fileName: "roof.jpg", bytes: bytes.byteLength },
    sha256: createHash("sha256").update(bytes).digest("hex"),
    facts: {
      ...{ kind: "photo" as const, format: "jpeg" as const, mimeType: "image/jpeg" },
      ...{ width, height, isAnimated: false },
    },
    createdAt: new Date(reach.clock.now()),
  };
  writeFileSync(await reach.storage.addressOf(row.id), bytes);
  await reach.db.insert(schema.media).values(row);
  return row;
}

/**
 * Schedules posts over the next `spreadMs`, the creators in turn, every tenth for the inbox, every fifth photos where TikTok may fetch. Each has a caption of its
 * own, by which it is found at TikTok.
 */
export async function schedulePosts(
  reach: Reach,
  boss: PgBoss,
  stage: Stage,
  { count, spreadMs }: { count: number; spreadMs: number },
): Promise<void> {
  const enqueue = enqueueWith(boss, reach.clock);
  const start = reach.clock.now() + 1_000;
  const run = randomBytes(4).toString("hex");
  for (let first = 0; first < count; first += POSTS_A_TRANSACTION) {
    await reach.db.transaction(async (tx) => {
      for (let index = first; index < Math.min(count, first + POSTS_A_TRANSACTION); index++) {
        const creator = stage.creators[index % stage.creators.length];
        if (!creator) throw new Error("There is no creator.");
        const publishAt = Math.round(start + (spreadMs * index) / count);
        const rows = postRows(stage, creator.id, `${run}-${index}`, publishAt, hasPhotos(stage, index));
        const job = { kind: "publish" as const, postId: rows.post.id, creatorId: creator.id, at: publishAt };
        const jobId = await enqueue(tx, job);
        await tx.insert(schema.post).values({ ...rows.post, jobId });
        await tx.insert(schema.revision).values(rows.revision);
        if (rows.photo) await tx.insert(schema.revisionPhoto).values(rows.photo);
        await tx.insert(schema.consent).values(rows.consent);
      }
    });
  }
}

/** Every fifth post, and where there are tens of creators, all posts of every fifth of them. */
const hasPhotos = ({ photo }: Stage, index: number) => photo !== null && index % 5 === 3;

function postRows(
  { workspaceId, media: video, photo }: Stage,
  creatorId: string,
  caption: string,
  publishAt: number,
  isPhotos: boolean,
) {
  const at = new Date();
  const isDraft = caption.endsWith("7");
  const media = isPhotos && photo ? photo : video;
  const content: PostContent = {
    ...emptyContent(),
    mode: isDraft ? "inbox" : "direct",
    caption,
    privacy: isDraft ? null : "PUBLIC_TO_EVERYONE",
    allowComment: /[24]$/.test(caption),
    aiGenerated: caption.endsWith("1"),
    ...(isPhotos
      ? {
          kind: "photo",
          photos: { mediaIds: [media.id], title: caption, coverIndex: 0, autoAddMusic: false },
        }
      : { mediaId: media.id }),
  };
  const [postId, revisionId] = [newId(at.getTime()), newId(at.getTime())];
  const hash = createHash("sha256").update(caption).digest("hex");
  return {
    post: {
      id: postId,
      workspaceId,
      creatorId,
      state: "scheduled",
      content,
      revisionId,
      publishAt: new Date(publishAt),
      dueAt: new Date(publishAt),
      createdAt: at,
      updatedAt: at,
    },
    revision: {
      id: revisionId,
      postId,
      number: 1,
      content,
      mediaId: media.id,
      mediaSha256: media.sha256,
      hash,
      createdAt: at,
    },
    photo: isPhotos ? { revisionId, position: 0, mediaId: media.id, mediaSha256: media.sha256 } : null,
    consent: {
      id: newId(at.getTime()),
      postId,
      revisionId,
      sentence: "By posting, you agree.",
      revisionHash: hash,
      mediaSha256: media.sha256,
      createdAt: at,
    },
  };
}

/** Lets the tokens of some creators run out before anybody uses them: their first post waits for a refresh. */
export async function expireSome(simulator: Simulator, { creators }: Stage): Promise<void> {
  await each(
    creators.filter((_, index) => index % 8 === 0),
    async ({ handle }) => void (await control(simulator.url, `creators/${handle}/expire-access`, {})),
  );
}

/** What TikTok and the line to it do to some of the posts. The last ones cost a minute or an hour of waiting. */
const TROUBLES: readonly object[] = [
  { on: "init.direct", network: "drop_after" },
  { on: "init.direct", network: "drop_before" },
  { on: "init.direct", network: "garbage" },
  { preset: "rate_limit_exceeded" },
  { preset: "internal_error" },
  { on: "init.inbox", network: "drop_after" },
  { on: "creator_info", network: "drop_after" },
  { on: "put", network: "drop_before" },
  { on: "put", network: "drop_after" },
  { on: "put", network: "drop_after" },
  { preset: "put_503" },
  { preset: "put_416" },
  { preset: "put_403" },
  { on: "status", network: "drop_after" },
  { on: "status", network: "garbage" },
  { preset: "internal" },
  { preset: "spam_risk_text" },
  { on: "put", network: "delay", delayMs: 2_000 },
  { on: "init.direct", network: "delay", delayMs: 2_000 },
];

const LOST = { on: "init.photo", network: "drop_after" };
/** The same where TikTok fetches. Twice its answer is lost: while it stands at our door, and before it comes. */
const FETCHING: readonly (readonly object[])[] = [
  [LOST],
  [LOST, { preset: "pull_early", delayMs: 400 }],
  [LOST, { preset: "pull_late", delayMs: 800 }],
  [{ on: "init.photo", network: "garbage" }],
  [{ preset: "pull_early" }],
  [{ preset: "pull_repeated" }],
  [{ preset: "pull_dropped" }],
  [{ preset: "pull_slow" }],
  [{ on: "status", network: "drop_after" }],
];

/** Places faults for a share of the creators, drawn by `seed`. Returns how many. */
export async function placeTroubles(simulator: Simulator, stage: Stage, seed: number): Promise<number> {
  const random = seededRandom(seed);
  let placed = 0;
  await each([...stage.creators.entries()], async ([index, { handle: creator }]) => {
    if (random() < 0.4) return;
    const troubles = hasPhotos(stage, index) ? FETCHING : TROUBLES;
    const trouble = troubles[Math.floor(random() * troubles.length)];
    const skip = random() < 0.3 ? 1 : 0;
    for (const fault of [trouble].flat()) {
      await control(simulator.url, "faults", { ...fault, creator, skip });
      placed += 1;
    }
  });
  return placed;
}

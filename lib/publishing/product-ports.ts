import { createHash, randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { askTikTok, type Reply } from "#lib/creators/ask-tiktok";
import type { Reach } from "#lib/creators/reach";
import { newId } from "#lib/db/id";
import { grant, media } from "#lib/db/schema";
import { learnCap } from "#lib/posts/learn-cap";
import type { Range } from "#lib/storage/open-range";
import type { Storage } from "#lib/storage/storage";
import { explain } from "#lib/tiktok/explain";
import { fetchStatus } from "#lib/tiktok/fetch-status";
import { initPublish } from "#lib/tiktok/init-publish";
import { listVideos } from "#lib/tiktok/list-videos";
import { putChunk } from "#lib/tiktok/put-chunk";
import { queryCreator } from "#lib/tiktok/query-creator";
import { checkStored } from "./check-stored";
import { inLine } from "./in-line";
import type { Ports, TikTok } from "./ports";
import { postgresStore } from "./postgres-store";
import type { Enqueue } from "./queue";

/** The engine's ports in the product: Postgres, TikTok's HTTP, the media folder, real time. */
export function productPorts(reach: Reach, enqueue: Enqueue, holder: string): Ports {
  const { clock, keys, db } = reach;
  return {
    store: postgresStore({ db, clock, keys, enqueue, holder }),
    tiktok: tiktokPort(reach),
    media: {
      async check(mediaId, sha256) {
        const [row] = await db
          .select({ facts: media.facts, bytes: media.bytes })
          .from(media)
          .where(eq(media.id, mediaId));
        if (!row) return { kind: "missing" };
        const state = await checkStored(reach.storage, mediaId, row.bytes, sha256);
        return state === "same" ? { kind: "same", ...row } : { kind: state };
      },
    },
    mediaAddress: reach.mediaAddress,
    clock: {
      now: () => clock.now(),
      // Woken early when the work it belongs to has been taken away.
      sleep: (ms, signal) => wait(ms, undefined, { signal }).catch(() => undefined),
    },
    random: () => randomBytes(4).readUInt32BE() / 2 ** 32,
    newId: () => newId(clock.now()),
    newKey: () => randomBytes(32).toString("base64url"),
    hash: (value) => createHash("sha256").update(JSON.stringify(value)).digest("hex"),
  };
}

/** Each sender holds two megabytes; what waits for its turn is nearly nothing. */
const SENDING_AT_ONCE = 100;

function tiktokPort(reach: Reach): TikTok {
  const sending = inLine(SENDING_AT_ONCE);
  const { app, db } = reach;
  const grantedScopes = async (creatorId: string) => {
    const [row] = await db
      .select({ scopes: grant.grantedScopes })
      .from(grant)
      .where(eq(grant.creatorId, creatorId));
    return row?.scopes ?? [];
  };
  /** A full day is remembered, so that the calendar plans with the number that TikTok has shown. */
  const learning = async <T>(creatorId: string, told: Promise<Reply<T>>): Promise<Reply<T>> => {
    const reply = await told;
    if (reply.kind === "failed") await learnCap(reach, creatorId, reply.failure.code);
    return reply;
  };
  return {
    audited: app.audited,
    grantedScopes,
    creatorInfo: (id) =>
      learning(
        id,
        askTikTok(reach, id, "creator_info", (token) => queryCreator(app, token)),
      ),
    init: (id, order) =>
      learning(
        id,
        askTikTok(reach, id, "init", (token) => initPublish(app, token, order)),
      ),
    async status(id, publishId) {
      const told = await askTikTok(reach, id, "status", (token) => fetchStatus(app, token, publishId));
      const reason = told.kind === "ok" && told.value.status === "FAILED" && told.value.failReason;
      if (reason) await learnCap(reach, id, reason, { afterSending: true });
      return told;
    },
    async put(uploadUrl, { mediaId, ...chunk }, signal) {
      const source = await sourceOf(reach.storage, mediaId);
      const answer = await sending(() => putChunk(uploadUrl, { ...chunk, ...source }, { signal }));
      if (answer.kind === "ok") return answer;
      const reached = answer.kind === "lost" ? answer.reached : "no";
      return { kind: "failed", failure: explain(answer), reached, trace: answer.trace };
    },
    async findPublic(id, since, caption) {
      if (!(await grantedScopes(id)).includes("video.list")) return [];
      const told = await askTikTok(reach, id, null, (token) => listVideos(app, token));
      if (told.kind !== "ok") return [];
      const matches = told.value.filter(
        (video) => video.createdAt >= since - 60_000 && isSameCaption(video.title, caption),
      );
      return matches.map((video) => video.id);
    },
  };
}

/** On a disk the chunk is read into buffers that are used again; from a bucket it comes as it comes. */
const sourceOf = async (storage: Storage, mediaId: string) =>
  storage.kind === "disk"
    ? { path: await storage.addressOf(mediaId) }
    : { open: (range: Range) => storage.openRange(mediaId, range) };

// TikTok shortens the caption in its list, so the beginning decides.
const isSameCaption = (listed: string, caption: string) =>
  listed.length > 0 && caption.startsWith(listed.slice(0, 100));

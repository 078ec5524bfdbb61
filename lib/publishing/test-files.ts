import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { newId } from "#lib/db/id";
import type { PostContent } from "#lib/db/json";
import type { Db } from "#lib/db/open";
import * as schema from "#lib/db/schema";
import { measure } from "#lib/media/measure";
import type { Storage } from "#lib/storage/storage";
import { makeVideo } from "#simulator/test-videos";

/** Puts real files into a workspace, as if they had been uploaded. */
export function testFiles(db: Db, storage: Storage, clock: { now(): number }, workspaceId: string) {
  async function addVideo(bytes?: Uint8Array): Promise<{ mediaId: string; sha256: string }> {
    const content = bytes ?? (await plainVideo());
    const mediaId = newId(clock.now());
    const path = await storage.addressOf(mediaId);
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, content);
    const measured = await measure(path);
    if (measured.kind !== "measured") throw new Error(`The test's video is ${measured.kind}.`);
    const sha256 = createHash("sha256").update(content).digest("hex");
    await db.insert(schema.media).values({
      id: mediaId,
      workspaceId: workspaceId,
      fileName: "clip.mp4",
      bytes: content.byteLength,
      sha256,
      facts: measured.facts,
      createdAt: new Date(clock.now()),
    });
    return { mediaId, sha256 };
  }

  /** A photo that TikTok takes. */
  async function addPhoto(width = 1080, height = 1440): Promise<string> {
    const picture = sharp({ create: { width, height, channels: 3, background: "teal" } });
    const content = await picture.jpeg().toBuffer();
    const mediaId = newId(clock.now());
    const path = await storage.addressOf(mediaId);
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, content);
    await db.insert(schema.media).values({
      id: mediaId,
      workspaceId: workspaceId,
      fileName: "roof.jpg",
      bytes: content.byteLength,
      sha256: createHash("sha256").update(content).digest("hex"),
      facts: { kind: "photo", format: "jpeg", mimeType: "image/jpeg", width, height, isAnimated: false },
      createdAt: new Date(clock.now()),
    });
    return mediaId;
  }

  /** What makes a draft a carousel. */
  async function carousel(count = 2): Promise<Pick<PostContent, "kind" | "photos">> {
    const mediaIds: string[] = [];
    for (let each = 0; each < count; each++) mediaIds.push(await addPhoto());
    return { kind: "photo", photos: { mediaIds, title: "Roof", coverIndex: 0, autoAddMusic: false } };
  }

  return { addVideo, addPhoto, carousel };
}

let video: Promise<Uint8Array> | undefined;
/** One second of H.264, 720 by 1280, made once per test file. */
function plainVideo(): Promise<Uint8Array> {
  video ??= makeVideo({ size: "720x1280" });
  return video;
}

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, expect, it } from "vitest";
import { media } from "#lib/db/schema";
import { startBucket } from "#lib/storage/test-bucket";
import { createWorld, type World } from "./test-world";

let world: World;
let bucket: Awaited<ReturnType<typeof startBucket>>;
beforeEach(async () => {
  [world, bucket] = await Promise.all([createWorld(), startBucket()]);
});
afterEach(async () => {
  await Promise.all([world.close(), bucket.close()]);
});

/** Agrees to a post, and moves its file from the folder into the bucket. */
async function postFromBucket(): Promise<{ id: string; mediaId: string; bytes: Buffer }> {
  const creator = await world.addCreator("lena.rooftop");
  const id = await world.post(creator);
  const [file] = await world.reach.db.select().from(media);
  const mediaId = file?.id ?? "";
  const path = await world.reach.storage.addressOf(mediaId);
  const bytes = readFileSync(path);
  await bucket.storage.keepFile(mediaId, path);
  world.reach.storage = bucket.storage;
  return { id, mediaId, bytes };
}

it("a video in a bucket reaches TikTok byte for byte", async () => {
  const { id, bytes } = await postFromBucket();
  expect((await world.runUntil(id, ["published", "failed", "blocked"])).state).toBe("published");
  const [there] = await world.published();
  expect(there?.sha256).toBe(createHash("sha256").update(bytes).digest("hex"));
});

it("photos in a bucket are fetched from it through the door, byte for byte", async () => {
  const creator = await world.addCreator("lena.rooftop");
  const carousel = await world.carousel(2);
  const id = await world.post(creator, carousel);
  const hash = createHash("sha256");
  for (const mediaId of carousel.photos?.mediaIds ?? []) {
    const path = await world.reach.storage.addressOf(mediaId);
    hash.update(readFileSync(path));
    await bucket.storage.keepFile(mediaId, path);
  }
  world.reach.storage = bucket.storage;
  expect((await world.runUntil(id, ["published", "failed", "blocked"])).state).toBe("published");
  expect(await world.published()).toMatchObject([{ live: true, sha256: hash.digest("hex") }]);
});

it("a video that was changed in the bucket is not sent", async () => {
  const { id, mediaId, bytes } = await postFromBucket();
  bytes[bytes.length - 1] = 1;
  const path = `${world.reach.dataFolder}/changed`;
  writeFileSync(path, bytes);
  await bucket.storage.keepFile(mediaId, path);
  const post = await world.runUntil(id, ["published", "failed", "blocked"]);
  expect(post.failure?.code).toBe("media.changed");
  expect(await world.published()).toEqual([]);
});

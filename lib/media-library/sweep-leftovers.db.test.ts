import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "#lib/db/id";
import { media, upload } from "#lib/db/schema";
import { diskStorage } from "#lib/storage/disk-storage";
import { incomingFolder, incomingPath, locateMedia } from "#lib/storage/locate";
import type { Storage } from "#lib/storage/storage";
import { startBucket } from "#lib/storage/test-bucket";
import { sweepLeftovers } from "./sweep-leftovers";
import { createUploads, type Uploader } from "./test-uploads";

const HOUR = 60 * 60_000;

let uploads: Awaited<ReturnType<typeof createUploads>>;
let bucket: Awaited<ReturnType<typeof startBucket>>;
let lena: Uploader;
beforeAll(async () => {
  uploads = await createUploads();
});
afterAll(() => uploads.close());

/** Stores three bytes under an id of ours, as something that crashes before its row is written. */
async function leave(storage: Storage): Promise<string> {
  const [id, path] = [newId(uploads.time.now), join(uploads.folder, "made")];
  writeFileSync(path, "abc");
  await storage.keepFile(id, path);
  return id;
}

/** The same with a row in the library. */
async function keep({ db, storage, actor }: Uploader): Promise<string> {
  const id = await leave(storage);
  const picture = { width: 1, height: 1, rotation: 0, seconds: 1, frameRate: 30, truncated: false };
  const coding = { container: "mp4" as const, mimeType: "video/mp4", videoCodec: "avc", audioCodec: null };
  await db.insert(media).values({
    ...{ id, workspaceId: actor.workspaceId, fileName: "a.mp4", bytes: 3, sha256: id },
    ...{ facts: { ...coding, ...picture }, createdAt: new Date(uploads.time.now) },
  });
  return id;
}

const isThere = async ({ storage }: Uploader, id: string) => (await storage.sizeOf(id)) !== undefined;
/** Sweeps until it rests: at most so many pages. */
async function sweepAll(place: Uploader, most?: number, pages = 12): Promise<number> {
  let removed = 0;
  for (let page = 0; page < pages; page++) removed += await sweepLeftovers(place, most);
  return removed;
}

describe.each(["disk", "bucket"] as const)("leftovers on a %s", (kind) => {
  beforeEach(async () => {
    await uploads.reset();
    // A store dates what it takes by the real time.
    uploads.time.now = Date.now();
    rmSync(uploads.mediaFolder, { recursive: true, force: true });
    if (kind === "bucket") bucket = await startBucket();
    lena = await uploads.uploader("lena@example.com", kind === "bucket" ? bucket.storage : undefined);
    return () => (kind === "bucket" ? bucket.close() : undefined);
  });

  it("are removed after a day, page by page; what the library has, what comes in and foreign names stay", async () => {
    const orphans = [await leave(lena.storage), await leave(lena.storage)];
    const kept = await keep(lena);
    const deleted = await keep(lena);
    await lena.db
      .update(media)
      .set({ deletedAt: new Date(uploads.time.now) })
      .where(eq(media.id, deleted));
    const coming = await uploads.open(lena, 1_000);
    orphans.push(await leave(lena.storage));
    if (kind === "disk") writeFileSync(join(uploads.mediaFolder, "notes.txt"), "mine");
    uploads.time.now += 23 * HOUR;
    expect(await sweepAll(lena, 2)).toBe(0);
    expect(await isThere(lena, orphans[0] ?? "")).toBe(true);

    uploads.time.now += 8 * HOUR;
    expect(await sweepLeftovers(lena, 2), "one page at a time").toBeLessThanOrEqual(2);
    expect(await sweepAll(lena, 2)).toBeGreaterThanOrEqual(2);
    for (const id of [...orphans, deleted]) expect(await isThere(lena, id), id).toBe(false);
    expect(await isThere(lena, kept)).toBe(true);
    if (kind === "disk") {
      expect(existsSync(incomingPath(uploads.mediaFolder, coming.id))).toBe(true);
      expect(existsSync(join(uploads.mediaFolder, "notes.txt"))).toBe(true);
    } else if (lena.storage.kind === "s3") {
      expect((await lena.storage.listBegun(null, 10)).found).toMatchObject([{ mediaId: coming.id }]);
    }
  });

  it("are looked for again after some hours, not at once", async () => {
    expect(await sweepAll(lena, 2)).toBe(0);
    const orphan = await leave(lena.storage);
    uploads.time.now += HOUR;
    expect(await sweepAll(lena, 2)).toBe(0);
    uploads.time.now += 30 * HOUR;
    expect(await sweepAll(lena, 2)).toBe(1);
    expect(await isThere(lena, orphan)).toBe(false);
  });

  it("of another installation on the same storage are not touched, nor what is older than our first workspace", async () => {
    const older = await leave(lena.storage);
    uploads.time.now += HOUR;
    await uploads.reset();
    uploads.time.now = Date.now() + 2 * HOUR;
    const kess = await uploads.uploader("kess@example.com", lena.storage);
    uploads.time.now += 40 * HOUR;
    await sweepAll(kess);
    expect(await isThere(kess, older)).toBe(true);

    const orphan = await leave(lena.storage);
    // A new database comes to the storage that the first one looks after.
    await uploads.reset();
    uploads.time.now = Date.now();
    const stranger = await uploads.uploader("stranger@example.com", lena.storage);
    uploads.time.now += 80 * HOUR;
    expect(await sweepAll(stranger)).toBe(0);
    expect(await isThere(stranger, orphan)).toBe(true);
  });
});

describe("what was begun in parts", () => {
  it("and is remembered by nobody is ended after a day, and no part of it is taken any more", async () => {
    await uploads.reset();
    uploads.time.now = Date.now();
    bucket = await startBucket();
    const { storage } = bucket;
    lena = await uploads.uploader("lena@example.com", storage);
    const remembered = await uploads.open(lena, 1_000);
    const ids = [newId(uploads.time.now), newId(uploads.time.now)];
    const begun = await Promise.all(
      ids.map(async (id) => ({ id, multipartId: await storage.beginParts(id) })),
    );
    const partOf = async ({ id, multipartId }: (typeof begun)[number]) => {
      const url = await storage.signPart(id, multipartId, { number: 1, bytes: 3 });
      return (await fetch(url, { method: "PUT", body: "abc" })).status;
    };
    for (const each of begun) expect(await partOf(each)).toBe(200);
    uploads.time.now += 23 * HOUR;
    expect(await sweepAll(lena, 1)).toBe(0);
    uploads.time.now += 8 * HOUR;
    expect(await sweepAll(lena, 1)).toBe(2);
    for (const each of begun) expect(await partOf(each)).toBe(404);
    expect((await storage.listBegun(null, 10)).found).toMatchObject([{ mediaId: remembered.id }]);
    const [row] = await lena.db.select().from(upload);
    expect(await partOf({ id: remembered.id, multipartId: row?.multipartId ?? "" })).toBe(200);
    await bucket.close();
  });
});

describe("what a folder holds", () => {
  it("is removed with what stood beside it while it came in", async () => {
    await uploads.reset();
    uploads.time.now = Date.now();
    rmSync(uploads.mediaFolder, { recursive: true, force: true });
    lena = await uploads.uploader("lena@example.com", diskStorage(uploads.mediaFolder));
    const id = newId(uploads.time.now + HOUR);
    mkdirSync(incomingFolder(uploads.mediaFolder), { recursive: true });
    const paths = [
      `${incomingPath(uploads.mediaFolder, id)}.json`,
      `${locateMedia(uploads.mediaFolder, newId(uploads.time.now + HOUR))}.copy`,
      incomingPath(uploads.mediaFolder, id),
    ];
    for (const path of paths) writeFileSync(path, "abc");
    uploads.time.now += 26 * HOUR;
    expect(await sweepAll(lena)).toBe(2);
    for (const path of paths) expect(existsSync(path), path).toBe(false);
  });
});

import { existsSync, rmSync, writeFileSync } from "node:fs";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { upload } from "#lib/db/schema";
import { gather } from "#lib/storage/incoming";
import { incomingPath, locateMedia } from "#lib/storage/locate";
import { cancelUpload } from "./cancel-upload";
import { deleteMedia } from "./delete-media";
import { findUpload, uploadView } from "./find-upload";
import { finishUpload } from "./finish-upload";
import { storedBytes } from "./queries";
import { checksumOf, createUploads, type Uploader } from "./test-uploads";

let uploads: Awaited<ReturnType<typeof createUploads>>;
let lena: Uploader;
let file: Uint8Array<ArrayBuffer>;
beforeAll(async () => {
  uploads = await createUploads();
  file = await uploads.videoOf(1_000_000);
});
afterAll(() => uploads.close());
beforeEach(async () => {
  await uploads.reset();
  rmSync(uploads.mediaFolder, { recursive: true, force: true });
  lena = await uploads.uploader("lena@example.com");
});

/** An upload whose last byte has just arrived. */
async function arrived(bytes: Uint8Array): Promise<string> {
  const { id } = await uploads.open(lena, bytes.length);
  writeFileSync(incomingPath(uploads.mediaFolder, id), bytes);
  return id;
}
const finish = (uploadId: string, scope = lena) => finishUpload(scope, { uploadId, checksum: null });
const NOT_FOUND = { ok: false, problem: { kind: "not_found" } };

/** A process that is killed just before it changes a row for the nth time. */
function dyingAt(nth: number): Uploader {
  let changes = 0;
  const update: typeof lena.db.update = (table) => {
    if (++changes === nth) throw new Error("killed");
    return lena.db.update(table);
  };
  return { ...lena, db: Object.assign(Object.create(lena.db), { update }) };
}

it("an upload that was moved whole before a kill is known to be whole, and need not be sent again", async () => {
  const id = await arrived(file);
  await gather(uploads.mediaFolder, id, file.length);
  const row = await findUpload(lena, id);
  expect(row?.state).toBe("open");
  expect(row && (await uploadView(lena.storage, row))).toMatchObject({ arrived: file.length });
  const wish = { uploadId: id, checksum: await checksumOf(file) };
  expect(await finishUpload(lena, wish)).toMatchObject({ ok: true, value: { id } });
});

it.each([
  ["a copy of a file that is here", () => file, { ok: true }],
  [
    "what nobody can read",
    () => new Uint8Array(1000).fill(7),
    { problem: { failure: { code: "media.unreadable" } } },
  ],
])(
  "a kill between the verdict and its row costs nothing: %s ends when it is asked for again",
  async (_, bytes, end) => {
    const [id, first] = [await arrived(bytes()), await arrived(file)];
    await finish(first);
    await expect(finish(id, dyingAt(2))).rejects.toThrow("killed");
    expect(await finish(id)).toMatchObject(end);
    expect(existsSync(locateMedia(uploads.mediaFolder, id)), "its bytes are not kept").toBe(false);
    expect(await finish(id), "once more").toMatchObject(end);
  },
);

it("an upload whose bytes are gone is over when it is asked for again or cancelled, and holds no quota", async () => {
  for (const end of [finish, (id: string) => cancelUpload(lena, id)]) {
    const id = await arrived(file);
    await lena.storage.discard(id);
    await lena.db.update(upload).set({ state: "checking" }).where(eq(upload.id, id));
    await end(id);
    expect(await findUpload(lena, id)).toBeUndefined();
  }
  const id = await arrived(file);
  await lena.storage.discard(id);
  expect(await finish(id)).toEqual(NOT_FOUND);
});

it("a file that is deleted while the same bytes arrive again does not take them along", async () => {
  const [first, again] = [await arrived(file), await arrived(file)];
  await finish(first);
  const { storage } = lena;
  // It is found to be the same one, and is deleted before anything is written down.
  const sizeOf: typeof storage.sizeOf = async (id) => {
    const size = await storage.sizeOf(id);
    if (id === first) await deleteMedia(lena, { mediaId: first });
    return size;
  };
  const meanwhile = { ...lena, storage: { ...storage, sizeOf } };
  expect(await finish(again, meanwhile)).toMatchObject({ ok: true, value: { id: again } });
  expect(existsSync(locateMedia(uploads.mediaFolder, again))).toBe(true);
  expect(await storedBytes(lena)).toBe(file.length);
});

it("an upload whose file has been deleted since does not answer with it", async () => {
  const [first, again] = [await arrived(file), await arrived(file)];
  for (const id of [first, again]) expect(await finish(id)).toMatchObject({ ok: true, value: { id: first } });
  await deleteMedia(lena, { mediaId: first });
  for (const id of [first, again]) expect(await finish(id)).toEqual(NOT_FOUND);
});

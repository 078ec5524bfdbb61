import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "#lib/db/id";
import { media } from "#lib/db/schema";
import { incomingPath } from "#lib/storage/locate";
import { deleteMedia } from "./delete-media";
import { finishUpload } from "./finish-upload";
import { viewLibraryFile } from "./queries";
import { takeFile } from "./take-file";
import { createUploads, type Uploader } from "./test-uploads";

let uploads: Awaited<ReturnType<typeof createUploads>>;
let lena: Uploader;
beforeAll(async () => {
  uploads = await createUploads();
  lena = await uploads.uploader("lena@example.com");
});
afterAll(() => uploads.close());

it("two processes that finish the same upload leave its file where it is", async () => {
  const { workspaceId, userId: uploadedBy } = lena.actor;
  const path = join(uploads.folder, "arrived.mp4");
  writeFileSync(path, await uploads.videoOf(1_000_000));
  const mediaId = newId(lena.clock.now());
  await lena.storage.keepFile(mediaId, path);
  const wish = { mediaId, workspaceId, uploadedBy, fileName: "clip.mp4", checksum: null, repairedFrom: null };
  // The second one asked for the row a moment before the first one wrote it.
  let asked = 0;
  const select: typeof lena.db.select = (...columns: never[]) =>
    ++asked === 1
      ? ({ from: () => ({ where: async () => [] }) } as never)
      : (lena.db.select as (...all: never[]) => never)(...columns);
  const second = { ...lena, db: Object.assign(Object.create(lena.db), { select }) };
  expect(await takeFile(lena, wish)).toMatchObject({ kind: "taken", row: { id: mediaId } });
  expect(await takeFile(second, wish)).toMatchObject({ kind: "taken", row: { id: mediaId } });
  expect(await lena.storage.sizeOf(mediaId)).toBe(1_000_000);
});

/** An upload whose bytes have all arrived, finished. `more`: no two files have the same size. */
async function bring(scope: Uploader, more: number, convertedFrom: string | null = null): Promise<string> {
  const bytes = await uploads.videoOf(1_000_000 + more);
  const { id } = await uploads.open(scope, bytes.length, `clip-${more}.mp4`);
  writeFileSync(incomingPath(uploads.mediaFolder, id), bytes);
  expect(await finishUpload(scope, { uploadId: id, checksum: null, convertedFrom })).toMatchObject({
    ok: true,
    value: { id },
  });
  return id;
}

it("a file that its sender has converted names its original in the library; a foreign or deleted one is not believed", async () => {
  const originalOf = async (id: string) => (await viewLibraryFile(lena, id))?.convertedFrom;
  const original = await bring(lena, 1);
  const converted = await bring(lena, 2, original);
  expect(await originalOf(original)).toBeNull();
  expect(await originalOf(converted)).toMatchObject({ fileName: "clip-1.mp4", original: { id: original } });
  await deleteMedia(lena, { mediaId: original });
  expect(await originalOf(converted)).toEqual({ fileName: "clip-1.mp4", original: null });
  expect(await originalOf(await bring(lena, 3, original)), "a deleted file").toBeNull();

  const kess = await uploads.uploader("kess@example.com");
  const theirs = await bring(kess, 4);
  const claiming = await bring(lena, 5, theirs);
  const [row] = await lena.db.select().from(media).where(eq(media.id, claiming));
  expect(row?.repairedFrom, "a foreign file").toBeNull();
});

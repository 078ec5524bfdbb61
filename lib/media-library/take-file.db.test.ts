import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "#lib/db/id";
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

import { writeFileSync } from "node:fs";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { media } from "#lib/db/schema";
import { incomingPath } from "#lib/storage/locate";
import { finishUpload } from "./finish-upload";
import { startUpload } from "./start-upload";
import { checksumOf, createUploads, type Uploader } from "./test-uploads";

const BYTES = 500_000;

let uploads: Awaited<ReturnType<typeof createUploads>>;
let lena: Uploader;
beforeAll(async () => {
  uploads = await createUploads();
  lena = await uploads.uploader("lena@example.com");
});
afterAll(() => uploads.close());

it("a file is known among any number of its size, and none is read for it", async () => {
  const all = await Promise.all(Array.from({ length: 10 }, (_, filling) => uploads.videoOf(BYTES, filling)));
  const opened: { id: string; bytes: Uint8Array<ArrayBuffer> }[] = [];
  for (const bytes of all) opened.push({ bytes, id: (await uploads.open(lena, BYTES)).id });
  for (const { id, bytes } of opened) {
    writeFileSync(incomingPath(uploads.mediaFolder, id), bytes);
    expect((await finishUpload(lena, { uploadId: id, checksum: null })).ok).toBe(true);
  }
  let reads = 0;
  const openRange: typeof lena.storage.openRange = (...range) => {
    reads++;
    return lena.storage.openRange(...range);
  };
  const here = { ...lena, storage: { ...lena.storage, openRange } };
  const last = opened.at(-1);
  if (!last) throw new Error("No file was brought.");
  const ask = async (bytes: Uint8Array<ArrayBuffer>) =>
    startUpload(here, { fileName: "again.mp4", bytes: BYTES, checksum: await checksumOf(bytes) }, 0);
  const known = { ok: true, value: { kind: "known", media: { id: last.id } } };
  expect(await ask(last.bytes)).toMatchObject(known);
  expect(await ask(await uploads.videoOf(BYTES, 99))).toMatchObject({ value: { kind: "open" } });
  expect(reads).toBe(0);

  // One from before checksums were kept is read for the first question alone.
  await lena.db.update(media).set({ pieces: null }).where(eq(media.id, last.id));
  for (let asked = 0; asked < 2; asked++) expect(await ask(last.bytes)).toMatchObject(known);
  expect(reads).toBe(1);
});

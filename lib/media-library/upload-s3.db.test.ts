import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "#lib/db/id";
import { media } from "#lib/db/schema";
import { PART_BYTES, partBytes } from "#lib/media/upload-view";
import { startBucket } from "#lib/storage/test-bucket";
import { cancelUpload, sweepUploads } from "./cancel-upload";
import { findUpload, KEPT_MS, uploadView } from "./find-upload";
import { finishUpload } from "./finish-upload";
import { keepPart, signParts } from "./send-parts";
import { startUpload } from "./start-upload";
import { checksumOf, createUploads, type Uploader } from "./test-uploads";

const NOT_FOUND = { ok: false, problem: { kind: "not_found" } };

let uploads: Awaited<ReturnType<typeof createUploads>>;
let bucket: Awaited<ReturnType<typeof startBucket>>;
let lena: Uploader;
let file: Uint8Array<ArrayBuffer>;
beforeAll(async () => {
  uploads = await createUploads();
  bucket = await startBucket();
  file = await uploads.videoOf(PART_BYTES + 500_000);
});
afterAll(async () => {
  await bucket.close();
  await uploads.close();
});
beforeEach(async () => {
  await uploads.reset();
  // Signed addresses are checked against the real time.
  uploads.time.now = Date.now();
  lena = await uploads.uploader("lena@example.com", bucket.storage);
});

/** Sends a part as the browser does, and has it written down. */
async function send(uploadId: string, number: number, keep = true): Promise<number> {
  const signed = await signParts(lena, { uploadId, numbers: [number] });
  if (!signed.ok) throw new Error(JSON.stringify(signed));
  const start = (number - 1) * PART_BYTES;
  const body = file.slice(start, start + partBytes(file.length, number));
  const answer = await fetch(signed.value[0]?.url ?? "", { method: "PUT", body });
  const etag = answer.headers.get("etag") ?? "";
  if (keep) expect(await keepPart(lena, { uploadId, number, etag })).toEqual({ ok: true, value: null });
  return answer.status;
}
const partsOf = async (id: string) => {
  const row = await findUpload(lena, id);
  return row && (await uploadView(lena.storage, row));
};

describe("an upload to an object store", () => {
  it("goes straight there, part by part, is gone on with, and becomes the file that was sent", async () => {
    const { id, to } = await uploads.open(lena, file.length);
    expect(to).toEqual({ kind: "s3", sent: [] });
    // Its acknowledgement got lost the first time.
    await send(id, 2, false);
    expect(await send(id, 2)).toBe(200);
    expect(await partsOf(id)).toMatchObject({ arrived: 500_000, to: { sent: [2] } });
    const early = await finishUpload(lena, { uploadId: id, checksum: null });
    expect(early).toMatchObject({ problem: { failure: { code: "media.upload_interrupted" } } });
    await send(id, 1);
    const finished = await finishUpload(lena, { uploadId: id, checksum: await checksumOf(file) });
    expect(finished).toMatchObject({ ok: true, value: { id, facts: { width: 360, height: 640 } } });
    const [row] = await lena.db.select().from(media);
    expect(row?.sha256).toBe(createHash("sha256").update(file).digest("hex"));
    const tail = new Response(await lena.storage.openRange(id, { start: 100, end: 199 }));
    expect(new Uint8Array(await tail.arrayBuffer())).toEqual(file.slice(100, 200));
    const whole = await fetch(await lena.storage.addressOf(id));
    expect((await whole.arrayBuffer()).byteLength).toBe(file.length);
    const wish = { fileName: "again.mp4", bytes: file.length, checksum: await checksumOf(file) };
    expect(await startUpload(lena, wish, 0)).toMatchObject({ value: { kind: "known", media: { id } } });
  });

  it("is of its workspace, and addresses are signed for its own parts alone", async () => {
    const { id } = await uploads.open(lena, file.length);
    const kess = await uploads.uploader("kess@example.com", bucket.storage);
    expect(await signParts(kess, { uploadId: id, numbers: [1] })).toEqual(NOT_FOUND);
    expect(await keepPart(kess, { uploadId: id, number: 1, etag: "x" })).toEqual(NOT_FOUND);
    expect((await signParts(lena, { uploadId: id, numbers: [3] })).ok).toBe(false);
    expect((await keepPart(lena, { uploadId: id, number: 3, etag: "x" })).ok).toBe(false);
  });

  it("leaves nothing when it is cancelled, abandoned, or not what the browser read", async () => {
    const cancelled = await uploads.open(lena, file.length);
    await send(cancelled.id, 2);
    await cancelUpload(lena, cancelled.id);
    expect(await signParts(lena, { uploadId: cancelled.id, numbers: [1] })).toEqual(NOT_FOUND);

    const other = await uploads.open(lena, file.length);
    for (const number of [1, 2]) await send(other.id, number);
    const finished = await finishUpload(lena, { uploadId: other.id, checksum: "0".repeat(64) });
    expect(finished).toMatchObject({ problem: { failure: { code: "media.altered" } } });
    expect(await lena.storage.sizeOf(other.id)).toBeUndefined();

    const left = await uploads.open(lena, file.length);
    await send(left.id, 2);
    uploads.time.now += KEPT_MS + 1;
    expect(await sweepUploads(lena)).toBe(2);
    expect(await findUpload(lena, left.id)).toBeUndefined();
  });

  it("joined before its last answer got lost is found whole", async () => {
    const { id } = await uploads.open(lena, file.length);
    for (const number of [1, 2]) await send(id, number);
    const row = await findUpload(lena, id);
    if (lena.storage.kind !== "s3" || !row?.multipartId) throw new Error("There are no parts.");
    await lena.storage.joinParts(id, row.multipartId, row.parts);
    expect(await finishUpload(lena, { uploadId: id, checksum: null })).toMatchObject({ ok: true });
  });
});

describe("a bucket", () => {
  it("takes a file of this machine, and has another stamp when it was changed", async () => {
    const id = newId(Date.now());
    const keep = async (text: string) => {
      const path = join(uploads.folder, "made");
      writeFileSync(path, text);
      await bucket.storage.keepFile(id, path);
      return bucket.storage.stampOf(id);
    };
    const first = await keep("abc");
    expect(await keep("abd")).not.toBe(first);
    expect(await bucket.storage.sizeOf(id)).toBe(3);
    await bucket.storage.discard(id);
    expect(await bucket.storage.sizeOf(id)).toBeUndefined();
  });
});

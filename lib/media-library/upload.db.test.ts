import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { media, upload } from "#lib/db/schema";
import { UPLOAD_LIMIT } from "#lib/media/view";
import { arrivedOf } from "#lib/storage/incoming";
import { incomingFolder, incomingPath, locateMedia } from "#lib/storage/locate";
import { PIECE_BYTES } from "#lib/storage/pieces";
import { cancelUpload, sweepUploads } from "./cancel-upload";
import { deleteMedia } from "./delete-media";
import { findUpload, KEPT_MS, touchUpload, uploadView } from "./find-upload";
import { finishUpload } from "./finish-upload";
import { storedBytes } from "./queries";
import { startUpload } from "./start-upload";
import { offsetAt, receiverAt, sendFrom } from "./test-receiver";
import { checksumOf, createUploads, type Uploader } from "./test-uploads";

let uploads: Awaited<ReturnType<typeof createUploads>>;
let receiver: Awaited<ReturnType<typeof receiverAt>>;
let lena: Uploader;
let file: Uint8Array<ArrayBuffer>;
beforeAll(async () => {
  uploads = await createUploads();
  receiver = await receiverAt(uploads.mediaFolder, async (id) => Boolean(await touchUpload(lena, id)));
  file = await uploads.videoOf(3_000_000);
});
afterAll(async () => {
  await receiver.close();
  await uploads.close();
});
beforeEach(async () => {
  await uploads.reset();
  rmSync(uploads.mediaFolder, { recursive: true, force: true });
  lena = await uploads.uploader("lena@example.com");
});

const address = (id: string) => `${receiver.url}/${id}`;
const waiting = () => readdirSync(incomingFolder(uploads.mediaFolder));
const finish = (uploadId: string, checksum: string | null = null) =>
  finishUpload(lena, { uploadId, checksum });
const failureOf = (result: Awaited<ReturnType<typeof finish>>) =>
  !result.ok && result.problem.kind === "failure" ? result.problem.failure.code : result;

/** Sends a whole file and finishes it. */
async function bring(bytes: Uint8Array<ArrayBuffer>, scope = lena) {
  const { id } = await uploads.open(scope, bytes.length);
  expect((await sendFrom(address(id), 0, bytes)).status).toBe(204);
  return finish(id, await checksumOf(bytes));
}

/** An answer that no longer changes: what was on its way when the line broke may still be written. */
async function settled(ask: () => Promise<unknown>): Promise<number> {
  let last = Number(await ask());
  for (let same = 0; same < 3; ) {
    await pause(100);
    const next = Number(await ask());
    same = next === last && next > 0 ? same + 1 : 0;
    last = next;
  }
  return last;
}

/** A body that breaks off after some bytes, as a connection does: when the first of them have `arrived`. */
const broken = (bytes: Uint8Array<ArrayBuffer>, arrived = async () => true) =>
  new ReadableStream<Uint8Array>({
    async start(controller) {
      controller.enqueue(bytes);
      await pause(150);
      await until(arrived, Boolean);
      controller.error(new Error("The network is gone."));
    },
  });

async function until<T>(look: () => Promise<T>, good: (value: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries++) {
    const value = await look();
    if (good(value) || tries > 100) return value;
    await pause(30);
  }
}

describe("an upload", () => {
  it("goes on where the connection broke, and becomes the file that was sent", async () => {
    const { id } = await uploads.open(lena, file.length);
    const arrived = async () => ((await arrivedOf(uploads.mediaFolder, id)) ?? 0) > 0;
    await expect(sendFrom(address(id), 0, broken(file.slice(0, 1_000_000), arrived))).rejects.toThrow();
    const offset = await settled(() => offsetAt(address(id)));
    expect(offset).toBeGreaterThan(0);
    expect(offset).toBeLessThanOrEqual(1_000_000);
    const row = await findUpload(lena, id);
    expect(row && (await uploadView(lena.storage, row))).toMatchObject({
      arrived: offset,
      bytes: 3_000_000,
    });
    expect((await sendFrom(address(id), offset, file.slice(offset))).status).toBe(204);
    const finished = await finish(id, await checksumOf(file));
    if (!finished.ok) throw new Error(JSON.stringify(finished));
    expect(finished.value).toMatchObject({ id, bytes: file.length, facts: { width: 360, height: 640 } });
    expect(readFileSync(locateMedia(uploads.mediaFolder, id)).equals(file)).toBe(true);
    const [stored] = await lena.db.select().from(media);
    expect(stored?.sha256).toBe(createHash("sha256").update(file).digest("hex"));
    expect(waiting()).toEqual([]);
  });

  it("takes bytes only where the last ones ended, and not one more than were announced", async () => {
    const { id } = await uploads.open(lena, 100);
    expect((await sendFrom(address(id), 0, file.slice(0, 60))).status).toBe(204);
    expect((await sendFrom(address(id), 10, file.slice(10, 20))).status).toBe(409);
    expect((await sendFrom(address(id), 60, file.slice(60, 120))).status).toBe(413);
    expect(await offsetAt(address(id))).toBe(60);
    expect(failureOf(await finish(id))).toBe("media.upload_interrupted");
    expect((await sendFrom(address(id), 60, file.slice(60, 100))).status).toBe(204);
  });

  it("is finished once, however often and at once it is asked for, also after a restart in between", async () => {
    const { id } = await uploads.open(lena, file.length);
    await sendFrom(address(id), 0, file);
    const answers = await Promise.all([finish(id), finish(id)]);
    await lena.db.update(upload).set({ state: "checking", mediaId: null }).where(eq(upload.id, id));
    answers.push(await finish(id), await finish(id));
    for (const answer of answers) expect(answer).toMatchObject({ ok: true, value: { id } });
    expect(await lena.db.select().from(media)).toHaveLength(1);
  });

  it("is of its workspace: in another one it is not there", async () => {
    const { id } = await uploads.open(lena, file.length);
    const kess = await uploads.uploader("kess@example.com");
    expect(await findUpload(kess, id)).toBeUndefined();
    expect(await touchUpload(kess, id)).toBeUndefined();
    const notFound = { ok: false, problem: { kind: "not_found" } };
    expect(await finishUpload(kess, { uploadId: id, checksum: null })).toEqual(notFound);
    expect(await cancelUpload(kess, id)).toEqual(notFound);
    expect(await offsetAt(address(id))).toBe(0);
  });

  it("is refused before the first byte when it is empty or larger than TikTok takes", async () => {
    const start = (bytes: number) => startUpload(lena, { fileName: "a.mp4", bytes, checksum: null }, 0);
    expect(failureOf((await start(0)) as never)).toBe("media.empty");
    expect(failureOf((await start(UPLOAD_LIMIT + 1)) as never)).toBe("media.over_upload_limit");
    expect(await start(UPLOAD_LIMIT)).toMatchObject({ ok: true, value: { kind: "open" } });
  });

  it("leaves nothing when it is cancelled, when nobody can read it, and when it is not what the browser read", async () => {
    const cancelled = await uploads.open(lena, file.length);
    await sendFrom(address(cancelled.id), 0, file.slice(0, 1000));
    expect(await cancelUpload(lena, cancelled.id)).toEqual({ ok: true, value: null });
    expect(await offsetAt(address(cancelled.id))).toEqual({ status: 404 });

    const noise = await uploads.open(lena, 1000);
    await sendFrom(address(noise.id), 0, new Uint8Array(1000).fill(7));
    expect(failureOf(await finish(noise.id))).toBe("media.unreadable");
    expect(failureOf(await finish(noise.id)), "also when asked again").toBe("media.unreadable");

    const other = await uploads.open(lena, file.length);
    await sendFrom(address(other.id), 0, file);
    expect(failureOf(await finish(other.id, "0".repeat(64)))).toBe("media.altered");

    expect(waiting()).toEqual([]);
    expect(readdirSync(uploads.mediaFolder)).toEqual(["incoming"]);
    expect(await lena.db.select().from(media)).toEqual([]);
  });

  it("tells a full disk in its own words, keeps what arrived, and goes on when there is room", async () => {
    const { id } = await uploads.open(lena, file.length);
    const path = incomingPath(uploads.mediaFolder, id);
    rmSync(path);
    symlinkSync("/dev/full", path);
    expect((await sendFrom(address(id), 0, file)).status).toBe(507);
    rmSync(path);
    writeFileSync(path, "");
    expect((await sendFrom(address(id), 0, file)).status).toBe(204);
    expect((await finish(id)).ok).toBe(true);
  });
});

describe("what has been acknowledged", () => {
  it("is still there after kill -9 in the middle and a restart", { timeout: 20_000 }, async () => {
    const { id } = await uploads.open(lena, file.length);
    const start = async () => {
      const entry = "lib/media-library/test-mortal-receiver.ts";
      const parameters = ["--import", "tsx", entry, uploads.mediaFolder];
      const started = spawn(process.execPath, parameters, { stdio: ["ignore", "pipe", "inherit"] });
      const [line] = await once(started.stdout, "data");
      return { receiving: started, address: `${String(line).trim()}/${id}` };
    };
    const first = await start();
    expect((await sendFrom(first.address, 0, file.slice(0, 500_000))).status).toBe(204);
    const cut = sendFrom(first.address, 500_000, broken(file.slice(500_000, 900_000))).catch(() => "cut");
    await until(
      async () => readFileSync(incomingPath(uploads.mediaFolder, id)).length,
      (size) => size > 500_000,
    );
    first.receiving.kill("SIGKILL");
    expect(await cut).toBe("cut");
    const second = await start();
    const offset = Number(await offsetAt(second.address));
    expect(offset).toBeGreaterThanOrEqual(500_000);
    expect((await sendFrom(second.address, offset, file.slice(offset))).status).toBe(204);
    second.receiving.kill("SIGKILL");
    expect(await finish(id, await checksumOf(file))).toMatchObject({ ok: true });
    expect(readFileSync(locateMedia(uploads.mediaFolder, id)).equals(file)).toBe(true);
  });
});

describe("a workspace's quota", () => {
  it("is not used up by uploads that the storage could not open", async () => {
    rmSync(uploads.mediaFolder, { recursive: true, force: true });
    writeFileSync(uploads.mediaFolder, "a file where the folder should be");
    const wish = { fileName: "clip.mp4", bytes: 3_000_000, checksum: null };
    for (let each = 0; each < 4; each++) await expect(startUpload(lena, wish, 10_000_000)).rejects.toThrow();
    rmSync(uploads.mediaFolder);
    expect(await startUpload(lena, wish, 10_000_000)).toMatchObject({ ok: true });
  });

  const QUOTA = 10_000_000;
  const start = (scope: Uploader, bytes: number) =>
    startUpload(scope, { fileName: "a.mp4", bytes, checksum: null }, QUOTA);

  it("counts what is stored and what is on its way, also of one moment, and not what is deleted", async () => {
    await bring(file);
    const both = await Promise.all([start(lena, 4_000_000), start(lena, 4_000_000)]);
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
    const refused = both.find(({ ok }) => !ok);
    expect(refused).toMatchObject({
      problem: { failure: { code: "storage.quota", args: { used: "7 MB", quota: "10 MB", size: "4 MB" } } },
    });
    expect((await start(await uploads.uploader("kess@example.com"), 9_000_000)).ok).toBe(true);
    const [{ id: mediaId } = { id: "" }] = await lena.db.select({ id: media.id }).from(media);
    await deleteMedia(lena, { mediaId });
    expect((await start(lena, 4_000_000)).ok).toBe(true);
  });

  it("counts a file once, however often it is brought, and takes it off once, however often it is deleted", async () => {
    await bring(await uploads.videoOf(2_000_000, 7));
    const twice = [await uploads.open(lena, file.length), await uploads.open(lena, file.length)];
    for (const { id } of twice) await sendFrom(address(id), 0, file);
    const [taken] = await Promise.all(twice.map(({ id }) => finish(id)));
    expect(await storedBytes(lena)).toBe(5_000_000);
    const mediaId = taken?.ok ? taken.value.id : "";
    await Promise.all([deleteMedia(lena, { mediaId }), deleteMedia(lena, { mediaId })]);
    await deleteMedia(lena, { mediaId });
    expect(await storedBytes(lena)).toBe(2_000_000);
    expect(await storedBytes(await uploads.uploader("other@example.com"))).toBe(0);
  });
});

describe("a file that is here already", () => {
  it("is not sent again: the same size is compared by checksum, within the workspace alone", async () => {
    const large = await uploads.videoOf(PIECE_BYTES + 1_000_000);
    const stored = await bring(large);
    if (!stored.ok) throw new Error(JSON.stringify(stored));
    const wish = { fileName: "again.mp4", bytes: large.length, checksum: null };
    expect(await startUpload(lena, wish, 0)).toEqual({ ok: true, value: { kind: "compare" } });
    const checksum = await checksumOf(large);
    const known = { ok: true, value: { kind: "known", media: { id: stored.value.id } } };
    expect(await startUpload(lena, { ...wish, checksum }, 0)).toMatchObject(known);
    const other = await checksumOf(await uploads.videoOf(large.length, 1));
    expect(await startUpload(lena, { ...wish, checksum: other }, 0)).toMatchObject({
      value: { kind: "open" },
    });
    const kess = await uploads.uploader("kess@example.com");
    expect(await startUpload(kess, { ...wish, checksum }, 0)).toMatchObject({ value: { kind: "open" } });
    rmSync(locateMedia(uploads.mediaFolder, stored.value.id));
    expect(await startUpload(lena, { ...wish, checksum }, 0)).toMatchObject({ value: { kind: "open" } });
  });

  it("is kept once when it was sent twice at the same time", async () => {
    const [one, two] = [await uploads.open(lena, file.length), await uploads.open(lena, file.length)];
    for (const { id } of [one, two]) await sendFrom(address(id), 0, file);
    const first = await finish(one.id);
    expect(await finish(two.id)).toEqual(first);
    expect(readdirSync(uploads.mediaFolder).sort()).toEqual([one.id, "incoming"].sort());
  });
});

describe("what nobody goes on with", () => {
  it("is cleaned away after a day, and what became a file stays", async () => {
    const left = await uploads.open(lena, file.length);
    await sendFrom(address(left.id), 0, file.slice(0, 1000));
    const kept = await bring(file);
    uploads.time.now += KEPT_MS - 1000;
    const alive = await uploads.open(lena, 50);
    expect(await sweepUploads(lena)).toBe(0);
    uploads.time.now += 2000;
    expect(await sweepUploads(lena)).toBe(2);
    expect(await offsetAt(address(left.id))).toEqual({ status: 404 });
    expect(waiting().sort()).toEqual([alive.id, `${alive.id}.json`].sort());
    expect(kept.ok && readFileSync(locateMedia(uploads.mediaFolder, kept.value.id)).length).toBe(file.length);
  });
});

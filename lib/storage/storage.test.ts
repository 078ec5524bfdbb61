import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newId } from "#lib/db/id";
import { diskStorage } from "./disk-storage";
import { incomingFolder, locateMedia } from "./locate";
import { openRange, parseRange, sizeOf } from "./open-range";
import { type Parcel, receive } from "./receive";

let mediaFolder: string;
beforeEach(async () => {
  mediaFolder = await mkdtemp(join(tmpdir(), "aircheck-storage-"));
});
afterEach(() => rm(mediaFolder, { recursive: true, force: true }));

const streamOf = (...pieces: Uint8Array[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });

const parcel = (more: Partial<Parcel> = {}): Parcel => ({
  mediaFolder,
  mediaId: newId(Date.now()),
  body: streamOf(new Uint8Array([1, 2, 3])),
  declared: 3,
  limit: 100,
  ...more,
});
const waiting = () => readdir(incomingFolder(mediaFolder)).catch(() => []);

describe("receiving a file", () => {
  it("writes every byte and hashes them, and keeps the file under our own id", async () => {
    const bytes = randomBytes(300_000);
    const body = streamOf(bytes.subarray(0, 100_000), bytes.subarray(100_000));
    const received = await receive(parcel({ body, declared: bytes.length, limit: 1_000_000 }));
    if (received.kind !== "received") throw new Error(received.kind);
    expect(received.bytes).toBe(bytes.length);
    expect(received.sha256).toBe(createHash("sha256").update(bytes).digest("hex"));
    await diskStorage(mediaFolder).keepFile(received.mediaId, received.path);
    expect(bytes.equals(await readFile(locateMedia(mediaFolder, received.mediaId)))).toBe(true);
    expect(await waiting()).toEqual([]);
    await diskStorage(mediaFolder).discard(received.mediaId);
    expect(await sizeOf(mediaFolder, received.mediaId)).toBeUndefined();
  });

  it("refuses by the announced length before it reads", async () => {
    let pulled = 0;
    const body = new ReadableStream<Uint8Array>({ pull: () => void pulled++ }, { highWaterMark: 0 });
    expect(await receive(parcel({ body, declared: 101 }))).toEqual({ kind: "too_large", bytes: 101 });
    expect(pulled).toBe(0);
  });

  it("stops as soon as more than the limit comes, whatever was announced, and leaves nothing", async () => {
    let cancelled = false;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(40)),
      cancel: () => {
        cancelled = true;
      },
    });
    expect(await receive(parcel({ body, declared: null }))).toEqual({ kind: "too_large", bytes: 120 });
    expect(cancelled).toBe(true);
    expect(await waiting()).toEqual([]);
  });

  it("tells a body that broke off from a whole one", async () => {
    expect(await receive(parcel({ declared: 5 }))).toEqual({ kind: "interrupted", arrived: 3, declared: 5 });
    let sent = false;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent) controller.error(new Error("aborted"));
        else controller.enqueue(new Uint8Array(4));
        sent = true;
      },
    });
    expect(await receive(parcel({ body, declared: 9 }))).toEqual({
      kind: "interrupted",
      arrived: 4,
      declared: 9,
    });
    expect(await waiting()).toEqual([]);
  });

  it("removes what a dead process left an hour ago, and nothing younger", async () => {
    await receive(parcel({ declared: 4 }));
    const [old, young] = [
      join(incomingFolder(mediaFolder), "old"),
      join(incomingFolder(mediaFolder), "young"),
    ];
    await writeFile(old, "x");
    await writeFile(young, "x");
    const past = Date.now() / 1000 - 3700;
    await utimes(old, past, past);
    await receive(parcel({ declared: 4 }));
    expect(await waiting()).toEqual(["young"]);
  });

  it("takes no path for an id", () => {
    for (const id of ["../../etc/passwd", "a/b", "", "incoming"])
      expect(() => locateMedia(mediaFolder, id)).toThrow(TypeError);
  });
});

describe("reading a part", () => {
  it.each([
    [null, null],
    ["bytes=0-3", { start: 0, end: 3 }],
    ["bytes=4-", { start: 4, end: 9 }],
    ["bytes=-3", { start: 7, end: 9 }],
    ["bytes=-30", { start: 0, end: 9 }],
    ["bytes=8-100", { start: 8, end: 9 }],
    ["bytes=10-", "unsatisfiable"],
    ["bytes=-0", "unsatisfiable"],
    ["bytes=5-2", null],
    ["bytes=0-1,4-5", null],
    ["lines=1-2", null],
  ] as const)("reads %s of ten bytes", (header, expected) => {
    expect(parseRange(header, 10)).toEqual(expected);
  });

  it("sends just those bytes", async () => {
    const received = await receive(parcel({ body: streamOf(new Uint8Array([0, 1, 2, 3, 4])), declared: 5 }));
    if (received.kind !== "received") throw new Error(received.kind);
    await diskStorage(mediaFolder).keepFile(received.mediaId, received.path);
    const part = new Response(openRange(mediaFolder, received.mediaId, { start: 1, end: 3 }));
    expect([...new Uint8Array(await part.arrayBuffer())]).toEqual([1, 2, 3]);
  });
});

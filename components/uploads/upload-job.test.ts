import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { keepConverted } from "#components/compose/keep-converted";
import { failure } from "#lib/errors/failure";
import { type Problem, refuse, refuseWith } from "#lib/errors/result";
import type { UploadView } from "#lib/media/upload-view";
import type { MediaView } from "#lib/media/view";
import { checksumOfFile, fingerprintOf } from "./hash-file";
import { Hold, isHeld } from "./hold";
import { readRemembered, remember } from "./remembered";
import { type Answer, browserWithServer } from "./test-server";
import { UploadCard } from "./upload-card";
import { UploadJob } from "./upload-job";

const PLACE = { workspaceId: "rooftop", name: "video:new" };
const BYTES = 500_000;
const fileOf = (middle: number) =>
  new File([new Uint8Array(BYTES).fill(1).fill(middle, 200_000, 300_000)], "clip.mp4");
const FILE = fileOf(1);
const view = (arrived = BYTES): UploadView => ({
  ...{ id: "one", fileName: "clip.mp4", bytes: BYTES, arrived },
  to: { kind: "disk" },
});
const ok = (value: unknown): Answer => ({ body: { ok: true, value } });
const OPENED = ok({ kind: "open", upload: view() });
const STORED = ok({ id: "one" });
const at = "2026-11-26T20:00:00Z";

let say: Partial<Record<"start" | "view" | "finish", Answer>>;
let there: Awaited<ReturnType<typeof browserWithServer>>;
beforeEach(async () => {
  say = {};
  const usual = { start: OPENED, view: ok(view()), finish: STORED, cancel: ok(null) };
  there = await browserWithServer(({ what }) => ({ ...usual, ...say })[what as keyof typeof usual]);
});
afterEach(() => there.close());

const fresh = () => new UploadJob(PLACE, { id: "upload-1", file: FILE }, () => {});
const fromBefore = () => new UploadJob(PLACE, { id: "upload-2", view: view(100_000) }, () => {});
const memory = (fingerprint: string) =>
  remember(PLACE.workspaceId, {
    ...{ uploadId: "one", place: PLACE.name, fileName: "clip.mp4", bytes: BYTES, fingerprint },
  });

it("a server that cannot check a file is asked some times, then its person is told; asked to, it goes on", async () => {
  say.finish = { status: 500 };
  const job = fresh();
  const over = job.run();
  const pressing = setInterval(there.backOnline, 10);
  await over;
  clearInterval(pressing);
  expect(job.item).toMatchObject({ state: "stopped", why: "trouble" });
  expect(there.times("finish")).toBe(5);
  expect(await isHeld("one"), "it has not ended, so no other page goes on with it").toBe(true);
  say.finish = STORED;
  await job.run();
  expect(job.item).toMatchObject({ state: "done", why: null, media: { id: "one" } });
  expect(await isHeld("one")).toBe(false);
});

it.each([
  [
    refuseWith(failure("storage.quota", { used: "7 MB", quota: "10 MB", size: "4 MB" }, { at })),
    "storage.quota",
  ],
  [refuseWith(failure("storage.full", {}, { at })), "storage.full"],
])("without room it stops for that reason and goes on once there is some: %#", async (body, code) => {
  say.start = { body };
  const job = fresh();
  await job.run();
  expect(job.item).toMatchObject({ state: "stopped", failure: { code }, file: FILE });
  say.start = OPENED;
  await job.run();
  expect(job.item).toMatchObject({ state: "done", failure: null });
});

it("a page keeps an upload to itself over a break and a pause; another one neither goes on beside it nor discards it", async () => {
  say.finish = { status: 503 };
  const job = fresh();
  const paused = job.run();
  await vi.waitFor(() => expect(job.item.state).toBe("offline"));
  there.backOnline();
  await vi.waitFor(() => expect(there.times("finish")).toBe(2));
  await vi.waitFor(() => expect(job.item.state).toBe("offline"));
  job.pause();
  await paused;
  expect(await isHeld("one")).toBe(true);

  const other = fromBefore();
  expect(await other.choose(FILE)).toBe(true);
  await other.run();
  expect(other.item).toMatchObject({ state: "unfinished", why: "elsewhere", file: null });
  await other.drop();
  expect(there.times("cancel")).toBe(0);

  say.finish = STORED;
  await job.run();
  expect(job.item.state).toBe("done");
  expect(await isHeld("one")).toBe(false);
});

it("what a page lets go of can be taken in the same moment, by itself or by another one", async () => {
  const [one, other] = [new Hold(), new Hold()];
  expect([await one.take("a"), await other.take("a")]).toEqual([true, false]);
  one.release();
  expect([await other.take("a"), await one.take("a")]).toEqual([true, false]);
  const taking = one.take("b");
  one.release();
  await taking;
  expect(await isHeld("b"), "let go of before it was there").toBe(false);
  other.release();
});

it("what had arrived whole before a reload is compared with its file where the browser still has it", async () => {
  memory(await fingerprintOf(FILE));
  for (const [back, checksum] of [
    [{ kind: "file", file: FILE }, await checksumOfFile(FILE)],
    [{ kind: "file", file: new File(["another"], "clip.mp4") }, null],
    [{ kind: "asks" }, null],
  ] as const) {
    memory(await fingerprintOf(FILE));
    const job = fromBefore();
    await job.end(Promise.resolve(back));
    expect(job.item.state).toBe("done");
    expect(there.asked.at(-1)).toMatchObject({ what: "finish", body: { checksum } });
  }
});

/** A file on a disk that is away for the first so many readings. */
class AwayFile extends File {
  constructor(private away: number) {
    super([FILE], FILE.name);
  }
  override slice(start?: number, end?: number) {
    // The ends of a file are looked at before.
    if (there.times("start") === 0 || this.away-- <= 0) return super.slice(start, end);
    return { arrayBuffer: () => Promise.reject(new DOMException("away", "NotReadableError")) } as Blob;
  }
}

it("a checksum that could not be read is read again: no file is taken without having been compared", async () => {
  const job = new UploadJob(PLACE, { id: "upload-1", file: new AwayFile(3) }, () => {});
  await job.run();
  expect(there.asked.at(-1)).toMatchObject({
    what: "finish",
    body: { checksum: await checksumOfFile(FILE) },
  });
  expect(job.item.state).toBe("done");
});

it("a file that can no longer be read when all of it has arrived has to be chosen again", async () => {
  const job = new UploadJob(PLACE, { id: "upload-1", file: new AwayFile(100) }, () => {});
  await job.run();
  expect(job.item).toMatchObject({ state: "unfinished", why: "unreadable" });
  expect(there.times("finish")).toBe(0);
  expect(await job.choose(FILE)).toBe(true);
  await job.run();
  expect(there.asked.at(-1)?.body).toMatchObject({ checksum: await checksumOfFile(FILE) });
});

it("a page without https says once that nothing is compared there, and no other page does", () => {
  const { item } = fresh();
  const nothing = () => {};
  const deeds = {
    onPause: nothing,
    onResume: nothing,
    onCancel: nothing,
    onChoose: nothing,
    onContinue: nothing,
  };
  const said = () =>
    renderToStaticMarkup(createElement(UploadCard, { item, accept: "video/*", ...deeds })).includes(
      "not on https",
    );
  expect(said()).toBe(false);
  vi.stubGlobal("crypto", {});
  expect(said()).toBe(true);
});

it("where a browser cannot hash, another file of the same size is told apart all the same", async () => {
  vi.stubGlobal("crypto", {});
  memory(await fingerprintOf(FILE));
  const job = fromBefore();
  expect(await job.choose(fileOf(2))).toBe(false);
  expect(job.item).toMatchObject({ state: "unfinished", why: "other_file" });
  expect(await job.choose(fileOf(1))).toBe(true);
  expect(job.uploadId).toBe("one");
});

it("where nobody can tell whether it is the same file, it is sent from the start", async () => {
  memory("");
  const job = fromBefore();
  expect(await job.choose(FILE)).toBe(true);
  expect(job).toMatchObject({ uploadId: null, item: { state: "waiting", sent: 0 } });
  expect(there.times("cancel")).toBe(1);
});

it.each<[string, Problem]>([
  ["no room", { kind: "failure", failure: failure("storage.full", {}, { at }) }],
  ["signed out", { kind: "signed_out" }],
  ["no right", { kind: "not_allowed", needs: "media:upload" }],
])("a converted file that is refused says why: %s", async (_, problem) => {
  say.start = { body: refuse(problem) };
  const original = { id: "original" } as MediaView;
  expect(await keepConverted(PLACE.workspaceId, FILE, original)).toEqual({ ok: false, problem });
});

it("a converted file names its original, and nothing of it is remembered for after a reload", async () => {
  say.finish = { status: 500 };
  const keeping = keepConverted(PLACE.workspaceId, FILE, { id: "original" } as MediaView);
  await vi.waitFor(() => expect(there.times("finish")).toBe(1));
  expect(readRemembered(PLACE.workspaceId)).toEqual([]);
  expect(there.asked.at(-1)?.body).toMatchObject({ convertedFrom: "original" });
  say.finish = STORED;
  const pressing = setInterval(there.backOnline, 10);
  expect(await keeping).toMatchObject({ ok: true, value: { id: "one" } });
  clearInterval(pressing);
});

import { openAsBlob } from "node:fs";
import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { UploadView } from "#lib/media/upload-view";
import { type Answer, browserWithServer } from "./test-server";
import { UploadJob } from "./upload-job";

// The build for browsers, where the tests' own resolution would take the one for Node.
vi.mock("tus-js-client", () => import("tus-js-client/dist/tus.js" as "tus-js-client"));

const PLACE = { workspaceId: "rooftop", name: "video:new" };
const BYTES = 300_000;
const view = (arrived: number): UploadView => ({
  ...{ id: "one", fileName: "clip.mp4", bytes: BYTES, arrived },
  to: { kind: "disk" },
});
const ok = (value: unknown): Answer => ({ body: { ok: true, value } });

let arrived: number;
let send: () => Answer | Promise<Answer>;
let there: Awaited<ReturnType<typeof browserWithServer>>;
let folder: string;
let job: UploadJob;
const path = () => join(folder, "clip.mp4");
const onDisk = async () => new File([await openAsBlob(path())], "clip.mp4");
const takeAll = () => ({ status: 204, arrived: BYTES });
beforeEach(async () => {
  arrived = 100_000;
  send = takeAll;
  there = await browserWithServer(({ what }) => {
    if (what === "start") return ok({ kind: "open", upload: view(arrived) });
    if (what === "view") return ok(view(arrived));
    if (what === "offset") return { arrived, of: BYTES };
    return what === "send" ? send() : ok(what === "finish" ? { id: "one" } : null);
  });
  folder = await mkdtemp(join(tmpdir(), "aircheck-send-"));
  await writeFile(path(), new Uint8Array(BYTES).fill(3));
  job = new UploadJob(PLACE, { id: "upload-1", file: await onDisk() }, () => {});
});
afterEach(async () => {
  job.stop();
  await there.close();
  await rm(folder, { recursive: true });
});

it.each([
  [413, "media.upload_too_large"],
  [400, "media.upload_refused"],
  [405, "media.upload_refused"],
  [415, "media.upload_refused"],
])("a %i for a part of the file stops it, says why, and one press goes on", async (status, code) => {
  send = () => ({ status, body: "<html>" });
  await job.run();
  expect(job.item).toMatchObject({ state: "stopped", failure: { code, support: { httpStatus: status } } });
  expect(there.times("send"), "it is not sent again and again").toBe(1);
  expect(there.times("cancel"), "what arrived is kept").toBe(0);
  send = takeAll;
  await job.run();
  expect(job.item).toMatchObject({ state: "done", failure: null });
});

it("a server that is reached and yet gets nothing of the file is not sent to without end", async () => {
  send = () => {
    // A byte more is progress.
    if (there.times("send") === 4) arrived += 1;
    return { drop: true };
  };
  const pressing = setInterval(there.backOnline, 10);
  await job.run();
  clearInterval(pressing);
  expect(job.item).toMatchObject({ state: "stopped", failure: { code: "media.upload_stuck" } });
  expect(there.times("send"), "four, and eight more after the progress").toBe(12);
});

it("a file that was changed on the way is told as such; chosen again as it was, it goes on where it stood", async () => {
  send = async () => {
    await rename(path(), `${path()}.kept`);
    return { drop: true };
  };
  await job.run();
  expect(job.item).toMatchObject({ state: "unfinished", why: "unreadable", file: null });
  expect(there.times("cancel")).toBe(0);
  await rename(`${path()}.kept`, path());
  expect(await job.choose(await onDisk())).toBe(true);
  send = takeAll;
  await job.run();
  expect(job.item).toMatchObject({ state: "done", why: null });
  expect(there.times("start")).toBe(1);
});

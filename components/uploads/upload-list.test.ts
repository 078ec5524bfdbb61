import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { remember } from "./remembered";
import { type Answer, browserWithServer } from "./test-server";
import { UploadList } from "./upload-list";

const BYTES = 1_000;
const NAMES = ["a.mp4", "b.mp4", "c.mp4", "d.mp4"];
const ok = (value: unknown): Answer => ({ body: { ok: true, value } });

/** What the server answers when it has checked an upload, once somebody lets it. */
let letGo: Map<string, () => void>;
let there: Awaited<ReturnType<typeof browserWithServer>>;
let list: UploadList;
beforeEach(async () => {
  letGo = new Map();
  const view = (id: string) => ({ id, fileName: id, bytes: BYTES, arrived: BYTES, to: { kind: "disk" } });
  there = await browserWithServer(({ what, path, body }) => {
    if (what === "start") return ok({ kind: "open", upload: view(String(body.fileName)) });
    const id = path.split("/").at(-2) ?? "";
    if (what === "finish") return new Promise((resolve) => letGo.set(id, () => resolve(ok({ id }))));
    return ok({ ...view(path.split("/").at(-1) ?? ""), arrived: 400 });
  });
  list = new UploadList({ workspaceId: "rooftop", name: "photos:new" });
});
afterEach(async () => {
  list.leave();
  await there.close();
});

const stateOf = (name: string) => list.items.find(({ fileName }) => fileName === name)?.state;

it("three files are under way at once; the next one waits for a place and gets it", async () => {
  list.add(NAMES.map((name) => new File([new Uint8Array(BYTES)], name)));
  // None of them ends before all three are there, so that one after the other would come to a stand.
  await vi.waitFor(() => expect([...letGo.keys()].sort()).toEqual(["a.mp4", "b.mp4", "c.mp4"]));
  expect(stateOf("d.mp4")).toBe("waiting");
  letGo.get("b.mp4")?.();
  await vi.waitFor(() => expect([...letGo.keys()]).toContain("d.mp4"));
  expect(NAMES.map(stateOf)).toEqual(["checking", "done", "checking", "checking"]);
  for (const end of letGo.values()) end();
  await vi.waitFor(() => expect(NAMES.map(stateOf)).toEqual(["done", "done", "done", "done"]));
});

it("an upload from before a reload that is cancelled and taken back stands as it stood, without its file", async () => {
  const place = "photos:new";
  remember("rooftop", { uploadId: "a.mp4", place, fileName: "a.mp4", bytes: BYTES, fingerprint: "print" });
  await list.find();
  const [found] = list.items;
  expect(found).toMatchObject({ state: "unfinished", sent: 400 });
  const takeBack = list.cancel(found?.id ?? "");
  expect(list.items).toEqual([]);
  takeBack();
  expect(list.items).toEqual([found]);
  expect(there.times("finish")).toBe(0);
});

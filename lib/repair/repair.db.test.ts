import { readdir } from "node:fs/promises";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { isPhoto } from "#lib/db/json";
import { media, repair } from "#lib/db/schema";
import { failure } from "#lib/errors/failure";
import { storedBytes } from "#lib/media-library/queries";
import { checksumsOf } from "#lib/storage/checksums";
import type { Scope } from "#lib/workspaces/scope";
import { inspect, judge } from "#simulator/inspect";
import { cancelRepair } from "./cancel-repair";
import { blockingIn } from "./judge-file";
import { findRepair } from "./queries";
import { requestRepair } from "./request-repair";
import { LetGo, runRepair } from "./run-repair";
import { sweepRepairs } from "./sweep-repairs";
import { createBench, drawn } from "./test-bench";
import type { EnqueueRepair } from "./workshop";

let bench: Awaited<ReturnType<typeof createBench>>;
let scope: Scope;
let jobs: string[];
beforeAll(async () => {
  bench = await createBench();
});
afterAll(() => bench.close());
beforeEach(async () => {
  await bench.reset();
  scope = await bench.addWorkspace("kess@example.com");
  jobs = [];
});

const alive = new AbortController().signal;
const enqueueRepair: EnqueueRepair = async (_, { repairId }) => void jobs.push(repairId);
const slowHevc = () =>
  bench.make("slow.mov", [
    ...drawn("360x640", 15, 1),
    ...["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error", "-tag:v", "hvc1"],
    ...["-c:a", "aac", "-shortest"],
  ]);
/** Long enough that somebody can come in between. */
const long = () =>
  bench.make("long.mp4", [
    ...drawn("720x1280", 15, 20),
    "-c:v",
    "libx264",
    "-preset",
    "ultrafast",
    "-c:a",
    "aac",
  ]);

async function stored(make: () => Promise<string>, fileName: string) {
  return bench.store(scope.actor.workspaceId, await make(), fileName);
}

async function ask(mediaId: string, more: { maxSeconds?: number; refused?: boolean } = {}) {
  const asked = { mediaId, maxSeconds: null, refused: false, ...more };
  const answered = await requestRepair({ ...scope, enqueueRepair }, asked);
  if (!answered.ok) throw new Error(JSON.stringify(answered.problem));
  return answered.value;
}

const rowOf = async (id: string) => {
  const [row] = await bench.world.db.select().from(repair).where(eq(repair.id, id));
  if (!row) throw new Error("The conversion is gone.");
  return row;
};

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400 && !(await holds()); tries++) await new Promise((go) => setTimeout(go, 25));
}

describe("a conversion", () => {
  it("makes of 15 frames of H.265 in MOV what TikTok takes, and keeps the original", async () => {
    const file = await stored(slowHevc, "sea.mov");
    const asked = await ask(file.id, { maxSeconds: 60 });
    expect(asked).toMatchObject({ state: "queued", plan: { kind: "encode", frameRate: 30, width: 720 } });
    expect(jobs).toEqual([asked.id]);
    await runRepair(bench.world, asked.id, alive);
    const view = await findRepair(scope, asked.id);
    expect(view).toMatchObject({ state: "done", share: 1, failure: null });
    const result = view?.result;
    expect(result).toMatchObject({
      fileName: "sea (converted).mp4",
      facts: { container: "mp4", videoCodec: "avc", audioCodec: "aac", width: 720, height: 1280 },
    });
    if (!result || isPhoto(result.facts)) throw new Error("There is no video.");
    expect(result.facts.frameRate).toBeCloseTo(30, 1);
    expect(blockingIn(result, { maxSeconds: 60 })).toEqual([]);
    expect(judge(await inspect(await bench.storage.addressOf(result.id)), 60)).toBeNull();
    expect(await bench.storage.sizeOf(file.id)).toBe(file.bytes);
    const [row] = await bench.world.db.select().from(media).where(eq(media.id, result.id));
    expect(row?.repairedFrom).toBe(file.id);
    expect(await storedBytes(scope)).toBe(row?.bytes);
    expect(await checksumsOf(bench.storage, result.id)).toMatchObject({
      sha256: row?.sha256,
      pieces: row?.pieces,
    });
    expect(await readdir(`${bench.storage.folder}/converting`)).toEqual([]);
  });

  it("that is asked for twice is made once, also when both ask at the same time", async () => {
    const file = await stored(slowHevc, "sea.mov");
    const [first, second] = await Promise.all([ask(file.id), ask(file.id)]);
    expect(second.id).toBe(first.id);
    await runRepair(bench.world, first.id, alive);
    const third = await ask(file.id);
    expect(third).toMatchObject({ id: first.id, state: "done" });
    await runRepair(bench.world, first.id, alive);
    expect(await bench.world.db.select().from(media)).toHaveLength(2);
  });

  it("only packs anew where only the container is wrong, and cuts what is too long", async () => {
    const packed = () =>
      bench.make("packed.mkv", [
        ...drawn("360x640", 30, 2),
        "-c:v",
        "libx264",
        "-preset",
        "ultrafast",
        "-c:a",
        "aac",
      ]);
    const file = await stored(packed, "sea.mkv");
    const whole = await ask(file.id);
    expect(whole.plan).toEqual({ kind: "remux", trimSeconds: null });
    const cut = await ask(file.id, { maxSeconds: 1 });
    expect(cut.plan).toEqual({ kind: "remux", trimSeconds: 0.9 });
    for (const { id } of [whole, cut]) await runRepair(bench.world, id, alive);
    const short = (await findRepair(scope, cut.id))?.result?.facts;
    if (!short || isPhoto(short)) throw new Error("There is no video.");
    expect(short.seconds).toBeLessThanOrEqual(1);
    expect(short.seconds).toBeGreaterThan(0.8);
  });

  it("codes anew what was packed anew and did not pass the checks, but packs again where the trouble was another", async () => {
    // Frames enough in all, but too few in the part that is left when it is cut.
    const uneven = () =>
      bench.make("uneven.mkv", [
        ...drawn("360x640", 60, 4),
        ...["-vf", "select='gt(t,2)+not(mod(n,4))'", "-fps_mode", "vfr"],
        ...["-c:v", "libx264", "-preset", "ultrafast", "-bf", "0"],
      ]);
    const file = await stored(uneven, "sea.mkv");
    const first = await ask(file.id, { maxSeconds: 2 });
    expect(first.plan).toEqual({ kind: "remux", trimSeconds: 1.9 });
    const full = failure("storage.full", {}, { at: new Date(bench.clock.now()).toISOString() });
    await bench.world.db
      .update(repair)
      .set({ state: "failed", failure: full })
      .where(eq(repair.id, first.id));
    const second = await ask(file.id, { maxSeconds: 2 });
    expect(second.plan.kind).toBe("remux");
    await runRepair(bench.world, second.id, alive);
    expect(await findRepair(scope, second.id)).toMatchObject({ failure: { code: "repair.not_cured" } });
    expect(await bench.world.db.select().from(media), "what did not pass is not kept").toHaveLength(1);
    const third = await ask(file.id, { maxSeconds: 2 });
    expect(third.plan).toMatchObject({ kind: "encode", frameRate: 30, trimSeconds: 1.9 });
    await runRepair(bench.world, third.id, alive);
    const view = await findRepair(scope, third.id);
    expect(view).toMatchObject({ state: "done", failure: null });
    if (!view?.result) throw new Error("There is no video.");
    expect(judge(await inspect(await bench.storage.addressOf(view.result.id)), 2)).toBeNull();
  });

  it("is not made of what no conversion helps, of nothing wrong, and of what is not there", async () => {
    const fine = await stored(
      () => bench.make("fine.mp4", [...drawn("360x640", 30, 1), "-c:v", "libx264", "-preset", "ultrafast"]),
      "fine.mp4",
    );
    const request = (mediaId: string, refused = false) =>
      requestRepair({ ...scope, enqueueRepair }, { mediaId, maxSeconds: null, refused });
    expect(await request(fine.id)).toEqual({ ok: false, problem: { kind: "changed" } });
    expect(await request(fine.id, true)).toMatchObject({ ok: true, value: { plan: { kind: "encode" } } });
    const thin = { ...fine.facts, width: 20, height: 4000 };
    const path = await bench.make("fine.mp4", []);
    const beyond = await bench.store(scope.actor.workspaceId, path, "thin.mp4", thin);
    expect(await request(beyond.id)).toMatchObject({ problem: { failure: { code: "repair.beyond" } } });
    const other = await bench.addWorkspace("other@example.com");
    const foreign = requestRepair(
      { ...other, enqueueRepair },
      { mediaId: fine.id, maxSeconds: null, refused: true },
    );
    expect(await foreign).toEqual({ ok: false, problem: { kind: "not_found" } });
  });

  it("makes of an AVI, of which only the kind is known, what TikTok takes", async () => {
    const avi = () =>
      bench.make("sea.avi", [...drawn("320x240", 12, 1), "-c:v", "mpeg4", "-c:a", "mp2", "-ar", "44100"]);
    const file = await stored(avi, "sea.avi");
    expect(file.facts).toMatchObject({ mimeType: "video/x-msvideo", isUnread: true });
    const { id, plan } = await ask(file.id, { maxSeconds: 60 });
    expect(plan).toEqual({ kind: "recode", trimSeconds: 59.9 });
    await runRepair(bench.world, id, alive);
    const result = (await findRepair(scope, id))?.result;
    expect(result).toMatchObject({ fileName: "sea (converted).mp4", facts: { width: 960, height: 720 } });
    if (!result) throw new Error("There is no video.");
    expect(judge(await inspect(await bench.storage.addressOf(result.id)), 60)).toBeNull();
  });

  it("of what only ffmpeg reads may take as long as its length allows, and cuts it to the creator's limit", async () => {
    const avi = () => bench.make("long.avi", [...drawn("180x320", 24, 3), "-c:v", "mpeg4", "-c:a", "mp2"]);
    const file = await stored(avi, "long.avi");
    const whole = await ask(file.id);
    const cut = await ask(file.id, { maxSeconds: 2 });
    // Nothing but its length, 3 seconds and 1.9, gives either the time that it takes.
    for (const { id } of [whole, cut]) await runRepair(bench.world, id, alive, { leastLimitMs: 1 });
    const [three, two] = await Promise.all([whole, cut].map(({ id }) => findRepair(scope, id)));
    expect(three).toMatchObject({ state: "done", result: { facts: { seconds: expect.closeTo(3, 0) } } });
    expect(two).toMatchObject({ state: "done", result: { facts: { seconds: expect.closeTo(1.9, 0) } } });
  });

  it("makes a JPEG of a photo, and stores it beside the original", async () => {
    const picture = ["-f", "lavfi", "-i", "color=c=teal:size=2160x2880", "-frames:v", "1"];
    const file = await bench.store(
      scope.actor.workspaceId,
      await bench.make("large.png", picture),
      "Beach.PNG",
    );
    const { id, plan } = await ask(file.id);
    expect(plan).toEqual({ kind: "photo", width: 1080, height: 1440 });
    await runRepair(bench.world, id, alive);
    expect((await findRepair(scope, id))?.result).toMatchObject({
      fileName: "Beach (converted).jpg",
      facts: { kind: "photo", format: "jpeg", mimeType: "image/jpeg", width: 1080, height: 1440 },
    });
  });

  it("of a file whose bytes are gone ends with the reason, and can be asked for again", async () => {
    const path = await bench.make("slow.mov", []);
    const file = await bench.store(scope.actor.workspaceId, path, "sea.mov");
    const { id } = await ask(file.id);
    await bench.storage.discard(file.id);
    await runRepair(bench.world, id, alive);
    expect(await findRepair(scope, id)).toMatchObject({
      state: "failed",
      failure: { code: "media.missing" },
    });
    const again = await ask(file.id);
    expect(again.id).not.toBe(id);
  });
});

describe("a conversion that is under way", () => {
  it("ends within moments when it is canceled, and ffmpeg with it", async () => {
    const { id } = await ask((await stored(long, "long.mp4")).id);
    const running = runRepair(bench.world, id, alive, { leaseMs: 300 });
    await until(async () => (await rowOf(id)).progress > 0);
    expect(await cancelRepair(scope, { repairId: id })).toMatchObject({ value: { state: "canceled" } });
    await running;
    expect(await rowOf(id)).toMatchObject({ state: "canceled", resultId: null });
    expect(await bench.world.db.select().from(media)).toHaveLength(1);
    expect(await readdir(`${bench.storage.folder}/converting`)).toEqual([]);
  });

  it("is let go of when the worker has to stop, for another one to take up at once", async () => {
    const { id } = await ask((await stored(slowHevc, "sea.mov")).id);
    const stop = new AbortController();
    const running = runRepair(bench.world, id, stop.signal);
    await until(async () => (await rowOf(id)).state === "running");
    stop.abort();
    await expect(running).rejects.toThrow(LetGo);
    expect(await rowOf(id)).toMatchObject({ state: "queued", leaseUntil: null });
    await runRepair(bench.world, id, alive);
    expect(await rowOf(id)).toMatchObject({ state: "done", fence: 2 });
  });

  it("of a worker that died is taken over once its lease is over, and the dead one's word counts no more", async () => {
    const { id } = await ask((await stored(slowHevc, "sea.mov")).id);
    const { now } = bench.clock;
    // Somebody took it and was never heard of again.
    const died = { state: "running" as const, fence: 1, leaseUntil: new Date(now() + 400) };
    await bench.world.db.update(repair).set(died).where(eq(repair.id, id));
    await sweepRepairs(bench.world, enqueueRepair, -1);
    expect(jobs).toEqual([id]);
    const began = Date.now();
    const clock = { now: () => now() + Date.now() - began };
    const world = { ...bench.world, clock };
    await Promise.all([runRepair(world, id, alive), runRepair(world, id, alive)]);
    expect(await rowOf(id)).toMatchObject({ state: "done", fence: 2 });
    expect(await bench.world.db.select().from(media)).toHaveLength(2);
    expect(await storedBytes(scope)).toBe((await findRepair(scope, id))?.result?.bytes);
  });
});

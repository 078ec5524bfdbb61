import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FileFacts, isPhoto, type MediaFacts } from "#lib/db/json";
import { measure } from "#lib/media/measure";
import { photoFindings } from "#lib/media/photo-rules";
import { planCarousel } from "#lib/media/plan-carousel";
import { containerFor, planRepair } from "#lib/media/plan-repair";
import { bytesHere, MOST_BYTES_HERE } from "#lib/media/repair-here";
import { checksOf } from "#lib/media/rules";
import { CORPUS, makeCorpus } from "#lib/media/test-corpus";
import { inspect, inspectPhotos, judge, judgePhotos } from "#simulator/inspect";
import { openConverter, type Task } from "./test-here";

// The product's own conversion in a real browser, held against what the server's is held against.

const run = promisify(execFile);
/** Beside what the server puts right: BMP, which only browsers read. */
const repairable = CORPUS.filter((file) => file.repairable || file.name === "photo.bmp").map(
  (file) => file.name,
);
const OTHERS = ["h264.mp4", "vp9.webm", "flat.mp4", "turned-90.mp4", "wide-pixels.mp4"];

let folder: string;
let browser: Awaited<ReturnType<typeof openConverter>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "aircheck-here-"));
  await makeCorpus(
    folder,
    CORPUS.filter(({ name }) => repairable.includes(name) || OTHERS.includes(name)),
  );
  browser = await openConverter(folder);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

async function look(name: string): Promise<{ facts: FileFacts; bytes: number }> {
  const measured = await measure(join(folder, name));
  if (measured.kind !== "measured") throw new Error(`${name}: ${measured.code}`);
  return { facts: measured.facts, bytes: measured.bytes };
}

/** What the compose screen would have this browser do. */
async function taskFor(name: string, limits: { maxSeconds?: number; refused?: boolean } = {}): Promise<Task> {
  const { facts, bytes } = await look(name);
  const { maxSeconds = 600, refused = false } = limits;
  const outlook = isPhoto(facts)
    ? planCarousel([{ id: name, facts, bytes }], new Set())[0]?.outlook
    : planRepair(
        { facts, bytes },
        checksOf({ facts, bytes }, { maxSeconds }).filter(({ ok }) => !ok),
        {
          ...{ maxSeconds, refused },
        },
      );
  if (outlook?.kind !== "repairable") throw new Error(`${name}: ${JSON.stringify(outlook)}`);
  return { name, facts, bytes, plan: outlook.plan };
}

/** Converts, and holds what comes out against our rules and against the simulated TikTok's own look at it. */
async function converted(task: Task, maxSeconds = 600) {
  const done = await browser.convert(task);
  expect(done).toMatchObject({ can: true, outcome: "converted", said: "", open: 0 });
  const name = `${task.name}.converted`;
  const file = await look(name);
  if (isPhoto(file.facts)) {
    expect(photoFindings([{ facts: file.facts, bytes: file.bytes }])).toEqual([]);
    expect(judgePhotos(await inspectPhotos([join(folder, name)]))).toBeNull();
    return { done, file };
  }
  expect(checksOf({ ...file, facts: file.facts }, { maxSeconds }).filter(({ ok }) => !ok)).toEqual([]);
  expect(judge(await inspect(join(folder, name)), maxSeconds)).toBeNull();
  expect(file.facts).toMatchObject({ indexAtEnd: false, isFragmented: false, rotation: 0 });
  return { done, file };
}

const table: string[] = [];
const counts = { converted: 0, photos: 0 };

describe("every file of the corpus that can be put right", () => {
  it.each(repairable)("%s is taken afterwards, or not offered here", async (name) => {
    const task = await taskFor(name);
    const { facts: before, plan } = task;
    if (!(await browser.can(task))) {
      const codec = isPhoto(before) ? before.format : before.videoCodec;
      return void table.push(`${name.padEnd(28)} no, ${plan.kind}: ${codec ?? before.mimeType}`);
    }
    const { file } = await converted(task);
    const after = file.facts;
    table.push(`${name.padEnd(28)} ${plan.kind}, ${after.width} × ${after.height}`);
    counts[isPhoto(after) ? "photos" : "converted"]++;
    if (isPhoto(before) || isPhoto(after) || plan.kind === "recode") return;
    expect(Math.abs(after.seconds - before.seconds)).toBeLessThan(0.3);
    expect(after.audioCodec === null).toBe(before.audioCodec === null);
    if (plan.kind !== "encode") {
      expect(after.videoCodec).toBe(before.videoCodec);
      expect(after.container).toBe(containerFor(before));
      return expect([after.width, after.height]).toEqual([before.width, before.height]);
    }
    expect(file.bytes).toBeLessThan(1.5 * bytesHere(plan, { facts: before, bytes: task.bytes }));
    const { width, height } = plan;
    expect(after).toMatchObject({ container: "mp4", videoCodec: "avc", width, height });
    if (before.audioCodec) expect(after.audioCodec).toBe("aac");
    expect(after.frameRate).toBeCloseTo(plan.frameRate, 1);
  });

  it("is mostly one that this browser converts", () => {
    process.stdout.write(`Converted in the browser:\n${table.join("\n")}\n`);
    expect(table).toHaveLength(repairable.length);
    expect(counts.converted).toBeGreaterThanOrEqual(12);
    expect(counts.photos).toBeGreaterThanOrEqual(7);
  });
});

describe("a conversion in the browser", () => {
  it("cuts to the creator's limit, without coding anew where that is all", async () => {
    const task = await taskFor("h264.mp4", { maxSeconds: 0.6 });
    expect(task.plan).toEqual({ kind: "remux", trimSeconds: 0.5 });
    const { file } = await converted(task, 0.6);
    expect(isPhoto(file.facts) ? 0 : file.facts.seconds).toBeGreaterThan(0.4);
  });

  it("cuts what it codes anew as well", async () => {
    const task = await taskFor("15.mp4", { maxSeconds: 0.6 });
    expect(task.plan).toMatchObject({ kind: "encode", trimSeconds: 0.5 });
    await converted(task, 0.6);
  });

  it("turns the pictures upright for good, makes pixels square, and tells how far it is", async () => {
    const { done, file } = await converted(await taskFor("turned-90.mp4", { refused: true }));
    expect(file.facts).toMatchObject({ width: 720, height: 1280, rotation: 0 });
    expect(done.shares.at(-1)).toBeGreaterThan(0.9);
    const wide = await taskFor("wide-pixels.mp4", { refused: true });
    const { width, height } = wide.facts;
    expect(width / height).toBeCloseTo((360 * 4) / 3 / 640, 2);
    const square = (await converted(wide)).file.facts;
    expect(square.width / square.height).toBeCloseTo(width / height, 2);
  });

  it("makes sound that everybody plays", async () => {
    const task = await taskFor("vp9.webm", { refused: true });
    expect(task.facts).toMatchObject({ audioCodec: "opus" });
    expect((await converted(task)).file.facts).toMatchObject({ videoCodec: "avc", audioCodec: "aac" });
  });

  it("that is cancelled in the middle gives nothing, and keeps none of what it took", async () => {
    const before = await readdir(folder);
    const task = await taskFor("flat.mp4", { refused: true });
    const done = await browser.convert({ ...task, stopAt: 0.2 });
    expect(done).toMatchObject({ can: true, outcome: "stopped", open: 0 });
    expect(done.coders).toBeGreaterThanOrEqual(2);
    expect(done.shares.at(-1)).toBeLessThan(0.9);
    expect(await readdir(folder)).toEqual(before);
    expect(await browser.complaints()).toEqual([]);
    const early = await browser.convert({ ...task, stopAt: 0 });
    expect(early).toMatchObject({ outcome: "stopped", shares: [], coders: 0 });
    // Nor does it stand in the way of the next one.
    await converted(task);
  });

  it("is not offered where the result would not fit in the browser's memory", async () => {
    const task = await taskFor("h264.mkv");
    expect(await browser.can(task)).toBe(true);
    expect(await browser.can({ ...task, bytes: MOST_BYTES_HERE + 1 })).toBe(false);
  });

  it("is not offered for high dynamic range, though it could read it", async () => {
    const options = ["-f", "lavfi", "-i", "testsrc2=size=360x640:rate=12:duration=1", "-c:v", "libvpx-vp9"];
    const colours = ["-pix_fmt", "yuv420p10le", "-color_primaries", "bt2020", "-colorspace", "bt2020nc"];
    const path = join(folder, "pq.webm");
    const speed = ["-deadline", "realtime", "-cpu-used", "8"];
    const transfer = ["-color_trc", "smpte2084"];
    await run(process.env.FFMPEG ?? "ffmpeg", [
      "-v",
      "error",
      ...options,
      ...speed,
      ...colours,
      ...transfer,
      path,
    ]);
    const task = await taskFor("pq.webm");
    expect(task.facts).toMatchObject({ isHdr: true });
    expect(task.plan.kind).toBe("encode");
    expect(await browser.can(task)).toBe(false);
    expect(await browser.can({ ...task, facts: { ...task.facts, isHdr: false } as MediaFacts })).toBe(true);
  });

  it("keeps quiet about what else the file told", async () => {
    const [from, to] = [join(folder, "h264.mp4"), join(folder, "told.mp4")];
    const told = ["-c", "copy", "-metadata", "comment=at home"];
    await run(process.env.FFMPEG ?? "ffmpeg", ["-v", "error", "-i", from, ...told, to]);
    expect((await readFile(to)).includes("at home")).toBe(true);
    await converted(await taskFor("told.mp4", { maxSeconds: 0.6 }), 0.6);
    const bytes = await readFile(`${to}.converted`);
    expect(bytes.includes("at home")).toBe(false);
  });
});

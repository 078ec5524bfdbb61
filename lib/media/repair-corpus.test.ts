import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isPhoto, type MediaFacts } from "#lib/db/json";
import { inspect, inspectPhotos, judge, judgePhotos } from "#simulator/inspect";
import { convert } from "./convert";
import { convertPhoto } from "./convert-photo";
import { type Ffmpeg, findFfmpeg } from "./find-ffmpeg";
import { findLength } from "./find-length";
import { measure } from "./measure";
import { photoFindings } from "./photo-rules";
import { planCarousel } from "./plan-carousel";
import { containerFor, planRepair } from "./plan-repair";
import { checksOf } from "./rules";
import { CORPUS, makeCorpus, PHOTO_CORPUS, VIDEO_CORPUS } from "./test-corpus";
import { turn } from "./test-damage";
import type { CorpusFile } from "./test-recipes";

const run = promisify(execFile);
const LIMITS = { maxSeconds: 600 };
const repairable = ({ repairable: can }: CorpusFile) => can === true;
const named = (name: string) => CORPUS.filter((file) => file.name === name);

let folder: string;
let paths: ReadonlyMap<string, string>;
let ffmpeg: Ffmpeg;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "aircheck-repairs-"));
  const found = await findFfmpeg(process.env.FFMPEG);
  if (!found) throw new Error("There is no ffmpeg that can make H.264 and AAC.");
  ffmpeg = found;
  paths = await makeCorpus(folder, [
    ...CORPUS.filter(repairable),
    ...named("h264.mp4"),
    ...named("flat.mp4"),
    ...named("pq.mp4"),
  ]);
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const pathOf = (name: string): string => paths.get(name) ?? "";

async function factsIn(path: string) {
  const measured = await measure(path);
  if (measured.kind !== "measured") throw new Error(`${path}: ${measured.code}`);
  return measured;
}

async function videoIn(path: string): Promise<{ facts: MediaFacts; bytes: number }> {
  const { facts, bytes } = await factsIn(path);
  if (isPhoto(facts)) throw new Error(`${path} is a photo.`);
  return { facts, bytes };
}

/** Plans and converts, as the server does. */
async function repaired(path: string, maxSeconds = 600, refused = false) {
  const file = await videoIn(path);
  const found = checksOf(file, { maxSeconds }).filter(({ ok }) => !ok);
  const outlook = planRepair(file, found, { maxSeconds, refused });
  if (outlook.kind !== "repairable" || outlook.plan.kind === "photo")
    throw new Error(JSON.stringify(outlook));
  const { plan } = outlook;
  const signal = new AbortController().signal;
  const facts = file.facts.isUnread
    ? { ...file.facts, seconds: (await findLength(ffmpeg, path, file.facts, signal)) ?? 0 }
    : file.facts;
  const to = `${path}.converted`;
  const shares: number[] = [];
  const outcome = await convert({
    ...{ ffmpeg, from: path, to, facts, plan, limitMs: 60_000, signal },
    onProgress: (share) => shares.push(share),
  });
  expect(outcome).toEqual({ kind: "converted" });
  return { plan, to, before: facts, after: await videoIn(to), shares };
}

type Stream = { codec_name: string; profile?: string; pix_fmt?: string; sample_aspect_ratio?: string };
async function streams(path: string): Promise<Stream[]> {
  const { stdout } = await run(process.env.FFPROBE ?? "ffprobe", [
    "-v",
    "error",
    "-of",
    "json",
    "-show_streams",
    path,
  ]);
  return (JSON.parse(stdout) as { streams: Stream[] }).streams;
}

/** What the coded pictures hash to, without their container. */
async function pictureHash(path: string): Promise<string> {
  const filter = ["-bsf:v", "h264_mp4toannexb"];
  const { stdout } = await run(ffmpeg.path, [
    "-v",
    "error",
    "-i",
    path,
    "-map",
    "0:v",
    "-c",
    "copy",
    ...filter,
    "-f",
    "hash",
    "-",
  ]);
  return stdout.trim();
}

/** What ffmpeg has found, and made of it, where nobody knew it before: shapes, and rates that fit, are kept; it grows to 720. */
const FOUND: Record<string, Partial<MediaFacts>> = {
  "xvid.avi": { width: 960, height: 720, frameRate: 25, audioCodec: "aac" },
  "small-and-slow.avi": { width: 960, height: 720, frameRate: 30 },
  "squeezed.mpg": { width: 960, height: 720, frameRate: 25, audioCodec: "aac" },
};

describe("every video of the corpus that can be put right", () => {
  it.concurrent.each(VIDEO_CORPUS.filter(repairable).map(({ name }) => name))(
    "%s is taken afterwards",
    async (name) => {
      const { plan, to, before, after, shares } = await repaired(pathOf(name));
      expect(checksOf(after, LIMITS).filter(({ ok }) => !ok)).toEqual([]);
      expect(judge(await inspect(to), 600)).toBeNull();
      expect(after.facts).toMatchObject({ indexAtEnd: false, isFragmented: false });
      expect(Math.abs(after.facts.seconds - before.seconds)).toBeLessThan(0.3);
      expect(shares.at(-1)).toBeGreaterThan(0.5);
      if (plan.kind === "remux") {
        expect(after.facts.videoCodec).toBe(before.videoCodec);
        expect(after.facts.container).toBe(containerFor(before));
        expect([after.facts.width, after.facts.height]).toEqual([before.width, before.height]);
        return;
      }
      const sides = [after.facts.width, after.facts.height];
      if (Math.max(...sides) < 4096) expect(Math.min(...sides)).toBe(720);
      const [picture, sound] = await streams(to);
      expect(picture).toMatchObject({ codec_name: "h264", profile: "High", pix_fmt: "yuv420p" });
      if (before.audioCodec) expect(sound?.codec_name).toBe("aac");
      if (plan.kind === "recode") return expect(after.facts).toMatchObject(FOUND[name] ?? {});
      expect(after.facts).toMatchObject({
        container: "mp4",
        rotation: 0,
        width: plan.width,
        height: plan.height,
      });
      expect(after.facts.frameRate).toBeCloseTo(plan.frameRate, 1);
    },
  );
});

describe("a conversion", () => {
  it("that only packs anew keeps every coded picture", async () => {
    const { plan, to } = await repaired(pathOf("h264.mkv"));
    expect(plan).toEqual({ kind: "remux", trimSeconds: null });
    expect(await pictureHash(to)).toBe(await pictureHash(pathOf("h264.mp4")));
  });

  it("cuts to the creator's limit, without coding anew where that is all", async () => {
    const { plan, after } = await repaired(pathOf("h264.mp4"), 0.6);
    expect(plan).toEqual({ kind: "remux", trimSeconds: 0.5 });
    expect(after.facts.seconds).toBeLessThanOrEqual(0.6);
    expect(after.facts.seconds).toBeGreaterThan(0.4);
  });

  it("turns the pictures upright for good, and tells how far it is", async () => {
    const path = join(folder, "turned.mp4");
    await writeFile(path, turn(90)(await readFile(pathOf("flat.mp4"))));
    const { plan, after, shares } = await repaired(path, 600, true);
    expect(plan).toMatchObject({ kind: "encode", width: 720, height: 1280, frameRate: 30 });
    expect(after.facts).toMatchObject({ width: 720, height: 1280, rotation: 0 });
    expect(shares.at(-1)).toBeGreaterThan(0.5);
  });

  it("shows high dynamic range as phones do", async () => {
    const { after } = await repaired(pathOf("pq.mp4"), 600, true);
    expect(after.facts.isHdr).toBeFalsy();
  });

  it("reads a file from an object store's address as well as from a disk", async () => {
    const bytes = await readFile(pathOf("h264.mkv"));
    const asked: (string | undefined)[] = [];
    const store = createServer((request, response) => {
      const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0);
      asked.push(request.url);
      response.writeHead(206, {
        "accept-ranges": "bytes",
        "content-range": `bytes ${from}-${bytes.length - 1}/${bytes.length}`,
        "content-length": bytes.length - from,
      });
      response.end(bytes.subarray(from));
    }).listen(0, "127.0.0.1");
    await once(store, "listening");
    const { facts } = await videoIn(pathOf("h264.mkv"));
    const to = join(folder, "from-address.mp4");
    const { port } = store.address() as AddressInfo;
    const outcome = await convert({
      ...{ ffmpeg, from: `http://127.0.0.1:${port}/a?X-Amz-Signature=b%2Fc`, to, facts, limitMs: 60_000 },
      plan: { kind: "remux", trimSeconds: null },
      signal: new AbortController().signal,
      onProgress: () => {},
    });
    store.close();
    expect(outcome).toEqual({ kind: "converted" });
    expect(asked[0]).toBe("/a?X-Amz-Signature=b%2Fc");
    expect((await videoIn(to)).facts.videoCodec).toBe("avc");
  });

  it("never opens what a file names, whatever kind it claims to be", async () => {
    const list = join(folder, "list.mp4");
    await writeFile(list, `ffconcat version 1.0\nfile '${pathOf("h264.mp4")}'\n`);
    const { facts } = await videoIn(pathOf("h264.mp4"));
    const outcome = await convert({
      ...{ ffmpeg, from: list, to: `${list}.converted`, facts, limitMs: 60_000 },
      plan: { kind: "remux", trimSeconds: null },
      signal: new AbortController().signal,
      onProgress: () => {},
    });
    expect(outcome.kind).toBe("broken");
  });

  it("that takes too long is ended", async () => {
    const { facts } = await videoIn(pathOf("h264.mp4"));
    const outcome = await convert({
      ...{ ffmpeg, from: pathOf("h264.mp4"), to: join(folder, "late.mp4"), facts, limitMs: 1 },
      plan: { kind: "encode", width: 1080, height: 1920, frameRate: 60, trimSeconds: null },
      signal: new AbortController().signal,
      onProgress: () => {},
    });
    expect(outcome).toEqual({ kind: "too_slow" });
  });
});

/** What the simulated TikTok answers to a carousel of one photo; null: it takes it. */
const atTikTok = async (path: string) => judgePhotos(await inspectPhotos([path]));

describe("every photo of the corpus that can be put right", () => {
  it.each(PHOTO_CORPUS.filter(repairable).map(({ name }) => name))("%s is taken afterwards", async (name) => {
    const { facts, bytes } = await factsIn(pathOf(name));
    if (!isPhoto(facts)) throw new Error(`${name} is a video.`);
    expect(await atTikTok(pathOf(name))).not.toBeNull();
    const [planned] = planCarousel([{ id: name, facts, bytes }], new Set());
    const outlook = planned?.outlook;
    if (outlook?.kind !== "repairable" || outlook.plan.kind !== "photo")
      throw new Error(JSON.stringify(outlook));
    const to = `${pathOf(name)}.converted`;
    expect(await convertPhoto(await readFile(pathOf(name)), to, outlook.plan)).toEqual({ kind: "converted" });
    const after = await factsIn(to);
    expect(after.facts).toMatchObject({ kind: "photo", format: "jpeg", isAnimated: false });
    expect(Math.abs(after.facts.width - outlook.plan.width)).toBeLessThanOrEqual(1);
    if (!isPhoto(after.facts)) throw new Error("This is a video.");
    expect(photoFindings([{ facts: after.facts, bytes: after.bytes }])).toEqual([]);
    expect(await atTikTok(to)).toBeNull();
  });

  it("stands upright, and on white where nothing was", async () => {
    const clear = { create: { width: 200, height: 300, channels: 4 as const, background: "#00000000" } };
    const to = join(folder, "clear.jpg");
    const png = await sharp(clear).png().withMetadata({ orientation: 6 }).toBuffer();
    await convertPhoto(png, to, { kind: "photo", width: 300, height: 200 });
    const { width, height, orientation } = await sharp(to).metadata();
    expect({ width, height, orientation }).toEqual({ width: 300, height: 200, orientation: undefined });
    const [red] = await sharp(to).raw().toBuffer();
    expect(red).toBe(255);
  });

  it("is refused with a reason where it cannot be opened", async () => {
    const outcome = await convertPhoto(Buffer.from("no photo"), join(folder, "none.jpg"), {
      ...{ kind: "photo", width: 10, height: 10 },
    });
    expect(outcome.kind).toBe("broken");
  });
});

import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { chromium } from "@playwright/test";
import { build } from "esbuild";
import { measure } from "#lib/media/measure";
import { measureFrom } from "#lib/media/measure-from";
import { findBrowser } from "#scripts/find-browser";
import { findFfmpeg } from "#scripts/find-ffmpeg";
import { atMost, type Figure, inTurn, ms } from "./figures";

const run = promisify(execFile);
const GB = 1_000_000_000;
const ROUNDS = 7;
const LONGEST_IN_BROWSER_MS = 1_000;
const COUNTED = ["-v", "error", "-count_packets", "-show_streams", "-show_format"];

/** Looking at a video of 1 GB, with and without a list of its frames, beside ffprobe; in the browser too, and with 4 GB. */
export async function preflight(): Promise<Figure[]> {
  const { ffmpeg, ffprobe } = findFfmpeg();
  const folder = mkdtempSync(join(tmpdir(), "aircheck-preflight-"));
  try {
    const clip = join(folder, "clip.mp4");
    const picture = ["-f", "lavfi", "-i", "testsrc2=size=1080x1920:rate=30:duration=2"];
    const sound = ["-f", "lavfi", "-i", "sine=duration=2"];
    const codec = ["-vf", "noise=alls=40:allf=t", "-c:v", "libx264", "-preset", "ultrafast", "-b:v", "14M"];
    await run(ffmpeg, ["-v", "error", ...picture, ...sound, ...codec, "-pix_fmt", "yuv420p", clip]);
    const loop = (name: string, bytes: number, ...options: string[]) =>
      loopFile(ffmpeg, clip, join(folder, name), bytes, options);
    const one = await loop("one.mp4", GB);
    await measure(one);
    const own = () => timed(() => measure(one));
    const facts = await inTurn(ROUNDS, own, () =>
      timed(() => run(ffprobe, ["-v", "error", "-show_streams", "-show_format", one])),
    );
    const verdict = await inTurn(3, own, () => timed(() => run(ffprobe, [...COUNTED, one])));
    const fragments = await loop("fragments.mp4", GB, "-movflags", "frag_keyframe+empty_moov");
    const webm = await webmOf(ffmpeg, clip, folder);
    const unlisted = [
      ...(await withoutList("in fragments", fragments, folder, ffprobe)),
      ...(await withoutList("of WebM", webm, folder, ffprobe)),
    ];
    const inBrowser = await browserTimes(folder, one);
    const four = await loop("four.mp4", 3.99 * GB);
    const read = await bytesRead(four);
    const large = await browserTimes(folder, four);
    return [
      {
        what: `container facts of ${size(one)}, index at the end`,
        ours: ms(facts.ours),
        reference: `${ms(facts.reference)} ffprobe`,
        ratio: facts.ratio,
        goal: "at most 0.1",
        met: atMost(facts.ratio, 0.1),
      },
      {
        what: "whole verdict, frame rate over all packets",
        ours: ms(verdict.ours),
        reference: `${ms(verdict.reference)} ffprobe -count_packets`,
        ratio: verdict.ratio,
        goal: "at most 0.5",
        met: atMost(verdict.ratio, 0.5),
      },
      ...unlisted,
      ...[
        { path: one, times: inBrowser },
        { path: four, times: large },
      ].map(({ path, times }) => ({
        what: `whole verdict on ${size(path)} in the browser`,
        ours: ms(times),
        reference: "",
        ratio: null,
        goal: "under 1 s",
        met: atMost(times, LONGEST_IN_BROWSER_MS),
      })),
      {
        what: `bytes read of ${size(four)}`,
        ours: `${(read / 1e6).toFixed(1)} MB`,
        reference: "",
        ratio: null,
        goal: "at most 16 MB",
        met: atMost(read, 16e6),
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const size = (path: string) => `${(statSync(path).size / GB).toFixed(2)} GB`;

/** A file of so many bytes: a short one, again and again. */
async function loopFile(ffmpeg: string, clip: string, path: string, bytes: number, options: string[]) {
  const times = String(Math.ceil(bytes / statSync(clip).size) - 1);
  await run(ffmpeg, ["-v", "error", "-stream_loop", times, "-i", clip, "-c", "copy", ...options, path]);
  return path;
}

async function webmOf(ffmpeg: string, clip: string, folder: string): Promise<string> {
  const short = join(folder, "clip.webm");
  const codec = [
    "-c:v",
    "libvpx",
    "-deadline",
    "realtime",
    "-cpu-used",
    "8",
    "-b:v",
    "14M",
    "-c:a",
    "libopus",
  ];
  await run(ffmpeg, ["-v", "error", "-i", clip, "-t", "1", ...codec, short]);
  return loopFile(ffmpeg, short, join(folder, "one.webm"), GB, []);
}

/** The whole verdict on a file whose frames no list names. */
async function withoutList(kind: string, path: string, folder: string, ffprobe: string): Promise<Figure[]> {
  await measure(path);
  const verdict = await inTurn(
    3,
    () => timed(() => measure(path)),
    () => timed(() => run(ffprobe, [...COUNTED, path])),
  );
  const times = await browserTimes(folder, path);
  return [
    {
      what: `whole verdict on ${size(path)} ${kind}, over all packets`,
      ours: ms(verdict.ours),
      reference: `${ms(verdict.reference)} ffprobe -count_packets`,
      ratio: verdict.ratio,
      goal: "at most 0.5",
      met: atMost(verdict.ratio, 0.5),
    },
    {
      what: `the same in the browser`,
      ours: ms(times),
      reference: "",
      ratio: null,
      goal: "under 1 s",
      met: atMost(times, LONGEST_IN_BROWSER_MS),
    },
  ];
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

async function bytesRead(path: string): Promise<number> {
  const file = await open(path);
  let sum = 0;
  const read = async (start: number, end: number) => {
    sum += end - start;
    return (await file.read(new Uint8Array(end - start), 0, end - start, start)).buffer;
  };
  await measureFrom({ bytes: (await file.stat()).size, read });
  await file.close();
  return sum;
}

/** The slowest of several looks at a file that was chosen in a page, ms. */
async function browserTimes(folder: string, path: string): Promise<number> {
  const entry = `
    import { measureFrom } from "#lib/media/measure-from";
    import { blobReader } from "#lib/media/byte-reader";
    window.look = async () => {
      const [file] = document.querySelector("input").files;
      const began = performance.now();
      const measured = await measureFrom(blobReader(file));
      if (measured.kind !== "measured") throw new Error(measured.code);
      return performance.now() - began;
    };`;
  const script = join(folder, "look.js");
  await build({
    stdin: { contents: entry, resolveDir: process.cwd(), loader: "ts" },
    ...{ bundle: true, format: "iife", platform: "browser", outfile: script, logLevel: "error" },
  });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? (await findBrowser(process.cwd())),
    args: ["--no-sandbox"],
  });
  try {
    const page = await browser.newPage();
    await page.setContent("<input type=file>");
    await page.addScriptTag({ path: script });
    await page.locator("input").setInputFiles(path);
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) times.push(await page.evaluate<number>("window.look()"));
    return Math.max(...times);
  } finally {
    await browser.close();
  }
}

import { execFile } from "node:child_process";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isPhoto, type MediaFacts, type PhotoFacts } from "#lib/db/json";
import { FOREIGN_FORMATS } from "./foreign";
import { measure } from "./measure";
import type { Measured } from "./measure-from";
import { photoFindings } from "./photo-rules";
import { findings, TIKTOK_LIMITS } from "./rules";
import { CORPUS, makeCorpus, PHOTO_CORPUS, VIDEO_CORPUS } from "./test-corpus";
import type { CorpusFile } from "./test-recipes";

const run = promisify(execFile);
const LIMITS = { maxSeconds: 600 };

let folder: string;
let paths: ReadonlyMap<string, string>;
const table: string[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "aircheck-corpus-"));
  paths = await makeCorpus(folder);
}, 120_000);
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  process.stdout.write(`\n${table.sort().join("\n")}\n`);
});

const pathOf = ({ name }: CorpusFile) => paths.get(name) ?? "";

/** The codes of all that was found, what blocks first. */
function verdict(measured: Measured): { blocks: string[]; advice: string[] } {
  if (measured.kind === "unusable") return { blocks: [measured.code], advice: [] };
  const { facts, bytes } = measured;
  const found = isPhoto(facts) ? photoFindings([{ facts, bytes }]) : findings({ facts, bytes }, LIMITS);
  const codes = (severity: string) =>
    found.filter((each) => each.severity === severity).map(({ code }) => code);
  return { blocks: codes("blocks"), advice: codes("warns") };
}

type Stream = {
  codec_type: string;
  codec_name?: string;
  width: number;
  height: number;
  sample_aspect_ratio?: string;
  avg_frame_rate: string;
  color_transfer?: string;
  nb_frames?: string;
  nb_read_packets?: string;
  disposition?: { default?: number };
  tags?: { rotate?: string };
  side_data_list?: { rotation?: number }[];
};
type Probe = { streams: Stream[]; format: { format_name: string; duration?: string } };

/** What an independent reader says, and what it complains about. */
async function probe(path: string): Promise<{ probe: Probe | undefined; complaints: string }> {
  const options = ["-v", "error", "-of", "json", "-count_packets", "-show_streams", "-show_format", path];
  try {
    const { stdout, stderr } = await run(process.env.FFPROBE ?? "ffprobe", options);
    const told = JSON.parse(stdout) as Probe;
    told.format.duration ??= await lastTime(path);
    return { probe: told, complaints: stderr };
  } catch (problem) {
    return { probe: undefined, complaints: String(problem) };
  }
}

/** When the last packet ends, seconds: a file that was written while it was filmed doesn't say how long it is. */
async function lastTime(path: string): Promise<string> {
  const options = ["-v", "error", "-of", "csv=p=0", "-show_entries", "packet=pts_time,duration_time", path];
  const { stdout } = await run(process.env.FFPROBE ?? "ffprobe", options);
  const ends = stdout
    .trim()
    .split("\n")
    .map((line) => {
      const [time = 0, lasts = 0] = line.split(",").map(Number);
      return time + (lasts || 0);
    });
  return String(Math.max(0, ...ends));
}

const CODECS: Record<string, string> = { h264: "avc", mpeg4: "mp4v", mjpeg: "jpeg" };

/** ffprobe's facts in our words. */
function oracle({ streams, format }: Probe) {
  const videos = streams.filter(({ codec_type }) => codec_type === "video");
  // What a player takes up by itself, or what there is.
  const video = videos.find(({ disposition }) => disposition?.default) ?? videos[0];
  if (!video) return undefined;
  const ratio = (text: string | undefined, separator: string) => {
    const [above = 0, below = 0] = (text ?? "").split(separator).map(Number);
    return above && below ? above / below : 1;
  };
  const turn = Math.abs(
    video.side_data_list?.find(({ rotation }) => rotation)?.rotation ?? Number(video.tags?.rotate ?? 0),
  );
  const width = Math.round(video.width * ratio(video.sample_aspect_ratio, ":"));
  const isTurned = turn % 180 === 90;
  return {
    container: format.format_name,
    codec: CODECS[video.codec_name ?? ""] ?? video.codec_name,
    width: isTurned ? video.height : width,
    height: isTurned ? width : video.height,
    frameRate: ratio(video.avg_frame_rate, "/"),
    /** Of Matroska files ffprobe tells the rate that the encoder meant; this is what is in it. */
    countedRate: Number(video.nb_read_packets) / Number(format.duration),
    seconds: Number(format.duration),
    hasSound: streams.some(({ codec_type }) => codec_type === "audio"),
    isHdr: ["smpte2084", "arib-std-b67"].includes(video.color_transfer ?? ""),
  };
}

/** TikTok's limits over ffprobe's facts: a verdict that shares no line with ours but the numbers. */
function judge(found: NonNullable<ReturnType<typeof oracle>>, name: string): string[] {
  const { frameRate, side } = TIKTOK_LIMITS;
  // To ffprobe a WebM is a Matroska; the name tells which of the two ffmpeg was asked for.
  const isTaken =
    (/mov,mp4/.test(found.container) && !name.endsWith(".3gp")) ||
    (/webm/.test(found.container) && !name.endsWith(".mkv"));
  const rate = Math.round(found.frameRate * 10) / 10;
  return [
    ...(isTaken ? [] : ["media.container"]),
    ...(["avc", "hevc", "vp8", "vp9"].includes(found.codec ?? "") ? [] : ["media.codec"]),
    ...(rate >= frameRate.least && rate <= frameRate.most ? [] : ["media.frame_rate"]),
    ...(Math.min(found.width, found.height) >= side.least && Math.max(found.width, found.height) <= side.most
      ? []
      : ["media.picture_size"]),
  ];
}

/** The advice that follows from ffprobe's facts alone: nearly all of these files are small, short and without sound. */
function plainAdvice({ width, height, seconds, hasSound }: NonNullable<ReturnType<typeof oracle>>): string[] {
  return [
    ...(Math.min(width, height) < 720 ? ["advice.small"] : []),
    ...(seconds < 3 ? ["advice.short"] : []),
    ...(Math.abs(width / height - 9 / 16) < 0.02 ? [] : ["advice.shape"]),
    ...(hasSound ? [] : ["advice.silent"]),
  ];
}

function note(file: CorpusFile, measured: Measured): void {
  const { blocks, advice } = verdict(measured);
  const facts = measured.kind === "measured" ? measured.facts : undefined;
  const told = !facts
    ? ""
    : isPhoto(facts)
      ? `${facts.format} ${facts.width}×${facts.height}`
      : facts.isUnread
        ? facts.mimeType
        : `${facts.container} ${facts.videoCodec} ${facts.width}×${facts.height} ${facts.frameRate.toFixed(2)} fps ${facts.seconds.toFixed(2)} s`;
  const words = blocks.length ? blocks.join(", ") : "takes it";
  const more = advice.length ? ` (${advice.map((code) => code.replace("advice.", "")).join(", ")})` : "";
  table.push(`  ${file.name.padEnd(28)} ${told.padEnd(42)} ${words}${more}`);
}

describe("a video of the corpus", () => {
  it("is one of many: every container, codec, turn, rate and damage", () => {
    expect(CORPUS.length).toBeGreaterThan(90);
    expect(paths.size).toBe(CORPUS.length);
  });

  it.each(VIDEO_CORPUS)("$name gets its verdict, and ffprobe agrees", async (file) => {
    const path = pathOf(file);
    const measured = await measure(path);
    note(file, measured);
    const { blocks, advice } = verdict(measured);
    expect(blocks).toEqual(file.finds);
    const told = await probe(path);
    if (measured.kind === "unusable") {
      expect(advice).toEqual([]);
      return agreeOnDamage(measured.code, told);
    }
    const found = told.probe && oracle(told.probe);
    if (!found || isPhoto(measured.facts)) throw new Error("ffprobe found no video.");
    if (measured.facts.isUnread) return agreeOnKind(measured.facts, found);
    expect(new Set(advice)).toEqual(new Set([...(file.advises ?? []), ...plainAdvice(found)]));
    agreeOnFacts(measured.facts, found);
    expect(judge(found, file.name)).toEqual(blocks);
  });
});

/** ffprobe opens it as what ffmpeg would be told that it is; whatever else is wrong with it, nothing was said of that. */
function agreeOnKind(facts: MediaFacts, found: NonNullable<ReturnType<typeof oracle>>): void {
  expect(found.container.split(",")).toContain(FOREIGN_FORMATS[facts.mimeType]);
  expect(judge(found, "")).toContain("media.container");
  expect([facts.width, facts.seconds, facts.frameRate, facts.videoCodec]).toEqual([0, 0, 0, null]);
}

function agreeOnFacts(facts: MediaFacts, found: NonNullable<ReturnType<typeof oracle>>): void {
  expect(facts.videoCodec?.replace("V_MPEG4/ISO/ASP", "mp4v")).toBe(found.codec);
  expect([facts.width, facts.height]).toEqual([found.width, found.height]);
  const off = (rate: number) => Math.abs(facts.frameRate - rate) / rate;
  expect(Math.min(off(found.frameRate), off(found.countedRate))).toBeLessThan(0.03);
  expect(Math.abs(facts.seconds - found.seconds)).toBeLessThan(0.1);
  expect(facts.audioCodec !== null).toBe(found.hasSound);
  expect(facts.isHdr).toBe(found.isHdr);
}

/** ffprobe can't open it, finds no picture, complains, or finds fewer pictures than the index lists. */
function agreeOnDamage(code: string, { probe: told, complaints }: Awaited<ReturnType<typeof probe>>): void {
  const video = told?.streams.find(({ codec_type }) => codec_type === "video");
  const isShort = Number(video?.nb_read_packets) < Number(video?.nb_frames);
  if (code === "media.no_video") expect(video).toBeUndefined();
  else expect(!video || complaints !== "" || isShort, "ffprobe reads it without a complaint").toBe(true);
}

describe("a photo of the corpus", () => {
  it.each(PHOTO_CORPUS)("$name gets its verdict, and its decoder agrees", async (file) => {
    const path = pathOf(file);
    const measured = await measure(path);
    note(file, measured);
    const { blocks, advice } = verdict(measured);
    expect(blocks).toEqual(file.finds);
    expect(advice).toEqual(file.advises ?? []);
    if (measured.kind === "unusable") return agreeOnCut(path);
    if (!isPhoto(measured.facts)) throw new Error("Expected a photo.");
    expect((await stat(path)).size).toBe(measured.bytes);
    // libvips has no reader for BMP, and none here for what HEIC holds.
    if (measured.facts.mimeType === "image/bmp") return agreeWithProbe(measured.facts, path);
    if (measured.facts.format !== "heic") await agreeWithDecoder(measured.facts, path);
  });
});

async function agreeOnCut(path: string): Promise<void> {
  // Of a GIF the decoder shows what is there, without a word: fewer than the five pictures that were made.
  if (path.endsWith(".gif")) return expect((await sharp(path).metadata()).pages ?? 1).toBeLessThan(5);
  await expect(sharp(path, { failOn: "truncated" }).raw().toBuffer()).rejects.toThrow();
}

async function agreeWithDecoder(facts: PhotoFacts, path: string): Promise<void> {
  const told = await sharp(path).metadata();
  const { width, height } = told.autoOrient;
  expect([facts.width, facts.height]).toEqual([width, height]);
  expect(facts.isAnimated).toBe((told.pages ?? 1) > 1);
  expect(told.format === "heif" ? "avif" : told.format).toBe(
    facts.format === "other" ? "tiff" : facts.format,
  );
}

async function agreeWithProbe({ width, height }: PhotoFacts, path: string): Promise<void> {
  const { probe: told } = await probe(path);
  expect([told?.streams[0]?.width, told?.streams[0]?.height]).toEqual([width, height]);
}

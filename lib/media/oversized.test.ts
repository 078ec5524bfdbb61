import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ByteReader } from "./byte-reader";
import { middleCluster } from "./cues";
import { elementAt } from "./ebml";
import { measureFrom } from "./measure-from";
import { box, numbers, rebuilt } from "./test-boxes";

// Files in which everything is true and nothing contradicts itself, but of which there is more than any camera writes.

const run = promisify(execFile);
let folder: string;
let listed: Buffer;
let fragments: Buffer;
let webm: Buffer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "aircheck-oversized-"));
  const make = async (name: string, ...options: string[]) => {
    const picture = ["-f", "lavfi", "-i", "testsrc2=size=360x640:rate=30:duration=1"];
    const path = join(folder, name);
    await run(process.env.FFMPEG ?? "ffmpeg", ["-v", "error", "-y", ...picture, ...options, path]);
    return readFile(path);
  };
  const coded = ["-c:v", "libx264", "-preset", "superfast", "-bf", "0", "-pix_fmt", "yuv420p"];
  listed = await make("listed.mov", ...coded);
  fragments = await make("fragments.mov", ...coded, "-movflags", "frag_keyframe+empty_moov");
  webm = await make("made.webm", "-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** These bytes, followed by zeros up to `bytes`, and how much of them was asked for. */
function readerOf(start: Buffer, bytes = start.length) {
  const asked = { largest: 0, inAll: 0 };
  const read: ByteReader["read"] = async (from, to) => {
    asked.largest = Math.max(asked.largest, to - from);
    asked.inAll += to - from;
    const read = new Uint8Array(to - from);
    read.set(start.subarray(from, to));
    return read;
  };
  return { file: { bytes, read }, asked };
}

async function told(start: Buffer, bytes?: number) {
  const { file, asked } = readerOf(start, bytes);
  const measured = await measureFrom(file);
  return { said: measured.kind === "measured" ? measured.kind : measured.code, ...asked };
}

/** An element of Matroska's, whose name is given in hexadecimal. */
function element(id: string, ...content: Uint8Array[]): Buffer {
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(BigInt(content.reduce((sum, part) => sum + part.length, 0)));
  size.writeUInt8(1);
  return Buffer.concat([Buffer.from(id, "hex"), size, ...content]);
}

/** The element in front of the pictures with this name, from its name to its end. What seeks it names it before. */
function partOf(file: Buffer, id: string): Buffer {
  const at = file.lastIndexOf(id, file.indexOf("1f43b675", 0, "hex"), "hex");
  const found = elementAt(new DataView(Uint8Array.from(file).buffer), at, 0);
  return file.subarray(at, found?.end);
}

/** A WebM with such tracks beside its picture, and so many clusters of that. */
function webmOf(tracks: Buffer, clusters: number, content: Buffer): Buffer {
  const known = partOf(webm, "1654ae6b");
  const own = known.subarray(known.indexOf("ae", 4, "hex"));
  return Buffer.concat([
    partOf(webm, "1a45dfa3"),
    element(
      "18538067",
      partOf(webm, "1549a966"),
      element("1654ae6b", own, tracks),
      ...Array.from({ length: clusters }, (_, place) => {
        const time = element("e7", numbers(place * 1000));
        return element("1f43b675", time, content);
      }),
    ),
  ]);
}

const TABLES = ["moov", "trak", "mdia", "minf", "stbl"];
const free = (bytes: number) => box("free", Buffer.alloc(bytes - 8));

const behind = (more: Buffer) => (content: Buffer) => Buffer.concat([content, more]);

/** So many further rows in the list of how long frames last, of no frame each. */
const times = (rows: number, lengthOf: (row: number) => number) =>
  rebuilt(listed, [...TABLES, "stts"], (content) => {
    const more = Buffer.alloc(rows * 8);
    for (let row = 0; row < rows; row++) more.writeUInt32BE(lengthOf(row), row * 8 + 4);
    return Buffer.concat([numbers(0, content.readUInt32BE(4) + rows), content.subarray(8), more]);
  });

/** So many frames in a fragment, of which nothing is said. */
const frames = (count: number) => rebuilt(fragments, ["moof", "traf", "trun"], () => numbers(0, count));

/** The same fragment so many times. */
function repeated(times: number, count: number): Buffer {
  const file = frames(count);
  const at = file.indexOf("moof") - 4;
  const one = file.subarray(at, at + file.readUInt32BE(at));
  return Buffer.concat([file, ...Array.from({ length: times - 1 }, () => one)]);
}

describe("an index with more in it than any camera writes is as good as none", () => {
  it.each<[string, (count: number) => Buffer, few: number, many: number]>([
    [
      "boxes",
      (count) => Buffer.concat([listed, ...Array.from({ length: count }, () => free(8))]),
      9,
      400_001,
    ],
    ["bytes", (count) => rebuilt(listed, ["moov"], behind(free(count))), 9000, 64 << 20],
    ["lengths of frames", (count) => times(count, () => 1), 9000, 1_000_001],
    ["different lengths of frames", (count) => times(count, (row) => row), 9000, 100_001],
    [
      "bytes of a description",
      (count) => rebuilt(listed, [...TABLES, "stsd"], behind(free(count))),
      9000,
      1 << 16,
    ],
    ["bytes of a fragment", (count) => rebuilt(fragments, ["moof"], behind(free(count))), 9000, 4 << 20],
    ["frames of a fragment", frames, 9, 500_001],
    ["frames of all fragments", (count) => repeated(count, 499_000), 2, 101],
    [
      "notes about frames",
      (count) =>
        rebuilt(
          fragments,
          ["moof", "traf"],
          behind(box("saiz", numbers(0, 0x01000000 + (count >> 8)), Buffer.alloc(1))),
        ),
      0,
      8_000_256,
    ],
  ])("%s", async (_, file, few, many) => {
    // It may be cut off: of so many frames, the last ones are not there.
    expect((await told(file(few))).said).toMatch(/^(measured|media\.truncated)$/);
    expect((await told(file(many))).said).toBe("media.unreadable");
  });
});

/** Sound of Opus, of which there is nothing. */
const silent = (number: number) =>
  element(
    "ae",
    element("d7", Uint8Array.of(number)),
    element("73c5", Uint8Array.of(number)),
    element("83", Uint8Array.of(2)),
    element("86", Buffer.from("A_OPUS")),
    element("e1", element("b5", Buffer.from("40e7700000000000", "hex")), element("9f", Uint8Array.of(2))),
  );
const block = (time: number) => element("a3", Uint8Array.of(0x81, time >> 8, time & 255, 0x80, 1, 2, 3));
const nothing = (bytes: number) => element("ec", Buffer.alloc(bytes));

describe("a WebM with more in it than any camera writes", () => {
  it("is not held in memory in one piece", async () => {
    const open = webmOf(Buffer.alloc(0), 1, Buffer.concat([block(0), block(33)]));
    const large = Buffer.concat([open, Buffer.from("1f43b6750100000006000000", "hex")]);
    const asked = await told(large, large.length + 0x06000000);
    expect(asked.largest).toBeLessThanOrEqual(64 << 20);
  });

  it.each([
    [1, "measured"],
    [100, "media.unreadable"],
  ])("is not read once for each of its empty tracks: %i of them", async (count, said) => {
    const tracks = Array.from({ length: count }, (_, number) => silent(number + 2));
    const content = Buffer.concat([block(0), nothing(2_000_000), block(33)]);
    const file = webmOf(Buffer.concat(tracks), 2, content);
    const asked = await told(file);
    expect(asked.said).toBe(said);
    expect(asked.inAll).toBeLessThan(9 * file.length + (16 << 20));
  });

  it.each([
    [1000, "measured"],
    [1_000_001, "media.unreadable"],
  ])("is not gone through frame by frame: %i of them", async (count, said) => {
    const frame = Buffer.from("a3858100008001", "hex");
    const file = webmOf(Buffer.alloc(0), 1, Buffer.concat(Array.from({ length: count }, () => frame)));
    expect((await told(file)).said).toBe(said);
  });

  it.each([
    [1000, "measured"],
    [6_000_001, "media.unreadable"],
  ])("is not gone through part by part: %i of them", async (count, said) => {
    const content = Buffer.concat([block(0), Buffer.from("ec80".repeat(count), "hex"), block(33)]);
    expect((await told(webmOf(Buffer.alloc(0), 1, content))).said).toBe(said);
  });

  it.each([
    [1000, true],
    [4 << 20, false],
  ])("has an index that is not read into memory: %i bytes of it", async (bytes, isRead) => {
    const cluster = element("1f43b675", element("e7", numbers(0)), block(0));
    const seekTo = (at: number) =>
      element(
        "114d9b74",
        element("4dbb", element("53ab", numbers(0x1c53bb6b)), element("53ac", numbers(at))),
      );
    const place = seekTo(0).length;
    const point = element("bb", element("b7", element("f1", numbers(place))));
    const cues = element("1c53bb6b", point, nothing(bytes));
    const segment = element("18538067", seekTo(place + cluster.length), cluster, cues);
    const { file, asked } = readerOf(Buffer.concat([element("1a45dfa3"), segment]));
    expect((await middleCluster(file)) !== undefined).toBe(isRead);
    expect(asked.largest).toBeLessThan(4 << 20);
  });
});

import { execFile } from "node:child_process";
import { openAsBlob } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isPhoto } from "#lib/db/json";
import { type ByteReader, blobReader } from "./byte-reader";
import { measure } from "./measure";
import { type Measured, measureFrom } from "./measure-from";
import { makeCorpus, VIDEO_CORPUS } from "./test-corpus";
import type { CorpusFile } from "./test-recipes";

const run = promisify(execFile);
/** Files without a list of their frames, in every way that they are written. */
const UNLISTED = VIDEO_CORPUS.filter(
  ({ name, finds }) =>
    /(fragment.*|\.webm|\.mkv)$/.test(name) && !/^no-|^sound/.test(name) && finds.length < 4,
);

/** Pictures of megabytes; many are left out behind the start, where no look at the first ones sees it. */
const large = (name: string, options: readonly string[]): CorpusFile => ({
  ...{ name, finds: [] },
  ffmpeg: [
    ...["-f", "lavfi", "-i", "testsrc2=size=1080x1920:rate=30:duration=0.8"],
    ...["-vf", "noise=alls=80:allf=t,select='lt(n,9)+mod(n,3)'", "-vsync", "vfr"],
    ...["-c:v", "libx264", "-preset", "ultrafast", "-qp", "0", "-g", "6", "-pix_fmt", "yuv420p", ...options],
  ],
});
const LARGE = [large("large.mkv", []), large("large.mov", ["-movflags", "frag_keyframe+empty_moov"])];

let folder: string;
let paths: ReadonlyMap<string, string>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "aircheck-frames-"));
  paths = await makeCorpus(folder, [...UNLISTED, ...LARGE]);
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const pathOf = (name: string) => paths.get(name) ?? "";

/** How many frames a second, and how evenly. */
function pace(measured: Measured) {
  if (measured.kind !== "measured" || isPhoto(measured.facts)) throw new Error("There is no video.");
  return { rate: measured.facts.frameRate, isVariable: measured.facts.isVariable };
}

/** A file in memory that counts what is read of it, and may run past in pieces of so many bytes. */
function countingReader(bytes: Uint8Array<ArrayBuffer>, most?: number, pieceBytes = 1000) {
  const asked = { read: 0, poured: 0 };
  const pour = async (from: number) => {
    let at = from;
    return new ReadableStream<Uint8Array>({
      pull(stream) {
        if (at >= bytes.length) return stream.close();
        stream.enqueue(bytes.slice(at, at + pieceBytes));
        asked.poured += pieceBytes;
        at += pieceBytes;
      },
    });
  };
  const file: ByteReader = {
    bytes: bytes.length,
    read: async (start, end) => {
      asked.read += end - start;
      return bytes.slice(start, end);
    },
    ...(most === undefined ? {} : { through: { most, pour } }),
  };
  return { file, asked };
}

describe("a file without a list of its frames", () => {
  it.each(UNLISTED.map(({ name }) => name))(
    "%s tells the same on disk, in a browser, and as it runs past",
    async (name) => {
      const onDisk = pace(await measure(pathOf(name)));
      expect(pace(await measureFrom(blobReader(await openAsBlob(pathOf(name)))))).toEqual(onDisk);
      const bytes = new Uint8Array(await readFile(pathOf(name)));
      for (const piece of [7, 4096]) {
        expect(pace(await measureFrom(countingReader(bytes, bytes.length, piece).file))).toEqual(onDisk);
      }
    },
  );

  it.each(LARGE.map(({ name }) => name))(
    "%s is counted to its last frame, and its pictures are not read",
    async (name) => {
      const path = pathOf(name);
      const { file, asked } = countingReader(new Uint8Array(await readFile(path)));
      const found = pace(await measureFrom(file));
      const { stdout } = await run(process.env.FFPROBE ?? "ffprobe", [
        ...["-v", "error", "-count_packets", "-of", "json", "-show_streams", "-show_format", path],
      ]);
      const { streams, format } = JSON.parse(stdout);
      const counted = Number(streams[0].nb_read_packets) / Number(format.duration);
      expect(Math.abs(found.rate - counted) / counted).toBeLessThan(0.05);
      expect(found.isVariable).toBe(true);
      // The last picture is read, to see that it is there.
      expect(asked.read).toBeLessThan(file.bytes / 5);
    },
  );

  it("is looked at in a few places where it would take too long to run past", async () => {
    const bytes = new Uint8Array(await readFile(pathOf("vp9.webm")));
    const { file, asked } = countingReader(bytes, bytes.length - 1);
    expect(pace(await measureFrom(file)).rate).toBeCloseTo(30, 0);
    expect(asked.poured).toBe(0);
  });

  it.each(["fragment-per-frame.mp4", "large.mov"])(
    "%s costs a bucket one request for each of its fragments at most",
    async (name) => {
      const bytes = new Uint8Array(await readFile(pathOf(name)));
      const fragments = Buffer.from(bytes).toString("latin1").split("moof").length - 1;
      let requests = 0;
      const read = async (start: number, end: number) => {
        requests++;
        return bytes.slice(start, end);
      };
      const found = pace(await measureFrom({ bytes: bytes.length, isFar: true, read }));
      expect(found).toEqual(pace(await measure(pathOf(name))));
      // Beside them the head, the index and the last picture.
      expect(requests).toBeLessThan(fragments + 6);
    },
  );

  it("ends with an answer whatever is wrong with its bytes", async () => {
    for (const name of ["clusters.webm", "live.webm", "uneven-fragments.mp4", "fragments-after-index.mp4"]) {
      const whole = await readFile(pathOf(name));
      for (let seed = 1; seed <= 40; seed++) {
        const bytes = new Uint8Array(whole);
        let state = seed;
        for (let change = 0; change < 12; change++) {
          state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
          bytes[state % bytes.length] = (state >>> 16) & 0xff;
        }
        expect(["measured", "unusable"]).toContain((await measureFrom(countingReader(bytes).file)).kind);
      }
    }
  });
});

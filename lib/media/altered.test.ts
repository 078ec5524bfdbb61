import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { measureFrom } from "./measure-from";
import { CORPUS, makeCorpus } from "./test-corpus";

/** Small real files of every kind that is read. */
const NAMES = [
  ...["index-at-end.mp4", "h264.mp4", "fragment-per-frame.mp4", "fragments-after-index.mp4", "pcm-sound.mov"],
  ...["fragments.mov", "vp8.webm", "live.webm", "h264.mkv", "h264.ts", "xvid.avi", "wmv2.wmv"],
  ...["photo.jpg", "photo.png", "photo.webp", "photo-moves.gif", "photo.avif", "photo.bmp"],
];
const FILES = CORPUS.filter(({ name }) => NAMES.includes(name));
/** Of these a stretch of bytes is altered at once, where a few that lie alone would hit nothing but pictures. */
const TABLES =
  "moov mvhd trak tkhd mdhd hdlr stsd stts ctts stsc stsz stco moof tfhd tfdt trun elst mfra tfra Exif IHDR";
const MARKS = [
  ...TABLES.split(" ").map((name) => Buffer.from(name, "latin1")),
  ...["1a45dfa3", "18538067", "114d9b74", "1654ae6b", "1c53bb6b", "1f43b675"].map((id) =>
    Buffer.from(id, "hex"),
  ),
];

/** How often a file may be read through, and how much may be read of a small one. */
const MOST_TIMES = 12;
const MOST_SMALL = 20 << 20;

let folder: string;
let paths: ReadonlyMap<string, string>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "aircheck-altered-"));
  paths = await makeCorpus(folder, FILES);
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const number = fc.oneof(
  fc.constantFrom(0, 1, 7, 8, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff),
  fc.nat(0xffff),
);
type Alteration = { mark: number; behind: number; at: number; isAtMark: boolean; value: number };
/** Where: a part of the file, or bytes behind one of the marks in it. */
const alteration: fc.Arbitrary<Alteration> = fc.record({
  mark: fc.nat(),
  behind: fc.nat(40),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  isAtMark: fc.boolean(),
  value: number,
});

function altered(bytes: Buffer, marks: readonly number[], changes: readonly Alteration[]): Buffer {
  const copy = Buffer.from(bytes);
  for (const { mark, behind, at, isAtMark, value } of changes) {
    const place =
      isAtMark && marks.length ? (marks[mark % marks.length] ?? 0) + behind - 4 : at * (copy.length - 4);
    copy.writeUInt32BE(value, Math.max(0, Math.min(Math.floor(place), copy.length - 4)));
  }
  return copy;
}

/** As strict as a disk and a bucket: nothing is asked for that lies before the file, or ends before it begins. */
function strictReader(bytes: Buffer) {
  const asked = { bytes: 0, outside: 0 };
  const read = async (start: number, end: number) => {
    if (!(start >= 0 && end >= start && start <= bytes.length)) asked.outside++;
    asked.bytes += end - start;
    return new Uint8Array(bytes.subarray(start, end));
  };
  return { asked, file: { bytes: bytes.length, read } };
}

describe("a file in which bytes are altered", () => {
  it.each(NAMES)("%s is answered, out of what is in it", async (name) => {
    const bytes = await readFile(paths.get(name) ?? "");
    const marks = MARKS.flatMap((mark) => {
      const found: number[] = [];
      for (let at = bytes.indexOf(mark); at >= 0 && found.length < 4; at = bytes.indexOf(mark, at + 1)) {
        found.push(at + mark.length);
      }
      return found;
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(alteration, { minLength: 1, maxLength: 8 }),
        fc.boolean(),
        async (changes, isFar) => {
          const { file, asked } = strictReader(altered(bytes, marks, changes));
          const { kind } = await measureFrom({ ...file, isFar });
          expect(["measured", "unusable"]).toContain(kind);
          expect(asked.outside).toBe(0);
          expect(asked.bytes).toBeLessThan(MOST_TIMES * bytes.length + MOST_SMALL);
        },
      ),
      { numRuns: Number(process.env.ALTERATIONS ?? 20) },
    );
  });
});

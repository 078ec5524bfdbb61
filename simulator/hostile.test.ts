import { mkdtemp, open, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { boundedRead } from "./bounded-source";
import { inspect, judge } from "./inspect";
import { makeVideo } from "./test-videos";

// Files that were made to mislead their reader: TikTok refuses them, and so does the simulator, out of a bounded part of them.

let folder: string;
/** Frames that are stored in another order than they are shown, with plain sound; the same in fragments; and a WebM. */
let listed: Buffer;
let fragments: Buffer;
let webm: Buffer;
/** Frames in their own order. */
let still: Buffer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "simulator-hostile-"));
  const coded = ["-preset", "superfast", "-bf", "2"];
  const made = async (...recipe: Parameters<typeof makeVideo>) => Buffer.from(await makeVideo(...recipe));
  const sound = ["-c:a", "pcm_s16le"];
  listed = await made({ container: "mov", hasSound: true, extra: [...coded, ...sound] });
  fragments = await made({ container: "mov", extra: [...coded, "-movflags", "frag_keyframe+empty_moov"] });
  still = await made({ extra: ["-bf", "0"] });
  webm = await made({
    codec: "libvpx",
    container: "webm",
    extra: ["-deadline", "realtime", "-cpu-used", "8"],
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What the simulated TikTok says of these bytes; `length`: zeros follow up to there. */
async function verdictOn(bytes: Uint8Array, length = bytes.length): Promise<string | null> {
  const path = join(folder, "file");
  await writeFile(path, bytes);
  await truncate(path, length);
  return judge(await inspect(path), 600);
}

const MOST = 0xffffffff;

/** Writes whole numbers into the content of a table, the first one of its name or a later one. */
function set(bytes: Buffer, name: string, numbers: Record<number, number>, place = 0): Buffer {
  const changed = Buffer.from(bytes);
  let at = -1;
  for (let found = 0; found <= place; found++) at = changed.indexOf(name, at + 1, "latin1");
  if (at < 0) throw new Error(`There is no ${name}.`);
  for (const [offset, value] of Object.entries(numbers))
    changed.writeUInt32BE(value, at + 4 + Number(offset));
  return changed;
}

function box(name: string, ...content: Uint8Array[]): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + content.reduce((sum, part) => sum + part.length, 0));
  head.write(name, 4, "latin1");
  return Buffer.concat([head, ...content]);
}

/** Boxes in boxes, thousands deep. */
function nested(): Buffer {
  let inside: Buffer = Buffer.alloc(0);
  for (let depth = 0; depth < 3000; depth++) inside = box("minf", inside);
  return Buffer.concat([listed.subarray(0, listed.readUInt32BE(0)), box("moov", inside)]);
}

/** An index, the last of the file, with so many bytes more in it. */
function padded(bytes: number): Buffer {
  const at = still.indexOf("moov") - 4;
  const rest = still.subarray(at + 8);
  return Buffer.concat([still.subarray(0, at), box("moov", rest, box("free", Buffer.alloc(bytes)))]);
}

/** An index of fragments with thousands of entries that lead to nothing. */
function misled(): Buffer {
  const whole = fragments.subarray(0, fragments.indexOf("mfra") - 4);
  const numbers = (...values: number[]) => {
    const bytes = Buffer.alloc(values.length * 4);
    for (const [place, value] of values.entries()) bytes.writeUInt32BE(value, place * 4);
    return bytes;
  };
  const empty = Array.from({ length: 20_000 }, () => box("moof"));
  const entries = Array.from({ length: 20_000 }, (_, time) =>
    Buffer.concat([numbers(time + 1, whole.length), Buffer.from([1, 1, 1])]),
  );
  const table = box("tfra", numbers(0, 1, 0, entries.length), ...entries);
  return Buffer.concat([whole, ...empty, box("mfra", table, box("mfro", numbers(0, table.length + 24)))]);
}

/** Millions of frames in few bytes. */
function endless(): Buffer {
  const frames = { 4: 1, 8: 5_000_000 };
  const listed = set(set(still, "stts", { ...frames, 12: 0 }), "stsz", frames);
  return set(listed, "stsc", { 4: 1, 8: 1, 12: frames[8], 16: 1 });
}

/** Where the index of a WebM should be there are zeros. */
function withoutCues(): Buffer {
  const at = webm.indexOf("1c53bb6b", webm.lastIndexOf("1f43b675", undefined, "hex"), "hex");
  return Buffer.concat([webm.subarray(0, at), Buffer.alloc(4), webm.subarray(at + 4)]);
}

const few = (bytes: Buffer, name: string, other: string) =>
  Buffer.from(bytes.toString("latin1").replace(name, other), "latin1");

it.each<[string, () => Buffer]>([
  ["frames in another order", () => set(set(listed, "stts", { 8: MOST }), "ctts", { 8: MOST })],
  ["shifts of frames", () => set(listed, "ctts", { 8: MOST })],
  ["chunks of plain sound", () => set(listed, "stsc", { 4: 2, 8: 1, 12: 1, 20: MOST, 24: 1 }, 1)],
  ["samples of a chunk", () => set(listed, "stsc", { 12: MOST })],
  ["sizes of no bits", () => few(set(listed, "stsz", { 4: 0, 8: MOST }), "stsz", "stz2")],
  ["frames of a fragment", () => set(fragments, "trun", { 0: 0, 4: MOST })],
  ["a table in its own description", () => set(listed, "stsd", { 20: 0x7374626c })],
  ["boxes in boxes", nested],
  [
    "more boxes than a video has",
    () => Buffer.concat([still, Buffer.from("0000000866726565".repeat(80_001), "hex")]),
  ],
  ["more bytes than an index has", () => padded(64 << 20)],
])("an index that names more than there is gets the refusal of a file that is none: %s", async (_, file) => {
  expect(await verdictOn(file())).toBe("file_format_check_failed");
});

it.each<[string, () => Buffer, length?: number]>([
  ["frames without an end that last no time", endless, 10_000_000],
  ["a part that is searched for where there is none", withoutCues],
])("a file that sends its reader in circles ends with a refusal: %s", async (_, file, length) => {
  expect(await verdictOn(file(), length)).toMatch(/_check_failed$/);
});

it("of a file no more is read than a real one needs, and never much at once", async () => {
  const path = join(folder, "large");
  const size = 80 << 20;
  await writeFile(path, "");
  await truncate(path, size);
  const file = await open(path);
  const MORE = "More is asked for than there can be.";
  await expect(boundedRead(file, size)(0, size)).rejects.toThrow(MORE);
  const again = boundedRead(file, 1_000_000);
  let times = 0;
  for (const whole = () => again(0, 1_000_000); times < 100; times++) {
    if (!(await whole().catch(() => null))) break;
  }
  expect(times).toBeGreaterThan(8);
  expect(times).toBeLessThan(30);
  await file.close();
});

it("a wrong index of fragments is not searched once for each of its entries, since the file plays without it", async () => {
  expect(await verdictOn(misled())).toBeNull();
});

it("what is only unusual is taken", async () => {
  for (const bytes of [listed, fragments, webm, padded(1000)]) expect(await verdictOn(bytes)).toBeNull();
});

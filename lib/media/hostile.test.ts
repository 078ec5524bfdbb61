import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { measure } from "./measure";

const run = promisify(execFile);
let folder: string;
/** A real video whose frames are stored in another order than they are shown, with plain sound; the same in fragments. */
let listed: Buffer;
let fragments: Buffer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "aircheck-hostile-"));
  const make = async (...options: string[]) => {
    const path = join(folder, "made.mov");
    await run(process.env.FFMPEG ?? "ffmpeg", ["-v", "error", "-y", ...options, path]);
    return readFile(path);
  };
  const picture = ["-f", "lavfi", "-i", "testsrc2=size=360x640:rate=30:duration=1"];
  const sound = ["-f", "lavfi", "-i", "sine=frequency=440:duration=1", "-c:a", "pcm_s16le"];
  const coded = ["-c:v", "libx264", "-preset", "superfast", "-bf", "2", "-pix_fmt", "yuv420p"];
  listed = await make(...picture, ...sound, ...coded);
  fragments = await make(...picture, ...coded, "-movflags", "frag_keyframe+empty_moov");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What is said of a file on disk with these bytes. */
async function told(...parts: (Uint8Array | string)[]): Promise<string> {
  const path = join(folder, "file");
  await writeFile(path, Buffer.concat(parts.map((part) => Buffer.from(part as string, "latin1"))));
  const measured = await measure(path);
  return measured.kind === "measured" ? "measured" : measured.code;
}

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
const MOST = 0xffffffff;

describe("an index that names more than there is", () => {
  it("is as good as none: frames without an end that last no time", async () => {
    const count = 190_000_000;
    let bytes = set(listed, "stts", { 4: 1, 8: count, 12: 0 });
    bytes = set(bytes, "stsz", { 4: 1, 8: count });
    bytes = set(bytes, "stsc", { 4: 1, 8: 1, 12: count, 16: 1 });
    bytes.write("free", bytes.indexOf("ctts"));
    const path = join(folder, "endless.mov");
    await writeFile(path, bytes);
    // The last of them lies in the file: it ends in nothing but zeros, as a box that is none.
    await truncate(path, 200_000_000);
    expect(await measure(path)).toMatchObject({ code: "media.unreadable" });
  });

  it.each<[string, () => Buffer]>([
    ["frames in another order", () => set(set(listed, "stts", { 8: MOST }), "ctts", { 8: MOST })],
    ["shifts of frames", () => set(listed, "ctts", { 8: MOST })],
    ["chunks of plain sound", () => set(listed, "stsc", { 4: 2, 8: 1, 12: 1, 20: MOST, 24: 1 }, 1)],
    ["samples of a chunk", () => set(listed, "stsc", { 12: MOST })],
    [
      "sizes of no bits",
      () =>
        Buffer.from(
          set(listed, "stsz", { 4: 0, 8: MOST }).toString("latin1").replace("stsz", "stz2"),
          "latin1",
        ),
    ],
    ["frames of a fragment", () => set(fragments, "trun", { 0: 0, 4: MOST })],
    ["a table in its own description", () => set(listed, "stsd", { 20: 0x7374626c })],
  ])("is as good as none: %s", async (_, file) => {
    expect(await told(file())).toBe("media.unreadable");
  });

  it("is as good as none where boxes lie in boxes without an end", async () => {
    let inside = Buffer.alloc(0);
    for (let depth = 0; depth < 3000; depth++) {
      const head = Buffer.from("\0\0\0\0minf", "latin1");
      head.writeUInt32BE(inside.length + 8);
      inside = Buffer.concat([head, inside]);
    }
    const head = Buffer.from("\0\0\0\0moov", "latin1");
    head.writeUInt32BE(inside.length + 8);
    expect(await told(listed.subarray(0, listed.readUInt32BE(0)), head, inside)).toBe("media.unreadable");
  });

  it("is taken where it says what is there", async () => {
    for (const bytes of [listed, fragments]) expect(await told(bytes)).toBe("measured");
  });
});

describe("a photo that contradicts itself", () => {
  it.each([0, 1, 2, 7, 8])("is answered where its notes are %i bytes long", async (length) => {
    const notes = Uint8Array.of(0xff, 0xd8, 0xff, 0xe1, 0, length);
    expect(await told(notes, "Exif\0\0MM\0*\0\0\0\b", "x".repeat(50))).toBe("photo.truncated");
  });

  it.each(["BM", "GIF89a", "RIFF1234WEBPVP8X", "\xff\xd8\xff\xe1", "II*\0\xff\xff\xff\xff"])(
    "is answered where nothing follows %j",
    async (start) => {
      for (let more = 0; more < 40; more++)
        expect(await told(start, new Uint8Array(more))).toBeTypeOf("string");
    },
  );
});

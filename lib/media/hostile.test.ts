import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { measure } from "./measure";
import { measureFrom } from "./measure-from";
import { box, numbers, set } from "./test-boxes";

const run = promisify(execFile);
let folder: string;
/** A real video whose frames are stored in another order than they are shown, with plain sound; the same in fragments. */
let listed: Buffer;
let fragments: Buffer;
let webm: Buffer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "aircheck-hostile-"));
  const made = async (name: string, ...options: string[]) => {
    const path = join(folder, name);
    await run(process.env.FFMPEG ?? "ffmpeg", ["-v", "error", "-y", ...options, path]);
    return readFile(path);
  };
  const make = (...options: string[]) => made("made.mov", ...options);
  const picture = ["-f", "lavfi", "-i", "testsrc2=size=360x640:rate=30:duration=1"];
  const sound = ["-f", "lavfi", "-i", "sine=frequency=440:duration=1", "-c:a", "pcm_s16le"];
  const coded = ["-c:v", "libx264", "-preset", "superfast", "-bf", "2", "-pix_fmt", "yuv420p"];
  listed = await make(...picture, ...sound, ...coded);
  webm = await made("made.webm", ...picture, "-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8");
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
    ["frames of which some are shown in another order", () => set(listed, "stts", { 8: MOST })],
    ["shifts of frames", () => set(listed, "ctts", { 8: MOST })],
    ["chunks of plain sound", () => set(listed, "stsc", { 4: 2, 8: 1, 12: 1, 20: MOST, 24: 1 }, 1)],
    ["samples of a chunk", () => set(listed, "stsc", { 12: MOST })],
    [
      "sizes of no bits",
      () =>
        Buffer.from(
          set(listed, "stsz", { 4: 0, 8: 20_000_000 }).toString("latin1").replace("stsz", "stz2"),
          "latin1",
        ),
    ],
    ["frames of a fragment", () => set(fragments, "trun", { 0: 0, 4: MOST })],
    ["a table in its own description", () => set(listed, "stsd", { 20: 0x7374626c })],
  ])("is as good as none: %s", async (_, file) => {
    expect(await told(file())).toBe("media.unreadable");
  });

  it("is as good as none where boxes lie in boxes without an end", async () => {
    let inside: Buffer = Buffer.alloc(0);
    for (let depth = 0; depth < 3000; depth++) inside = box("minf", inside);
    const start = listed.subarray(0, listed.readUInt32BE(0));
    expect(await told(start, box("moov", inside))).toBe("media.unreadable");
  });

  it("is not searched once for each of its wrong entries", async () => {
    const whole = fragments.subarray(0, fragments.indexOf("mfra") - 4);
    const empty = Array.from({ length: 20_000 }, () => box("moof"));
    // Time, place, and three numbers of a byte each: of a fragment in which there is nothing.
    const entries = Array.from({ length: 20_000 }, (_, time) =>
      Buffer.concat([numbers(time + 1, whole.length), Buffer.from([1, 1, 1])]),
    );
    const table = box("tfra", numbers(0, 1, 0, entries.length), ...entries);
    const tail = box("mfro", numbers(0, table.length + 24));
    expect(await told(whole, ...empty, box("mfra", table, tail))).toBe("measured");
  });

  it("is as good as none: a WebM in one piece of many megabytes", async () => {
    const start = webm.subarray(0, webm.indexOf("1f43b675", 0, "hex"));
    const segment = start.indexOf("18538067", 0, "hex");
    // It goes on to the end of the file, wherever that is.
    const open = Buffer.concat([
      start.subarray(0, segment + 4),
      Buffer.from("01ffffffffffffff", "hex"),
      start.subarray(segment + 12),
    ]);
    const path = join(folder, "one-piece.webm");
    await writeFile(path, Buffer.concat([open, Buffer.from("1f43b6750100000006000000", "hex")]));
    await truncate(path, open.length + 12 + 0x06000000);
    expect(await measure(path)).toMatchObject({ code: "media.unreadable" });
  });

  it("is not looked for without an end behind bytes of a WebM that are none", async () => {
    const index = webm.indexOf("1c53bb6b", webm.lastIndexOf("1f43b675", undefined, "hex"), "hex");
    expect(await told(webm.subarray(0, index), Buffer.alloc(4), webm.subarray(index + 4))).toBeTypeOf(
      "string",
    );
  });

  it("is taken where it says what is there", async () => {
    for (const bytes of [listed, fragments]) expect(await told(bytes)).toBe("measured");
  });
});

describe("a store that fails", () => {
  it("says nothing about the file, whenever that happens", async () => {
    const answers = new Set<string>();
    for (let good = 0; good < 12; good++) {
      let left = good;
      const read = async (start: number, end: number) => {
        if (left-- === 0) throw new Error("The store is away.");
        return new Uint8Array(listed.subarray(start, end));
      };
      answers.add(
        await measureFrom({ bytes: listed.length, read }).then(
          ({ kind }) => kind,
          (problem: Error) => problem.message,
        ),
      );
    }
    // What was only read ahead may be missing.
    expect([...answers].sort()).toEqual(["The store is away.", "measured"]);
  });
});

describe("a photo that contradicts itself", () => {
  it.each([0, 1, 2, 7, 8, 40])("is answered where its notes are %i bytes long", async (length) => {
    const notes = Uint8Array.of(0xff, 0xd8, 0xff, 0xe1, 0, length);
    expect(await told(notes, "Exif\0\0MM\0*\0\0\0\b", "x".repeat(50))).toBe("photo.truncated");
  });

  it.each([
    [20, "measured"],
    [2001, "photo.truncated"],
  ])("is not looked through note by note: %i of them in front of a picture", async (notes, said) => {
    const frame = "ffc0000b080010001001011100ffda0008010100003f0000ffd9";
    const jpeg = Buffer.from(`ffd8${"ffe10002".repeat(notes)}${frame}`, "hex");
    expect(await told(jpeg)).toBe(said);
  });

  it.each([
    [20, { width: 20, height: 10 }],
    [1001, { width: 10, height: 20 }],
  ])(
    "is not looked through piece by piece: %i of them in front of how it is turned",
    async (pieces, size) => {
      const turned = Buffer.from("4d4d002a0000000800010112000300000001000600000000", "hex");
      const chunk = (name: string, content: Buffer) =>
        Buffer.concat([Buffer.from(name), Buffer.from(Uint32Array.of(content.length).buffer), content]);
      const canvas = chunk("VP8X", Buffer.from("08000000090000130000", "hex"));
      const empty = Array.from({ length: pieces }, () => chunk("ICCP", Buffer.alloc(0)));
      const body = Buffer.concat([Buffer.from("WEBP"), canvas, ...empty, chunk("EXIF", turned)]);
      const path = join(folder, "turned.webp");
      await writeFile(path, chunk("RIFF", body));
      expect(await measure(path)).toMatchObject({ kind: "measured", facts: size });
    },
  );

  it.each(["BM", "GIF89a", "RIFF1234WEBPVP8X", "\xff\xd8\xff\xe1", "II*\0\xff\xff\xff\xff"])(
    "is answered where nothing follows %j",
    async (start) => {
      for (let more = 0; more < 40; more++)
        expect(await told(start, new Uint8Array(more))).toBeTypeOf("string");
    },
  );
});

import { execFile } from "node:child_process";
import { openAsBlob } from "node:fs";
import { mkdtemp, open, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { blobReader } from "./byte-reader";
import { mediaFailures } from "./explain";
import { measureFrom } from "./measure-from";

const run = promisify(execFile);
const BYTES = 4_000_000_000;
const SECONDS = 1200;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "aircheck-large-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const ffmpeg = (...parameters: string[]) =>
  run(process.env.FFMPEG ?? "ffmpeg", ["-v", "error", "-y", ...parameters]);

/** Twenty minutes of picture and sound as ffmpeg writes them: the index stands at the end. */
async function twentyMinutes(): Promise<Buffer> {
  const [short, long] = [join(folder, "short.mp4"), join(folder, "long.mp4")];
  const drawn = ["-f", "lavfi", "-i", "color=c=teal:size=720x1280:rate=30:duration=2"];
  const sound = ["-f", "lavfi", "-i", "sine=duration=2"];
  await ffmpeg(...drawn, ...sound, "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", short);
  await ffmpeg("-stream_loop", String(SECONDS / 2 - 1), "-i", short, "-c", "copy", long);
  return readFile(long);
}

/** The same with its pieces spread evenly over 4 GB, between them holes that take no room on a disk. */
async function spread(video: Buffer, path: string): Promise<void> {
  const index = video.lastIndexOf("moov") - 4;
  // ffmpeg leaves eight bytes in front of the pictures, for a size that needs sixty-four bits.
  const pictures = video.indexOf("free");
  const moov = Buffer.from(video.subarray(index));
  const places = [...placesIn(moov)];
  const offsets = places.map((at) => moov.readUInt32BE(at)).sort((one, other) => one - other);
  const gap = Math.floor((BYTES - video.length) / offsets.length);
  const moved = new Map(offsets.map((offset, number) => [offset, offset + gap * number]));
  for (const at of places) moov.writeUInt32BE(moved.get(moov.readUInt32BE(at)) ?? 0, at);
  const head = Buffer.from(video.subarray(0, offsets[0]));
  head.writeUInt32BE(1, pictures - 4);
  head.write("mdat", pictures);
  head.writeBigUInt64BE(BigInt(BYTES - moov.length - (pictures - 4)), pictures + 4);
  const file = await open(path, "w");
  await file.write(head, 0, head.length, 0);
  for (const [number, offset] of offsets.entries()) {
    const piece = video.subarray(offset, offsets[number + 1] ?? index);
    await file.write(piece, 0, piece.length, moved.get(offset));
  }
  await file.write(moov, 0, moov.length, BYTES - moov.length);
  await file.close();
}

/** Where an index says where each piece stands. */
function* placesIn(moov: Buffer): Generator<number> {
  for (let at = moov.indexOf("stco"); at >= 0; at = moov.indexOf("stco", at + 4)) {
    const count = moov.readUInt32BE(at + 8);
    for (let entry = 0; entry < count; entry++) yield at + 12 + 4 * entry;
  }
}

/** A chosen file as a browser hands it over, that counts the bytes asked of it. */
function counting(blob: Blob, count: (bytes: number) => void): Blob {
  const counted = <T>(bytes: number, value: T): T => {
    count(bytes);
    return value;
  };
  return {
    size: blob.size,
    type: blob.type,
    slice: (start = 0, end = blob.size) => counted(end - start, blob.slice(start, end)),
    stream: () => counted(blob.size, blob.stream()),
    arrayBuffer: () => counted(blob.size, blob.arrayBuffer()),
    bytes: () => counted(blob.size, blob.bytes()),
    text: () => counted(blob.size, blob.text()),
  };
}

it("of 4 GB with the index at the end no more is read than its heads and its index", async () => {
  const path = join(folder, "large.mp4");
  const video = await twentyMinutes();
  await spread(video, path);
  expect((await stat(path)).size).toBe(BYTES);
  let read = 0;
  const measured = await measureFrom(
    blobReader(
      counting(await openAsBlob(path), (bytes) => {
        read += bytes;
      }),
    ),
  );
  expect(measured).toMatchObject({
    kind: "measured",
    facts: { width: 720, height: 1280, indexAtEnd: true, videoCodec: "avc", audioCodec: "aac" },
  });
  if (measured.kind !== "measured" || measured.facts.kind === "photo") throw new Error("There is no video.");
  expect(measured.facts.frameRate).toBeCloseTo(30, 0);
  // The sound of each repetition is a little longer than its picture.
  expect(Math.abs(measured.facts.seconds / SECONDS - 1)).toBeLessThan(0.02);
  expect(
    mediaFailures({ kind: "video", files: [measured] }, { maxSeconds: 3600 }, new Date().toISOString()),
  ).toEqual([]);
  expect(read).toBeLessThan(5_000_000);
});

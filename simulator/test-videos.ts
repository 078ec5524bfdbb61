import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface VideoRecipe {
  fps?: number;
  size?: string;
  seconds?: number;
  codec?: string;
  /** The file's ending, which decides the container. */
  container?: string;
  extra?: string[];
  /** With a tone beside the picture. */
  hasSound?: true;
  /** So many times one after the other, without coding it more than once. */
  times?: number;
}

/** Makes a small video with ffmpeg and returns its bytes: one second of H.264 in MP4, 360 by 640 at 30, unless told. */
export async function makeVideo(recipe: VideoRecipe = {}): Promise<Uint8Array<ArrayBuffer>> {
  const {
    fps = 30,
    size = "360x640",
    seconds = 1,
    codec = "libx264",
    container = "mp4",
    extra = [],
    hasSound,
    times,
  } = recipe;
  const folder = await mkdtemp(join(tmpdir(), "simulator-test-"));
  const file = join(folder, `video.${container}`);
  const ffmpeg = process.env.FFMPEG ?? "ffmpeg";
  const source = ["-f", "lavfi", "-i", `color=c=teal:size=${size}:rate=${fps}:duration=${seconds}`];
  try {
    await run(ffmpeg, [
      "-v",
      "error",
      ...source,
      ...(hasSound ? ["-f", "lavfi", "-i", `sine=duration=${seconds}`] : []),
      "-c:v",
      codec,
      "-pix_fmt",
      "yuv420p",
      ...extra,
      file,
    ]);
    if (!times) return new Uint8Array(await readFile(file));
    const repeated = join(folder, `repeated.${container}`);
    await run(ffmpeg, ["-v", "error", "-stream_loop", String(times - 1), "-i", file, "-c", "copy", repeated]);
    return new Uint8Array(await readFile(repeated));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

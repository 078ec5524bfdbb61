import { spawnSync } from "node:child_process";
import { chmodSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { installPackage } from "./find-browser";
import { Stop } from "./say";

const works = (path: string) => spawnSync(path, ["-version"], { stdio: "ignore" }).status === 0;

/**
 * The ffmpeg and ffprobe that make and judge the test videos: FFMPEG_PATH, the system's, Debian's package, else the
 * npm packages.
 * @throws Stop when none works: a test that needs a video never passes without one
 */
export function findFfmpeg(): { ffmpeg: string; ffprobe: string } {
  const named = process.env.FFMPEG_PATH;
  const candidates = named ? [{ ffmpeg: named, ffprobe: join(dirname(named), "ffprobe") }] : [];
  candidates.push({ ffmpeg: "ffmpeg", ffprobe: "ffprobe" });
  const usable = (pair: { ffmpeg: string; ffprobe: string }) => works(pair.ffmpeg) && works(pair.ffprobe);
  const found = candidates.find(usable);
  if (found) return found;
  const system = { ffmpeg: "ffmpeg", ffprobe: "ffprobe" };
  if (installPackage("ffmpeg") && usable(system)) return system;
  const require = createRequire(import.meta.url);
  const packed = {
    ffmpeg: (require("@ffmpeg-installer/ffmpeg") as { path: string }).path,
    ffprobe: (require("@ffprobe-installer/ffprobe") as { path: string }).path,
  };
  // Their install scripts would set this bit; nothing here relies on install scripts.
  for (const path of Object.values(packed)) chmodSync(path, 0o755);
  if (usable(packed)) return packed;
  throw new Stop("No ffmpeg could be found. Install ffmpeg or set FFMPEG_PATH.");
}

import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { isPhoto } from "#lib/db/json";
import { convert } from "#lib/media/convert";
import { findFfmpeg } from "#lib/media/find-ffmpeg";
import { measure } from "#lib/media/measure";
import { planRepair } from "#lib/media/plan-repair";
import { repairSeconds } from "#lib/media/repair-time";
import { checksOf } from "#lib/media/rules";
import { Stop } from "#scripts/say";
import { atMost, type Figure } from "./figures";

const run = promisify(execFile);
const SECONDS = 60;

/** Converting a minute of 1080p that TikTok would refuse, as a multiple of its length, and packing it anew. */
export async function repair(): Promise<Figure[]> {
  const ffmpeg = await findFfmpeg(process.env.FFMPEG_PATH);
  if (!ffmpeg) throw new Stop("This benchmark needs an ffmpeg with libx264.");
  const folder = mkdtempSync(join(tmpdir(), "aircheck-repair-bench-"));
  const make = async (name: string, parameters: readonly string[]) => {
    const path = join(folder, name);
    await run(ffmpeg.path, ["-v", "error", "-y", ...parameters, path], { maxBuffer: 1 << 24 });
    return path;
  };
  const timed = async (path: string) => {
    const measured = await measure(path);
    if (measured.kind !== "measured" || isPhoto(measured.facts)) throw new Error(`${path} is no video.`);
    const file = { facts: measured.facts, bytes: measured.bytes };
    const found = checksOf(file, { maxSeconds: null }).filter(({ ok }) => !ok);
    const outlook = planRepair(file, found, { maxSeconds: null });
    if (outlook.kind !== "repairable" || outlook.plan.kind === "photo" || outlook.plan.kind === "recode")
      throw new Error("Nothing to repair.");
    const began = performance.now();
    const outcome = await convert({
      ...{ ffmpeg, from: path, to: `${path}.converted`, facts: file.facts, plan: outlook.plan },
      ...{ signal: new AbortController().signal, onProgress: () => {}, limitMs: 3_600_000 },
    });
    if (outcome.kind !== "converted") throw new Error(JSON.stringify(outcome));
    const seconds = (performance.now() - began) / 1000;
    return { seconds, said: repairSeconds(outlook.plan, file, "server") };
  };
  try {
    // Film has grain and moves; a drawn picture alone would flatter the encoder.
    const scene = (rate: number) => ["-f", "lavfi", "-i", `testsrc2=size=1080x1920:rate=${rate}:duration=6`];
    const sound = ["-f", "lavfi", "-i", "sine=frequency=440:duration=6", "-vf", "noise=alls=12:allf=t"];
    const hevc = [
      "-c:v",
      "libx265",
      "-preset",
      "ultrafast",
      "-x265-params",
      "log-level=error",
      "-tag:v",
      "hvc1",
    ];
    const short = await make("short.mov", [...scene(15), ...sound, ...hevc, "-c:a", "aac"]);
    const again = ["-stream_loop", "9", "-i", short, "-c", "copy", "-t", String(SECONDS)];
    const slow = await make("slow.mov", again);
    const film = await make("film-short.mp4", [
      ...scene(30),
      ...[...sound, "-c:v", "libx264", "-preset", "ultrafast", "-b:v", "12M", "-c:a", "aac"],
    ]);
    const packed = await make("film.mkv", [
      "-stream_loop",
      "9",
      "-i",
      film,
      "-c",
      "copy",
      "-t",
      String(SECONDS),
    ]);
    const coded = await timed(slow);
    const copied = await timed(packed);
    return [
      {
        what: `a ${SECONDS} s 1080 × 1920 H.265 file of 15 fps, converted on the server`,
        ours: `${coded.seconds.toFixed(1)} s`,
        reference: `${SECONDS} s of video, ${coded.said.toFixed(0)} s promised`,
        ratio: coded.seconds / SECONDS,
        goal: "at most 2 times its length",
        met: atMost(coded.seconds / SECONDS, 2),
      },
      {
        what: `a ${SECONDS} s 1080 × 1920 H.264 file in Matroska, packed anew`,
        ours: `${copied.seconds.toFixed(1)} s`,
        reference: `${SECONDS} s of video`,
        ratio: copied.seconds / SECONDS,
        goal: "at most 0.1 times its length",
        met: atMost(copied.seconds / SECONDS, 0.1),
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

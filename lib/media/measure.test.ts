import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isPhoto } from "#lib/db/json";
import { refusalOf, unusableFailure } from "./explain";
import { measure } from "./measure";
import type { Measured } from "./measure-from";
import { findings } from "./rules";

const run = promisify(execFile);
const AT = "2026-11-24T12:00:00.000Z";
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "aircheck-measure-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const H264 = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"];
const picture = (size: string, rate = 30, seconds = 1) => [
  "-f",
  "lavfi",
  "-i",
  `testsrc2=size=${size}:rate=${rate}:duration=${seconds}`,
];
const SOUND = ["-f", "lavfi", "-i", "sine=frequency=440:duration=1"];

async function make(name: string, ...options: string[]): Promise<string> {
  const path = join(folder, name);
  await run(process.env.FFMPEG ?? "ffmpeg", ["-v", "error", "-y", ...options, path]);
  return path;
}

type Probe = {
  streams: {
    codec_type: string;
    codec_name: string;
    width: number;
    height: number;
    avg_frame_rate: string;
    tags?: { rotate?: string };
    side_data_list?: { rotation?: number }[];
  }[];
  format: { duration: string };
};

/** What an independent reader finds. */
async function probe(path: string) {
  const options = ["-v", "error", "-of", "json", "-show_streams", "-show_format", path];
  const { stdout } = await run(process.env.FFPROBE ?? "ffprobe", options);
  const { streams, format } = JSON.parse(stdout) as Probe;
  const video = streams.find((stream) => stream.codec_type === "video");
  if (!video) throw new Error("ffprobe found no picture.");
  const [frames = 0, seconds = 1] = video.avg_frame_rate.split("/").map(Number);
  const turned =
    Math.abs(video.side_data_list?.[0]?.rotation ?? Number(video.tags?.rotate ?? 0)) % 180 === 90;
  const { width, height } = video;
  return {
    codec: video.codec_name,
    frameRate: frames / seconds,
    seconds: Number(format.duration),
    width: turned ? height : width,
    height: turned ? width : height,
  };
}

function facts(measured: Measured) {
  if (measured.kind !== "measured") throw new Error(`Expected a usable file, got ${measured.code}.`);
  if (isPhoto(measured.facts)) throw new Error("Expected a video, got a photo.");
  return measured.facts;
}

const LIMITS = { maxSeconds: 600 };

describe("a file that TikTok takes", () => {
  const accepted: [string, string, string, string[]][] = [
    ["H.264 in MP4", "h264.mp4", "mp4", [...H264, "-c:a", "aac"]],
    ["H.264 in fragmented MP4", "pieces.mp4", "mp4", [...H264, "-movflags", "frag_keyframe+empty_moov"]],
    [
      "H.265 in MOV",
      "hevc.mov",
      "mov",
      ["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error", "-tag:v", "hvc1"],
    ],
    ["VP9 in WebM", "vp9.webm", "webm", ["-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8"]],
    ["VP8 in WebM", "vp8.webm", "webm", ["-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8"]],
  ];
  it.each(accepted)("%s is measured as ffprobe measures it", async (_, name, container, options) => {
    const path = await make(name, ...picture("360x640"), ...SOUND, ...options);
    const found = facts(await measure(path));
    const oracle = await probe(path);
    expect(found.container).toBe(container);
    expect({ avc: "h264", hevc: "hevc", vp8: "vp8", vp9: "vp9" }[found.videoCodec ?? ""]).toBe(oracle.codec);
    expect(found.audioCodec).not.toBeNull();
    expect([found.width, found.height]).toEqual([oracle.width, oracle.height]);
    expect(found.frameRate).toBeCloseTo(oracle.frameRate, 0);
    expect(Math.abs(found.seconds - oracle.seconds)).toBeLessThan(0.1);
    const { size } = await stat(path);
    expect(refusalOf({ facts: found, bytes: size }, LIMITS, AT)).toBeUndefined();
  });

  it("is measured as it is shown, not as it is stored, when it carries a rotation", async () => {
    const flat = await make("flat.mp4", ...picture("1280x720"), ...H264);
    const path = await make("rotated.mp4", "-i", flat, "-c", "copy", "-metadata:s:v:0", "rotate=90");
    const found = facts(await measure(path));
    const oracle = await probe(path);
    expect([found.width, found.height]).toEqual([720, 1280]);
    expect([found.width, found.height]).toEqual([oracle.width, oracle.height]);
    expect(found.rotation % 180).toBe(90);
  });
});

describe("a file that TikTok would refuse", () => {
  it("is refused for 15 frames a second, with every check beside the broken one", async () => {
    const path = await make("slow.mp4", ...picture("720x1280", 15), ...H264);
    const refusal = refusalOf({ facts: facts(await measure(path)), bytes: 1000 }, LIMITS, AT);
    expect(refusal?.code).toBe("media.frame_rate");
    expect(refusal?.evidence?.[0]).toEqual({
      path: "frameRate",
      measured: 15,
      limit: "23 to 60 fps",
      ok: false,
    });
    expect(refusal?.evidence?.slice(1).every(({ ok }) => ok)).toBe(true);
  });

  it("is refused for 320 by 568 pixels", async () => {
    const path = await make("small.mp4", ...picture("320x568"), ...H264);
    const refusal = refusalOf({ facts: facts(await measure(path)), bytes: 1000 }, LIMITS, AT);
    expect(refusal?.code).toBe("media.picture_size");
    expect(refusal?.evidence?.[0]?.measured).toBe("320 × 568");
  });

  it("is refused for a container or a codec that TikTok does not name", async () => {
    const mkv = await make("video.mkv", ...picture("360x640"), ...H264);
    const old = await make("old.mp4", ...picture("360x640"), "-c:v", "mpeg4");
    expect(refusalOf({ facts: facts(await measure(mkv)), bytes: 1000 }, LIMITS, AT)?.code).toBe(
      "media.container",
    );
    const refusal = refusalOf({ facts: facts(await measure(old)), bytes: 1000 }, LIMITS, AT);
    expect(refusal?.code).toBe("media.codec");
    expect(refusal?.evidence?.[0]?.measured).toBe("mp4v");
  });
});

describe("a file that is no whole video", () => {
  it("is empty when it has no bytes", async () => {
    const path = join(folder, "empty.mp4");
    await writeFile(path, "");
    expect(await measure(path)).toMatchObject({ kind: "unusable", code: "media.empty" });
  });

  it("is a photo when it is one, whatever its name says", async () => {
    const png = await make("picture.png", ...picture("360x640"), "-frames:v", "1");
    const path = join(folder, "renamed.mp4");
    await writeFile(path, await readFile(png));
    const found = { kind: "photo", format: "png", width: 360, height: 640, isAnimated: false };
    expect(await measure(path)).toMatchObject({ kind: "measured", facts: found });
  });

  it("is unreadable when it is text or a playlist that names other files", async () => {
    for (const text of ["hello", "#EXTM3U\n#EXTINF:1,\n/etc/hostname\n#EXT-X-ENDLIST\n"]) {
      const path = join(folder, "text.mp4");
      await writeFile(path, text);
      expect(await measure(path)).toMatchObject({ kind: "unusable", code: "media.unreadable" });
    }
  });

  it("has no video when it holds sound alone", async () => {
    const path = await make("sound.mp4", ...SOUND, "-c:a", "aac");
    expect(await measure(path)).toMatchObject({ kind: "unusable", code: "media.no_video" });
    const mp3 = await make("sound.mp3", ...SOUND);
    expect(await measure(mp3)).toMatchObject({ kind: "unusable", code: "media.no_video" });
  });

  const cut: [string, string, string[]][] = [
    ["MP4 with its index at the end", "end.mp4", H264],
    ["MP4 with its index at the start", "start.mp4", [...H264, "-movflags", "+faststart"]],
    ["fragmented MP4", "frag.mp4", [...H264, "-movflags", "frag_keyframe+empty_moov", "-g", "10"]],
    ["MOV", "end.mov", H264],
    ["WebM", "cut.webm", ["-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8"]],
  ];
  it.each(cut)(
    "is truncated when the end of a %s is missing, by much or by little",
    async (_, name, options) => {
      const path = await make(name, ...picture("360x640"), ...options);
      const { size } = await stat(path);
      for (const rest of [size - 20, Math.round(size * 0.6)]) {
        await truncate(path, rest);
        const measured = await measure(path);
        expect(measured).toMatchObject({ kind: "unusable", code: "media.truncated", bytes: rest });
        if (measured.kind !== "unusable") throw new Error("unreachable");
        expect(unusableFailure(measured, AT).code).toBe("media.truncated");
      }
    },
  );
});

describe("advice", () => {
  it("never blocks a short, small, flat and silent video", async () => {
    const path = await make("modest.mp4", ...picture("640x480"), ...H264);
    const found = findings({ facts: facts(await measure(path)), bytes: 1000 }, LIMITS);
    expect(found.map(({ code }) => code)).toEqual([
      "advice.small",
      "advice.short",
      "advice.shape",
      "advice.silent",
    ]);
    expect(found.every(({ severity }) => severity === "warns")).toBe(true);
  });
});

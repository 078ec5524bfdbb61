import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import type { MediaFacts, PhotoFacts } from "#lib/db/json";
import type { AnyFile } from "./explain";
import { findingsIn, RULES_VERSION, verdictOf } from "./verdict";

const video: AnyFile = {
  facts: {
    ...{ container: "mp4", mimeType: "video/mp4", videoCodec: "avc", audioCodec: "aac" },
    ...{ width: 1080, height: 1920, rotation: 0, seconds: 42, frameRate: 30, truncated: false },
  },
  bytes: 1_000_000,
};
const photo: AnyFile = {
  facts: {
    ...{ kind: "photo", format: "jpeg", mimeType: "image/jpeg" },
    ...{ width: 1080, height: 1440, isAnimated: false },
  },
  bytes: 1_000_000,
};

const steps = (from: number, to: number, by: number) =>
  Array.from({ length: Math.round((to - from) / by) + 1 }, (_, each) => from + each * by);
const but = (
  file: AnyFile,
  facts: Partial<MediaFacts> | Partial<PhotoFacts>,
  bytes = file.bytes,
): AnyFile => ({
  facts: { ...file.facts, ...facts } as AnyFile["facts"],
  bytes,
});

/** Files on both sides of every limit there is, and of limits that there may be. */
function* samples(): Generator<AnyFile> {
  const sizes = [...steps(100, 5_000, 20), 359, 4_097];
  for (const file of [video, photo]) {
    for (const width of sizes) yield but(file, { width });
    for (const height of sizes) yield but(file, { height });
    for (const megabytes of [...steps(1, 60, 1), ...steps(100, 5_000, 50)])
      yield but(file, {}, megabytes * 1e6);
  }
  for (const frameRate of steps(1, 130, 0.5)) yield but(video, { frameRate });
  for (const seconds of [...steps(0.5, 20, 0.5), ...steps(30, 4_000, 15)]) yield but(video, { seconds });
  const codecs = ["avc", "hevc", "vp8", "vp9", "av1", "prores", "mpeg4", null];
  for (const videoCodec of codecs) yield but(video, { videoCodec });
  for (const container of ["mp4", "mov", "webm", "other"] as const) {
    for (const audioCodec of ["aac", "mp3", "opus", "vorbis", "pcm-s16", null])
      yield but(video, { container, audioCodec });
  }
  for (const each of ["isVariable", "isHdr", "indexAtEnd", "isFragmented", "hasEdits", "truncated"] as const)
    yield but(video, { [each]: true });
  for (const format of ["jpeg", "webp", "png", "gif", "heic", "avif", "other"] as const)
    for (const isAnimated of [false, true]) yield but(photo, { format, isAnimated } as Partial<PhotoFacts>);
}

it("says whether TikTok would take a file, and whether it could be better", () => {
  expect(verdictOf(video)).toBe("fine");
  expect(verdictOf(photo)).toBe("fine");
  expect(verdictOf(but(video, { audioCodec: null }))).toBe("hints");
  expect(verdictOf(but(photo, { isAnimated: true }))).toBe("hints");
  expect(verdictOf(but(video, { audioCodec: null, frameRate: 15 }))).toBe("refused");
  expect(verdictOf(but(photo, { format: "png" }))).toBe("refused");
});

it("is found by other rules only under another number, so that stored verdicts never outlive the rules they rest on", () => {
  const found = [...samples()].map((file) => findingsIn(file).map(({ code, severity }) => [code, severity]));
  const digest = createHash("sha256").update(JSON.stringify(found)).digest("hex").slice(0, 16);
  // Fails when a rule has changed: raise RULES_VERSION, and note here what the new number stands for.
  expect({ [RULES_VERSION]: digest }).toEqual({ 1: "0628d13d03591967" });
});

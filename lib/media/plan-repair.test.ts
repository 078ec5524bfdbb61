import { describe, expect, it } from "vitest";
import type { MediaFacts, PhotoFacts } from "#lib/db/json";
import { planRepair, repairText } from "./plan-repair";
import { aboutText, placeFor, repairSeconds } from "./repair-time";
import { checksOf } from "./rules";

const VIDEO: MediaFacts = {
  ...{ container: "mp4", mimeType: "video/mp4", videoCodec: "avc", audioCodec: "aac", rotation: 0 },
  ...{ width: 1080, height: 1920, seconds: 20, frameRate: 30, truncated: false },
};
const PHOTO: PhotoFacts = {
  ...{ kind: "photo", format: "png", mimeType: "image/png", width: 1000, height: 1500, isAnimated: false },
};

function planned(change: Partial<MediaFacts>, limits: { maxSeconds?: number; refused?: boolean } = {}) {
  const facts = { ...VIDEO, ...change };
  const { maxSeconds = null, refused = false } = limits;
  const found = checksOf({ facts, bytes: 1_000_000 }, { maxSeconds }).filter(({ ok }) => !ok);
  const outlook = planRepair({ facts, bytes: 1_000_000 }, found, { maxSeconds, refused });
  return outlook.kind === "repairable"
    ? { ...outlook.plan, says: repairText(outlook.plan, { facts }) }
    : outlook;
}

describe("what is done to a file", () => {
  it("is nothing where nothing is wrong, unless TikTok has refused it", () => {
    expect(planned({})).toEqual({ kind: "fine" });
    expect(planned({}, { refused: true })).toMatchObject({ kind: "encode", frameRate: 30, width: 1080 });
    expect(planned({ isVariable: true, frameRate: 27.4 }, { refused: true })).toMatchObject({
      frameRate: 30,
    });
    // That it is small is no fault that anybody is offered a conversion for.
    const small = { width: 540, height: 960 };
    expect(planned(small)).toEqual({ kind: "fine" });
    expect(planned({ ...small, container: "other" })).toMatchObject({ kind: "remux" });
  });

  it("is only packing where only the container or the length is wrong", () => {
    expect(planned({ container: "other" })).toEqual({
      ...{ kind: "remux", trimSeconds: null },
      says: "Pack into MP4; the picture itself is not changed.",
    });
    expect(planned({ container: "other", videoCodec: "vp9" })).toMatchObject({
      ...{ kind: "remux", says: "Pack into WebM; the picture itself is not changed." },
    });
    expect(planned({}, { maxSeconds: 10 })).toEqual({
      ...{ kind: "remux", trimSeconds: 9.9 },
      says: "Cut the end off; the picture itself is not changed. It ends after 0:10.",
    });
  });

  it.each([
    [15, 30],
    [120, 30],
    [23.976, 23.976],
    [59.94, 59.94],
  ])("brings %s frames a second to %s", (frameRate, expected) => {
    expect(planned({ frameRate, videoCodec: "av1" })).toMatchObject({ kind: "encode", frameRate: expected });
  });

  it.each([
    ["keeps what fits", 1080, 1920, 1080, 1920],
    ["keeps 720", 720, 1280, 720, 1280],
    ["makes sides even without growing them", 721, 1281, 720, 1280],
    ["grows a short side of less than 720 to just that", 540, 960, 720, 1280],
    ["grows it whatever is wrong with it", 320, 568, 720, 1278],
    ["grows what lies", 640, 360, 1280, 720],
    ["grows no further than the long side may be", 200, 2000, 410, 4096],
    ["shrinks what is over 4096", 2160, 8192, 1080, 4096],
    ["shrinks that also where it gets small", 600, 5120, 480, 4096],
  ])("%s: %s × %s", (_, width, height, wide, high) => {
    expect(planned({ width, height, frameRate: 15 })).toMatchObject({ width: wide, height: high });
  });

  it("is nothing that helps where a side can never fit, or something is missing", () => {
    expect(planned({ width: 20, height: 4000 })).toMatchObject({ kind: "beyond" });
    expect(planned({ truncated: true, frameRate: 15 })).toMatchObject({ kind: "beyond" });
    expect(planned({ videoCodec: null })).toMatchObject({ kind: "beyond" });
  });

  it("is said in words", () => {
    expect(planned({ frameRate: 15 })).toMatchObject({
      says: "Convert to MP4 with H.264 at 30 frames a second; the picture stays 1080 × 1920.",
    });
    expect(planned({ width: 320, height: 568, frameRate: 29.97 }, { maxSeconds: 15 })).toMatchObject({
      says: "Convert to MP4 with H.264 at 29.97 frames a second; the picture becomes 720 × 1278. It ends after 0:15.",
    });
  });

  it.each([
    [1000, 1500, 1000, 1500],
    [3000, 2000, 1620, 1080],
    [900, 2400, 720, 1920],
  ])("makes a JPEG of a photo of %s × %s: %s × %s", (width, height, wide, high) => {
    const found = [{ code: "photo.format", severity: "blocks" as const }];
    const outlook = planRepair({ facts: { ...PHOTO, width, height }, bytes: 1 }, found, { maxSeconds: null });
    expect(outlook).toEqual({ kind: "repairable", plan: { kind: "photo", width: wide, height: high } });
  });

  it("opens what phones make, and says beforehand of a photo that it is too large to be opened", () => {
    const found = [{ code: "photo.format", severity: "blocks" as const }];
    const told = (bytes: number, width: number, height: number) =>
      planRepair({ facts: { ...PHOTO, width, height }, bytes }, found, { maxSeconds: null });
    expect(told(40_000_000, 12_000, 9_000)).toMatchObject({ plan: { width: 1440, height: 1080 } });
    expect(told(60_000_000, 16_320, 12_240)).toMatchObject({ kind: "repairable" });
    expect(told(60_000_000, 20_000, 15_000)).toEqual({
      ...{ kind: "beyond", why: "a photo of more than 268 megapixels can't be opened" },
    });
    expect(told(300_000_000, 1000, 1500)).toEqual({
      ...{ kind: "beyond", why: "a photo of more than 200 MB can't be opened" },
    });
  });
});

describe("where it is done", () => {
  it("is the browser for photos that the server has no reader for, wherever videos are converted", () => {
    const photo = (mimeType: string) => ({ facts: { ...PHOTO, mimeType } });
    expect(["image/heic", "image/bmp"].map((type) => placeFor(photo(type), "server"))).toEqual([
      "browser",
      "browser",
    ]);
    expect(placeFor(photo("image/png"), "server")).toBe("server");
    expect(placeFor({ facts: VIDEO }, "server")).toBe("server");
  });
});

describe("how long it takes", () => {
  it.each([
    [3, "a few seconds"],
    [33, "about 40 seconds"],
    [59, "about 1 minute"],
    [200, "about 3 minutes"],
    [7000, "about 2 hours"],
  ])("%s seconds are %s", (seconds, text) => expect(aboutText(seconds)).toBe(text));

  it("grows with the pictures, and hardly where they are only packed", () => {
    const file = { facts: VIDEO, bytes: 100_000_000 };
    const encode = { kind: "encode", width: 1080, height: 1920, frameRate: 30, trimSeconds: null } as const;
    expect(repairSeconds({ ...encode, frameRate: 60 }, file, "server")).toBeGreaterThan(
      1.5 * repairSeconds(encode, file, "server"),
    );
    expect(repairSeconds({ kind: "remux", trimSeconds: null }, file, "server")).toBe(1);
  });
});

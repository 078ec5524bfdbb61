import { describe, expect, it } from "vitest";
import type { MediaFacts, PhotoFacts } from "#lib/db/json";
import { type Code, isCode, rows } from "#lib/errors/catalog";
import { tell } from "#lib/errors/guidance";
import { evidenceRow } from "#lib/errors/measure";
import { adviceText, basisText, fixText, mediaFailures, refusalOf } from "./explain";
import type { Unusable } from "./measure-from";
import { photoFindings } from "./photo-rules";
import { checksOf, findings, type MediaLimits } from "./rules";

const AT = "2026-11-24T12:00:00.000Z";
const LIMITS = { maxSeconds: null };
const video = (more: Partial<MediaFacts> = {}, bytes = 1_000) => ({
  facts: {
    ...{ container: "mp4", mimeType: "video/mp4", videoCodec: "avc", audioCodec: "aac" },
    ...{ width: 1080, height: 1920, rotation: 0, seconds: 42, frameRate: 30, truncated: false },
    ...more,
  } as MediaFacts,
  bytes,
});
const photo = (more: Partial<PhotoFacts> = {}, bytes = 1_000) => ({
  facts: {
    ...{
      kind: "photo",
      format: "jpeg",
      mimeType: "image/jpeg",
      width: 1080,
      height: 1440,
      isAnimated: false,
    },
    ...more,
  } as PhotoFacts,
  bytes,
});
const TIKTOK_PAGE = /^https:\/\/developers\.tiktok\.com\/doc\//;
/** Codes that TikTok answers and documents. */
const WORDS_OF_TIKTOK = rows
  .filter(({ official, channels }) => official && !channels.includes("ours"))
  .map(({ code }) => code);
const PNG = { format: "png", mimeType: "image/png" } as const;
const codes = (found: readonly { code: string }[]) => found.map(({ code }) => code);
const videoFailures = (...[file, limits]: [ReturnType<typeof video>, MediaLimits?]) =>
  codes(mediaFailures({ kind: "video", files: [file] }, limits ?? LIMITS, AT));
const photoFailures = (files: ReturnType<typeof photo>[]) =>
  mediaFailures({ kind: "photo", files }, LIMITS, AT);

describe("a finding", () => {
  it("names what TikTok would have answered, a page of TikTok's, and what it rests on", () => {
    const worst = video({
      ...{
        container: "other",
        mimeType: "video/x-matroska",
        videoCodec: "av1",
        audioCodec: "opus",
        frameRate: 12,
      },
      ...{
        width: 300,
        height: 200,
        seconds: 2,
        isHdr: true,
        isVariable: true,
        hasEdits: true,
        isFragmented: true,
      },
    });
    const many = Array.from({ length: 35 }, () => photo());
    const found = [
      ...findings({ ...worst, bytes: 5e9 }, { maxSeconds: 1, pulls: true }),
      ...findings(video({ seconds: 700, audioCodec: null }), { maxSeconds: null }),
      ...photoFindings([photo({ ...PNG, width: 3000, height: 2400, isAnimated: true }, 21e6), ...many]),
    ];
    // Every code that there is a text for.
    expect(new Set(codes(found))).toEqual(new Set(Object.keys(fixText)));
    for (const each of found) {
      expect(each.page).toMatch(TIKTOK_PAGE);
      // Only what nobody enforces is never answered.
      if (each.basis !== "practice" || each.answer) expect(WORDS_OF_TIKTOK, each.code).toContain(each.answer);
      expect(basisText[each.basis]).toMatch(/\.$/);
      expect(fixText[each.code]).toMatch(/\.$/);
      if (each.severity === "warns") expect(adviceText[each.code]).toMatch(/\.$/);
      expect(each.severity === "blocks" && each.basis !== "documented", each.code).toBe(false);
    }
  });

  it.each<Code>([
    ...Object.keys({
      "media.empty": 0,
      "media.unreadable": 0,
      "media.truncated": 0,
      "media.no_video": 0,
      "photo.truncated": 0,
    } satisfies Record<Unusable["code"], 0>).filter(isCode),
    ...Object.keys(fixText).filter(isCode),
    ...(["media.none", "photo.none", "media.over_upload_limit"] as const),
    ...(["caption.too_long", "description.too_long", "title.too_long"] as const),
  ])("that keeps a file or a text from being sent says on its card what TikTok would answer: %s", (code) => {
    const cause = { code, args: {}, support: { at: AT } };
    const { answer } = tell(cause, { audience: "staff" }, { handle: "@lena", now: AT, timeZone: "UTC" });
    expect(WORDS_OF_TIKTOK).toContain(answer?.code);
    expect(answer?.page).toMatch(TIKTOK_PAGE);
  });

  it("says that 720p, three seconds and 287 MB are reported, the last only when TikTok pulls", () => {
    const small = video({ width: 540, height: 960, seconds: 2 }, 300e6);
    const reported = (pulls: boolean) =>
      codes(findings(small, { maxSeconds: null, pulls }).filter(({ basis }) => basis === "reported"));
    expect(reported(false)).toEqual(["advice.small", "advice.short"]);
    expect(reported(true)).toEqual(["advice.small", "advice.short", "advice.pull_size"]);
    expect(videoFailures(small)).toEqual([]);
  });

  it("holds a limit at its very edge", () => {
    for (const frameRate of [23, 23.976, 59.94, 60]) expect(videoFailures(video({ frameRate }))).toEqual([]);
    for (const frameRate of [22.9, 60.1])
      expect(videoFailures(video({ frameRate }))).toEqual(["media.frame_rate"]);
    expect(videoFailures(video({ width: 360, height: 4096 }))).toEqual([]);
    expect(videoFailures(video({ width: 359, height: 640 }))).toEqual(["media.picture_size"]);
    expect(videoFailures(video({}, 4e9))).toEqual([]);
    expect(videoFailures(video({}, 4e9 + 1))).toEqual(["media.too_large"]);
    expect(videoFailures(video({ seconds: 60.04 }), { maxSeconds: 60 })).toEqual([]);
    expect(videoFailures(video({ seconds: 61 }), { maxSeconds: 60 })).toEqual(["media.too_long"]);
  });
});

describe("what keeps a video from being sent", () => {
  it("is one failure for each rule, each with all checks beside it", () => {
    const found = mediaFailures(
      { kind: "video", files: [video({ frameRate: 15, videoCodec: "av1" })] },
      LIMITS,
      AT,
    );
    expect(codes(found)).toEqual(["media.codec", "media.frame_rate"]);
    expect(found[1]?.evidence?.[0]).toMatchObject({ path: "frameRate", measured: 15, ok: false });
    expect(found[1]?.evidence).toHaveLength(checksOf(video(), LIMITS).length);
  });

  it("is also that there is none, or a photo in its place", () => {
    expect(codes(mediaFailures({ kind: "video", files: [] }, LIMITS, AT))).toEqual(["media.none"]);
    const [found] = mediaFailures({ kind: "video", files: [photo()] }, LIMITS, AT);
    expect(found).toMatchObject({ code: "media.container", evidence: [{ measured: "JPEG" }] });
  });
});

describe("what keeps a carousel from being sent", () => {
  it("names each photo by its number, one failure for each rule", () => {
    const found = photoFailures([photo(), photo(PNG), photo({ width: 1254, height: 1254 }), photo(PNG)]);
    expect(codes(found)).toEqual(["photo.format", "photo.picture_size"]);
    expect(found[0]).toMatchObject({ args: { photo: 2 }, evidence: [{ photo: 2 }, { photo: 4 }] });
    expect(found[0]?.evidence?.map(evidenceRow)[1]).toMatchObject({
      ...{ label: "Photo 4: format", measured: "PNG", limit: "JPEG or WebP" },
    });
    expect(found[1]?.args).toEqual({ photo: 3 });
  });

  it("is none where all fit, up to thirty-five of them", () => {
    const many = (count: number) => Array.from({ length: count }, () => photo());
    expect(photoFailures(many(35))).toEqual([]);
    expect(codes(photoFailures(many(36)))).toEqual(["photo.too_many"]);
    expect(codes(photoFailures([]))).toEqual(["photo.none"]);
  });

  it("takes a long side over 1920 px, because nobody has documented that", () => {
    const tall = photo({ width: 900, height: 2400 });
    expect(photoFailures([tall])).toEqual([]);
    expect(photoFindings([tall])).toMatchObject([{ code: "advice.photo_long", basis: "reported", photo: 1 }]);
  });

  it("is a video among the photos", () => {
    const [found] = mediaFailures({ kind: "photo", files: [photo(), video()] }, LIMITS, AT);
    expect(found).toMatchObject({
      code: "photo.format",
      args: { photo: 2 },
      evidence: [{ measured: "a video" }],
    });
  });
});

it("a photo alone is refused as the first of its carousel", () => {
  expect(refusalOf(photo(PNG), LIMITS, AT)).toMatchObject({ code: "photo.format", args: { photo: 1 } });
  expect(refusalOf(photo(), LIMITS, AT)).toBeUndefined();
});

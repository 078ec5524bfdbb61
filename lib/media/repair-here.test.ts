import { describe, expect, it } from "vitest";
import type { MediaFacts, RepairPlan } from "#lib/db/json";
import { beyondBrowsers, bytesHere, MOST_BYTES_HERE, notHereText } from "./repair-here";

const FACTS: MediaFacts = {
  ...{ container: "other", mimeType: "video/x-matroska", videoCodec: "avc", audioCodec: "aac", rotation: 0 },
  ...{ width: 1080, height: 1920, seconds: 1200, frameRate: 30, truncated: false },
};
const PACK = { kind: "remux", trimSeconds: null } as const;
const CODE = { kind: "encode", width: 1080, height: 1920, frameRate: 30, trimSeconds: null } as const;
const file = (bytes: number, facts: Partial<MediaFacts> = {}) => ({ facts: { ...FACTS, ...facts }, bytes });
const isBeyond = (plan: RepairPlan, ...of: Parameters<typeof file>) =>
  beyondBrowsers(plan, file(...of)) !== null;

describe("what is left to a server", () => {
  it("is a result that would not fit in a browser's memory, however little work it were", () => {
    expect(isBeyond(PACK, 3e9)).toBe(true);
    expect(isBeyond(PACK, MOST_BYTES_HERE)).toBe(false);
    // What is cut off is not held.
    expect(isBeyond({ ...PACK, trimSeconds: 120 }, 3e9)).toBe(false);
    // A large file may become a small one, and a small one large.
    expect(isBeyond(CODE, 3e9, { seconds: 60 })).toBe(false);
    expect(isBeyond(CODE, 2e7)).toBe(true);
    // Ten minutes at TikTok's usual size are converted here.
    expect(isBeyond({ ...CODE, trimSeconds: 599.9 }, 2e7)).toBe(false);
    // Whoever does not say how long a file is may give all of it.
    expect(bytesHere(PACK, file(7e8, { seconds: 0 }))).toBe(7e8);
  });

  it("is high dynamic range that is coded anew; packed anew it is left as it is", () => {
    expect(isBeyond(CODE, 2e7, { seconds: 20, isHdr: true })).toBe(true);
    expect(isBeyond(PACK, 2e7, { isHdr: true })).toBe(false);
  });

  it("is said in words, with what helps", () => {
    expect(notHereText(PACK, file(3e9))).toBe(
      "The server leaves converting to browsers, and what comes out, about 3 GB, is more than the 500 MB that we ask one to hold in memory. Export it as MP4 with H.264, or as a smaller file, or ask whoever runs Aircheck here to install ffmpeg: then the server converts it.",
    );
    expect(notHereText(CODE, file(2e7, { seconds: 20, isHdr: true }))).toContain("high dynamic range (HDR)");
    expect(notHereText({ kind: "recode", trimSeconds: null }, file(2e7))).toContain("this kind of file");
    expect(notHereText(CODE, file(2e7, { seconds: 20 }))).toContain("this one can't read or write");
  });
});

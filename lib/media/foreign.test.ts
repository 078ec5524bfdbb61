import { describe, expect, it } from "vitest";
import type { MediaFacts } from "#lib/db/json";
import { tell } from "#lib/errors/guidance";
import { blobReader } from "./byte-reader";
import { mediaFailures, unusableFailure } from "./explain";
import { measureFrom } from "./measure-from";
import { planRepair, repairText } from "./plan-repair";
import { findings } from "./rules";

const AT = "2026-11-24T12:00:00.000Z";
const bytes = (text: string, length = 4000) =>
  Uint8Array.from({ length }, (_, at) => (at < text.length ? text.charCodeAt(at) : at % 251));
const words = (text: string) => new TextEncoder().encode(text);

/** What somebody reads who has chosen a file that begins like this. */
async function read(file: Uint8Array<ArrayBuffer>) {
  const measured = await measureFrom(blobReader(new Blob([file])));
  const [failure] =
    measured.kind === "unusable"
      ? [unusableFailure(measured, AT)]
      : mediaFailures({ kind: "video", files: [measured] }, { maxSeconds: 60 }, AT);
  if (!failure) throw new Error("Nothing was found.");
  const about = { handle: "", fileName: "sea.mp4", now: AT, timeZone: "UTC" };
  const { headline, summary, primary } = tell(failure, { audience: "staff" }, about);
  return { code: failure.code, headline, summary, primary: primary?.id };
}

describe("a file that is not read here", () => {
  it.each([
    ["RIFF\x00\x00\x00\x00AVI LIST", "AVI"],
    ["FLV\x01\x05", "FLV"],
    ["\x00\x00\x01\xba\x44", "MPEG"],
    ["OggS\x00\x02 \x80theora", "Ogg"],
  ])("is named by how it begins: %j", async (start, name) => {
    expect(await read(bytes(start))).toEqual({
      code: "media.container",
      headline: `TikTok doesn't take ${name} files`,
      summary: `This file is ${name}. TikTok takes MP4, MOV or WebM.`,
      primary: "convert_file",
    });
  });

  it.each([
    [bytes("%PDF-1.7\n"), "a PDF document"],
    [bytes("PK\x03\x04"), "a ZIP archive"],
    [words("Hello there.\n"), "text"],
    [words("Später, später – 日本語 und mehr.\n".repeat(400)), "text"],
  ])("is named also where it is no video at all", async (file, name) => {
    expect(await read(file)).toMatchObject({
      code: "media.unreadable",
      headline: `This file is ${name}, not a video or photo`,
      summary: `The content of sea.mp4 is ${name}, whatever its name says.`,
    });
  });

  it("is named where it is a picture that moves, and a video was meant", async () => {
    const gif = bytes("GIF89a\x0a\x00\x0a\x00\x00\x00\x00!\xff\x0bNETSCAPE2.0");
    gif[gif.length - 1] = 0x3b;
    expect(await read(gif)).toMatchObject({
      code: "media.container",
      headline: "TikTok doesn't take GIF files",
      summary: "This file is GIF. TikTok takes MP4, MOV or WebM.",
    });
  });

  it("is not called something that it may not be", async () => {
    expect(await read(bytes("\x01\x02\x03"))).toMatchObject({
      headline: "We can't read this file as a video or photo",
    });
  });

  it("is said only what is known of, and is converted by what is found then", async () => {
    const measured = await measureFrom(blobReader(new Blob([bytes("FLV\x01\x05")])));
    if (measured.kind === "unusable") throw new Error(measured.code);
    const file = { facts: measured.facts as MediaFacts, bytes: measured.bytes };
    const found = findings(file, { maxSeconds: 60 });
    expect(found.map(({ code }) => code)).toEqual(["media.container"]);
    const outlook = planRepair(file, found, { maxSeconds: 60 });
    expect(outlook).toEqual({ kind: "repairable", plan: { kind: "recode", trimSeconds: 59.9 } });
    expect(outlook.kind === "repairable" && repairText(outlook.plan, file)).toBe(
      "Convert to MP4 with H.264. It ends after 1:00 at the latest. We check its length and its picture when that is done.",
    );
  });
});

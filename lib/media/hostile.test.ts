import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { measure } from "./measure";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "aircheck-hostile-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What is said of a file on disk with these bytes. */
async function told(...parts: (Uint8Array | string)[]): Promise<string> {
  const path = join(folder, "file");
  await writeFile(path, Buffer.concat(parts.map((part) => Buffer.from(part as string, "latin1"))));
  const measured = await measure(path);
  return measured.kind === "measured" ? "measured" : measured.code;
}

describe("a photo that contradicts itself", () => {
  it.each([0, 1, 2, 7, 8])("is answered where its notes are %i bytes long", async (length) => {
    const notes = Uint8Array.of(0xff, 0xd8, 0xff, 0xe1, 0, length);
    expect(await told(notes, "Exif\0\0MM\0*\0\0\0\b", "x".repeat(50))).toBe("photo.truncated");
  });

  it.each(["BM", "GIF89a", "RIFF1234WEBPVP8X", "\xff\xd8\xff\xe1", "II*\0\xff\xff\xff\xff"])(
    "is answered where nothing follows %j",
    async (start) => {
      for (let more = 0; more < 40; more++)
        expect(await told(start, new Uint8Array(more))).toBeTypeOf("string");
    },
  );
});

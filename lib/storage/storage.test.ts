import { createHash, randomBytes, webcrypto } from "node:crypto";
import { mkdir, mkdtemp, readdir, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newId } from "#lib/db/id";
import { checksumsOf } from "./checksums";
import { diskStorage, FolderAway } from "./disk-storage";
import { arrivedOf } from "./incoming";
import { locateMedia } from "./locate";
import { writeMark } from "./mark";
import { parseRange } from "./open-range";
import { PIECE_BYTES, piecesChecksum } from "./pieces";

let mediaFolder: string;
beforeEach(async () => {
  mediaFolder = await mkdtemp(join(tmpdir(), "aircheck-storage-"));
});
afterEach(() => rm(mediaFolder, { recursive: true, force: true }));

const store = async (bytes: Uint8Array): Promise<string> => {
  const mediaId = newId(Date.now());
  const path = join(mediaFolder, "fresh");
  await writeFile(path, bytes);
  await diskStorage(mediaFolder).keepFile(mediaId, path);
  return mediaId;
};

describe("a stored file", () => {
  it("is kept under our own id, moved there, and hashed both ways", async () => {
    const storage = diskStorage(mediaFolder);
    const bytes = randomBytes(2 * PIECE_BYTES + 100_000);
    const mediaId = await store(bytes);
    expect(await readdir(mediaFolder)).toEqual([mediaId]);
    expect(await storage.sizeOf(mediaId)).toBe(bytes.length);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const pieces = await piecesChecksum(
      bytes.length,
      async (start, end) => new Uint8Array(bytes.subarray(start, end)),
      (piece) => webcrypto.subtle.digest("SHA-256", piece),
    );
    expect(await checksumsOf(storage, mediaId)).toEqual({ bytes: bytes.length, sha256, pieces });
    await storage.discard(mediaId);
    expect([await storage.sizeOf(mediaId), await storage.stampOf(mediaId)]).toEqual([undefined, undefined]);
  });

  it("has another stamp when its bytes were changed", async () => {
    const storage = diskStorage(mediaFolder);
    const mediaId = await store(new Uint8Array([1, 2, 3]));
    const before = await storage.stampOf(mediaId);
    await writeFile(locateMedia(mediaFolder, mediaId), new Uint8Array([1, 2, 3, 4]));
    expect(await storage.stampOf(mediaId)).not.toBe(before);
  });

  it("is not taken for gone while the disk cannot tell: a shared one may be away", async () => {
    const storage = diskStorage(mediaFolder);
    const [missing, unreadable] = [newId(Date.now()), newId(Date.now() + 1)];
    await mkdir(join(mediaFolder, "incoming"));
    for (const folder of [mediaFolder, join(mediaFolder, "incoming")])
      await symlink(unreadable, join(folder, unreadable));
    expect(await storage.sizeOf(missing)).toBeUndefined();
    await expect(storage.sizeOf(unreadable)).rejects.toThrow("ELOOP");
    await expect(storage.stampOf(unreadable)).rejects.toThrow("ELOOP");
    await expect(storage.list(null, 10), "nor for old enough to be swept").rejects.toThrow("ELOOP");
    expect(await arrivedOf(mediaFolder, missing)).toBeUndefined();
    await expect(arrivedOf(mediaFolder, unreadable)).rejects.toThrow("ELOOP");
  });

  it("is not taken for gone while its whole folder is away, and is found when that is back", async () => {
    const storage = diskStorage(mediaFolder);
    await writeMark(mediaFolder, "ours");
    const mediaId = await store(new Uint8Array([1, 2, 3]));
    expect(await storage.sizeOf(mediaId)).toBe(3);
    await rename(mediaFolder, `${mediaFolder}-away`);
    await mkdir(mediaFolder);
    await expect(storage.sizeOf(mediaId)).rejects.toThrow(FolderAway);
    await expect(storage.stampOf(mediaId)).rejects.toThrow(FolderAway);
    await rm(mediaFolder, { recursive: true });
    await rename(`${mediaFolder}-away`, mediaFolder);
    expect(await storage.sizeOf(mediaId)).toBe(3);
    await rm(locateMedia(mediaFolder, mediaId));
    expect(await storage.sizeOf(mediaId)).toBeUndefined();
  });

  it("has no path for an id", () => {
    for (const id of ["../../etc/passwd", "a/b", "", "incoming"])
      expect(() => locateMedia(mediaFolder, id)).toThrow(TypeError);
  });
});

describe("reading a part", () => {
  it.each([
    [null, null],
    ["bytes=0-3", { start: 0, end: 3 }],
    ["bytes=4-", { start: 4, end: 9 }],
    ["bytes=-3", { start: 7, end: 9 }],
    ["bytes=-30", { start: 0, end: 9 }],
    ["bytes=8-100", { start: 8, end: 9 }],
    ["bytes=10-", "unsatisfiable"],
    ["bytes=-0", "unsatisfiable"],
    ["bytes=5-2", null],
    ["bytes=0-1,4-5", null],
    ["lines=1-2", null],
  ] as const)("reads %s of ten bytes", (header, expected) => {
    expect(parseRange(header, 10)).toEqual(expected);
  });

  it("sends just those bytes", async () => {
    const mediaId = await store(new Uint8Array([0, 1, 2, 3, 4]));
    const part = new Response(await diskStorage(mediaFolder).openRange(mediaId, { start: 1, end: 3 }));
    expect([...new Uint8Array(await part.arrayBuffer())]).toEqual([1, 2, 3]);
  });
});

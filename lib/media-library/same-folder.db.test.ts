import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "#lib/db/id";
import { media, workspace } from "#lib/db/schema";
import { createTestDatabase, type TestDatabase } from "#lib/db/test-database";
import { MARK_FILE, readMark } from "#lib/storage/mark";
import { checkMediaFolder, markMediaFolder, WrongMediaFolder } from "./same-folder";

let database: TestDatabase;
let ours: string;
let elsewhere: string;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.reset();
  [ours, elsewhere] = ["ours", "elsewhere"].map((name) => mkdtempSync(join(tmpdir(), `media-${name}-`))) as [
    string,
    string,
  ];
});
afterEach(() => {
  for (const folder of [ours, elsewhere]) rmSync(folder, { recursive: true, force: true });
});

const mark = (folder: string) => markMediaFolder(database.db, folder);
const check = (folder: string, patienceMs = 0) => checkMediaFolder(database.db, folder, patienceMs);

async function storeFile(folder: string): Promise<string> {
  const at = new Date();
  const [workspaceId, id] = [newId(at.getTime()), newId(at.getTime())];
  await database.db
    .insert(workspace)
    .values({ id: workspaceId, name: "Northlight", timeZone: "UTC", createdAt: at });
  const facts = { container: "mp4" as const, mimeType: "video/mp4", videoCodec: "avc", audioCodec: null };
  const picture = { width: 1, height: 1, rotation: 0, seconds: 1, frameRate: 30, truncated: false };
  await database.db.insert(media).values({
    id,
    workspaceId,
    fileName: "a.mp4",
    bytes: 1,
    sha256: "x",
    facts: { ...facts, ...picture },
    createdAt: at,
  });
  writeFileSync(join(folder, id), "x");
  return id;
}

describe("a worker", () => {
  it("works with the folder that the web process has marked, also one that is not there yet", async () => {
    const folder = join(ours, "media");
    await mark(folder);
    await expect(check(folder)).resolves.toBeUndefined();
  });

  it("refuses a folder without the mark, and says what to do", async () => {
    await mark(ours);
    await expect(check(elsewhere)).rejects.toThrow(WrongMediaFolder);
    await expect(check(elsewhere)).rejects.toThrow(
      new RegExp(`${elsewhere} does not have this installation's media.*same folder.*set MEDIA_DIR`, "s"),
    );
  });

  it("refuses another installation's folder", async () => {
    await mark(ours);
    writeFileSync(join(elsewhere, MARK_FILE), "another-mark\n");
    await expect(check(elsewhere, 60_000)).rejects.toThrow(/another Aircheck installation.*set MEDIA_DIR/s);
  });

  it("waits for a web process that is just starting, and says so when there is none", async () => {
    await expect(check(ours)).rejects.toThrow(/No web process has started/);
    const waiting = check(ours, 10_000);
    await mark(ours);
    await expect(waiting).resolves.toBeUndefined();
  });
});

describe("a web process", () => {
  it("marks once: the next start and a second process find the same mark", async () => {
    await Promise.all([mark(ours), mark(ours)]);
    const first = await readMark(ours);
    await mark(ours);
    expect(await readMark(ours)).toBe(first);
    expect(first).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("refuses another installation's folder", async () => {
    await mark(ours);
    writeFileSync(join(elsewhere, MARK_FILE), "another-mark\n");
    await expect(mark(elsewhere)).rejects.toThrow(/another Aircheck installation/);
    expect(await readMark(elsewhere)).toBe("another-mark");
  });

  it("takes a new database's mark from a folder that has one", async () => {
    writeFileSync(join(ours, MARK_FILE), "kept-mark\n");
    await mark(ours);
    await expect(check(ours)).resolves.toBeUndefined();
    expect(await readMark(ours)).toBe("kept-mark");
  });

  it("refuses an empty folder when its files are elsewhere, and takes it when told that they are lost", async () => {
    await mark(ours);
    await storeFile(ours);
    const refusal = await mark(elsewhere).catch((problem: Error) => problem.message);
    expect(refusal).toContain(`are not in the folder ${elsewhere}`);
    const line = /this line: (\S+)/.exec(String(refusal))?.[1] ?? "";
    writeFileSync(join(elsewhere, MARK_FILE), line);
    await expect(mark(elsewhere)).resolves.toBeUndefined();
  });

  it("marks a folder again whose files were copied without the mark", async () => {
    await mark(ours);
    const id = await storeFile(ours);
    writeFileSync(join(elsewhere, id), "x");
    await mark(elsewhere);
    expect(await readMark(elsewhere)).toBe(await readMark(ours));
  });
});

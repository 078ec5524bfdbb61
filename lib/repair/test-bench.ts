import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { newId } from "#lib/db/id";
import type { FileFacts } from "#lib/db/json";
import { media } from "#lib/db/schema";
import type { Engine } from "#lib/db/test-database";
import { measure } from "#lib/media/measure";
import { diskStorage } from "#lib/storage/disk-storage";
import { createTeamGround } from "#lib/workspaces/test-team";

const run = promisify(execFile);
export const FFMPEG = process.env.FFMPEG ?? "ffmpeg";

/** A workspace with a media folder, and files in it that ffmpeg made. */
export async function createBench(engine?: Engine) {
  const ground = await createTeamGround(engine);
  const folder = mkdtempSync(join(tmpdir(), "aircheck-repair-test-"));
  const storage = diskStorage(join(folder, "media"));
  const made = new Map<string, Promise<string>>();

  /** A file with these ffmpeg parameters; each is made once. */
  function make(name: string, parameters: readonly string[]): Promise<string> {
    const path = join(folder, name);
    const known = made.get(name) ?? run(FFMPEG, ["-v", "error", "-y", ...parameters, path]).then(() => path);
    made.set(name, known);
    return known;
  }

  /** Stores a copy of a file as somebody's upload would be, whatever TikTok would say of it. */
  async function store(workspaceId: string, path: string, fileName: string, known?: FileFacts) {
    const id = newId(ground.clock.now());
    const bytes = await readFile(path);
    const copy = join(folder, `copy-${id}`);
    await run("cp", [path, copy]);
    const measured = known ? null : await measure(path);
    const facts = known ?? (measured?.kind === "measured" ? measured.facts : undefined);
    if (!facts) throw new Error(`${fileName} could not be measured.`);
    await storage.keepFile(id, copy);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const row = { id, workspaceId, fileName, bytes: (await stat(path)).size, sha256, facts };
    await ground.db.insert(media).values({ ...row, createdAt: new Date(ground.clock.now()) });
    return row;
  }

  return {
    ...ground,
    folder,
    storage,
    make,
    store,
    world: { db: ground.db, clock: ground.clock, storage, ffmpeg: FFMPEG },
    async close() {
      await ground.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What ffmpeg draws, by size, rate and length in seconds. */
export const drawn = (size: string, rate: number, seconds: number): string[] => [
  ...["-f", "lavfi", "-i", `testsrc2=size=${size}:rate=${rate}:duration=${seconds}`],
  ...["-f", "lavfi", "-i", `sine=frequency=440:duration=${seconds}`],
];

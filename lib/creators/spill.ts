import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { and, eq } from "drizzle-orm";
import { grant } from "#lib/db/schema";
import type { Reach } from "./reach";

/** A sealed token pair that could not be committed: the old refresh token is dead, so this must not be lost. */
type Spilled = {
  creatorId: string;
  /** The generation that was traded for this pair. */
  generation: number;
  accessToken: string;
  refreshToken: string;
  accessExpiresAt: string;
  refreshExpiresAt: string;
};

const folderOf = (dataFolder: string) => join(dataFolder, "unsaved-grants");

/** Puts a sealed pair down on disk, written through to it, because the database did not take it. */
export function spill(dataFolder: string, pair: Spilled): void {
  const folder = folderOf(dataFolder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${pair.creatorId}.${pair.generation}.json`);
  const unfinished = `${path}.unfinished`;
  const file = openSync(unfinished, "w", 0o600);
  writeFileSync(file, JSON.stringify(pair));
  fsyncSync(file);
  closeSync(file);
  renameSync(unfinished, path);
  syncFolder(folder);
}

// The name of a new file is on disk only once its folder is. Windows does not open folders, and needs no such thing.
function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const handle = openSync(folder, "r");
  fsyncSync(handle);
  closeSync(handle);
}

/**
 * Brings every pair that was put down into the database, where its generation is still the newest.
 * @param creatorId only this creator's
 * @returns how many became the newest pair
 */
export async function replaySpilled(
  { db, dataFolder }: Pick<Reach, "db" | "dataFolder">,
  creatorId?: string,
): Promise<number> {
  const folder = folderOf(dataFolder);
  let replayed = 0;
  for (const name of listFiles(folder)) {
    if (creatorId && !name.startsWith(`${creatorId}.`)) continue;
    const path = join(folder, name);
    const pair = JSON.parse(readFileSync(path, "utf8")) as Spilled;
    const rows = await db
      .update(grant)
      .set({
        accessToken: pair.accessToken,
        refreshToken: pair.refreshToken,
        accessExpiresAt: new Date(pair.accessExpiresAt),
        refreshExpiresAt: new Date(pair.refreshExpiresAt),
        generation: pair.generation + 1,
        state: "active",
        failure: null,
        refreshIntentAt: null,
        leaseHolder: null,
        leaseUntil: null,
      })
      .where(and(eq(grant.creatorId, pair.creatorId), eq(grant.generation, pair.generation)))
      .returning({ id: grant.creatorId });
    replayed += rows.length;
    // Another process may have replayed it at the same time.
    rmSync(path, { force: true });
  }
  return replayed;
}

function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith(".json"));
  } catch {
    return [];
  }
}

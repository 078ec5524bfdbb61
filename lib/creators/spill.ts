import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
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
  const file = openSync(join(folder, `${pair.creatorId}.${pair.generation}.json`), "w", 0o600);
  writeSync(file, JSON.stringify(pair));
  fsyncSync(file);
  closeSync(file);
}

/** Brings every pair that was put down into the database, where its generation is still the newest. */
export async function replaySpilled({ db, dataFolder }: Pick<Reach, "db" | "dataFolder">): Promise<number> {
  const folder = folderOf(dataFolder);
  let replayed = 0;
  for (const name of listFiles(folder)) {
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
    rmSync(path);
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

import { readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Storage } from "#lib/storage/storage";

/** What nobody has written to for this long belongs to a worker that died, ms. */
const FORGOTTEN_MS = 24 * 60 * 60_000;

/** Where conversions are written until they are whole: on the disk of the media, which a file then need not leave. */
export const workbench = (storage: Storage): string =>
  join(
    storage.kind === "disk" ? storage.folder : tmpdir(),
    storage.kind === "disk" ? "converting" : "aircheck-converting",
  );

/** Removes what earlier workers left of this conversion, and what has been forgotten. */
export async function sweepBench(folder: string, repairId: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    const isOurs = name.startsWith(repairId);
    if (isOurs || (found && found.mtimeMs < Date.now() - FORGOTTEN_MS)) await rm(path, { force: true });
  }
}

import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** The file by which a media folder says whose it is. */
export const MARK_FILE = ".aircheck-media";

/** What the folder says; `undefined` when it says nothing, or is not there. */
export async function readMark(mediaFolder: string, name = MARK_FILE): Promise<string | undefined> {
  const text = await readFile(join(mediaFolder, name), "utf8").catch(() => "");
  return text.trim() || undefined;
}

/** Makes the folder where needed. A reader finds the whole mark or none. */
export async function writeMark(mediaFolder: string, mark: string, name = MARK_FILE): Promise<void> {
  await mkdir(mediaFolder, { recursive: true, mode: 0o700 });
  const unfinished = join(mediaFolder, `${name}.${randomUUID()}`);
  await writeFile(unfinished, `${mark}\n`, { mode: 0o600 });
  await rename(unfinished, join(mediaFolder, name));
}

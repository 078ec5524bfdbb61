import type { Stats } from "node:fs";
import { stat } from "node:fs/promises";

/**
 * What the disk knows of a file; `undefined` when there is none. A disk that cannot tell, such as a shared one that is away, has
 * not said that.
 * @throws what the disk says
 */
export async function statFile(path: string): Promise<Stats | undefined> {
  try {
    const found = await stat(path);
    return found.isFile() ? found : undefined;
  } catch (problem) {
    const { code } = problem as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw problem;
  }
}

import type { Stats } from "node:fs";
import { copyFile, mkdir, rename, rm } from "node:fs/promises";
import { listFolder } from "./list-folder";
import { incomingPath, locateMedia } from "./locate";
import { readMark, writeMark } from "./mark";
import { openRange } from "./open-range";
import { statFile } from "./stat-file";
import type { DiskStorage } from "./storage";

const KEEPER_FILE = ".aircheck-keeper";

/** Thrown where a file is not to be found because its whole folder is not: a shared one that is not mounted is empty. */
export class FolderAway extends Error {
  constructor(folder: string) {
    super(`The media folder ${folder} is away: the mark that it carried is not in it.`);
  }
}

/** Keeps media in a folder of this machine, or one that several machines share. */
export function diskStorage(folder: string): DiskStorage {
  const pathOf = (mediaId: string) => locateMedia(folder, mediaId);
  let mark: string | undefined;
  /** @throws FolderAway when neither the file is there nor the mark that was seen beside files before */
  async function find(mediaId: string): Promise<Stats | undefined> {
    const found = await statFile(pathOf(mediaId));
    if (found) mark ??= await readMark(folder);
    else if (mark && (await readMark(folder)) !== mark) throw new FolderAway(folder);
    return found;
  }
  return {
    kind: "disk",
    folder,
    sizeOf: async (mediaId) => (await find(mediaId))?.size,
    async stampOf(mediaId) {
      const found = await find(mediaId);
      return found ? `${pathOf(mediaId)}:${found.size}:${found.mtimeMs}:${found.ino}` : undefined;
    },
    openRange: async (mediaId, range) => openRange(folder, mediaId, range),
    addressOf: async (mediaId) => pathOf(mediaId),
    async keepFile(mediaId, localPath) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await rename(localPath, pathOf(mediaId)).catch((problem) => acrossDisks(problem, mediaId, localPath));
    },
    async discard(mediaId) {
      await rm(incomingPath(folder, mediaId), { force: true });
      await rm(`${incomingPath(folder, mediaId)}.json`, { force: true });
      await rm(`${pathOf(mediaId)}.copy`, { force: true });
      await rm(pathOf(mediaId), { force: true });
    },
    list: (after, most) => listFolder(folder, after, most),
    keeper: () => readMark(folder, KEEPER_FILE),
    appoint: (keeper) => writeMark(folder, keeper, KEEPER_FILE),
  };

  /** A rename works within one disk; from another one the file is copied, and is there under its name all at once. */
  async function acrossDisks(problem: unknown, mediaId: string, localPath: string): Promise<void> {
    if ((problem as NodeJS.ErrnoException).code !== "EXDEV") throw problem;
    const unfinished = `${pathOf(mediaId)}.copy`;
    await copyFile(localPath, unfinished);
    await rename(unfinished, pathOf(mediaId));
    await rm(localPath, { force: true });
  }
}

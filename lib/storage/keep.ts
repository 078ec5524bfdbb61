import { rename, rm } from "node:fs/promises";
import { incomingPath, locateMedia } from "./locate";

/** Moves a received file to its lasting place: from here on `locateMedia` finds it. */
export async function keep(dataFolder: string, mediaId: string): Promise<void> {
  await rename(incomingPath(dataFolder, mediaId), locateMedia(dataFolder, mediaId));
}

/** Removes a received file, wherever it got to. */
export async function discard(dataFolder: string, mediaId: string): Promise<void> {
  await rm(incomingPath(dataFolder, mediaId), { force: true });
  await rm(locateMedia(dataFolder, mediaId), { force: true });
}

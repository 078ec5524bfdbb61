import { rename, rm } from "node:fs/promises";
import { incomingPath, locateMedia } from "./locate";

/** Moves a received file to its lasting place: from here on `locateMedia` finds it. */
export async function keep(mediaFolder: string, mediaId: string): Promise<void> {
  await rename(incomingPath(mediaFolder, mediaId), locateMedia(mediaFolder, mediaId));
}

/** Removes a received file, wherever it got to. */
export async function discard(mediaFolder: string, mediaId: string): Promise<void> {
  await rm(incomingPath(mediaFolder, mediaId), { force: true });
  await rm(locateMedia(mediaFolder, mediaId), { force: true });
}

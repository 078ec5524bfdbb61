import { join } from "node:path";

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Where files wait until they are whole and known to be usable. */
export const incomingFolder = (mediaFolder: string): string => join(mediaFolder, "incoming");

/**
 * Where the bytes of a stored file are. The path is made of our own id alone; no name that a browser sent is in it.
 * @throws TypeError when `mediaId` is no id of ours
 */
export function locateMedia(mediaFolder: string, mediaId: string): string {
  return join(mediaFolder, checkedId(mediaId));
}

export function incomingPath(mediaFolder: string, mediaId: string): string {
  return join(incomingFolder(mediaFolder), checkedId(mediaId));
}

/** Is a name one that only we give? */
export const isMediaId = (name: string): boolean => ID.test(name);

/** @throws TypeError when `mediaId` is no id of ours */
export function checkedId(mediaId: string): string {
  if (!isMediaId(mediaId)) throw new TypeError("This is not the id of a stored file.");
  return mediaId;
}

import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { incomingFolder, isMediaId } from "./locate";
import type { Listed, Stored } from "./storage";

/** What stands beside a file while it comes in, or is copied from another disk. */
const ENDING = /\.(json|copy)$/;

/** A page of what a media folder has, whole files and those that are coming in. */
export async function listFolder(
  folder: string,
  after: string | null,
  most: number,
): Promise<Listed<Stored>> {
  const paths = new Map<string, string[]>();
  for (const place of [folder, incomingFolder(folder)]) {
    for (const name of await readdir(place).catch(() => [])) {
      const mediaId = name.replace(ENDING, "");
      if (isMediaId(mediaId)) paths.set(mediaId, [...(paths.get(mediaId) ?? []), join(place, name)]);
    }
  }
  const left = [...paths.keys()].filter((mediaId) => after === null || mediaId > after).sort();
  const page = left.slice(0, most);
  const found = await Promise.all(
    page.map(async (mediaId) => ({ mediaId, at: Math.max(...(await timesOf(paths.get(mediaId) ?? []))) })),
  );
  return { found, next: left.length > most ? (page.at(-1) ?? null) : null };
}

/** What has gone meanwhile is as old as can be: there is nothing left of it to remove. */
const timesOf = (paths: readonly string[]): Promise<number[]> =>
  Promise.all(
    paths.map((path) =>
      stat(path).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      ),
    ),
  );

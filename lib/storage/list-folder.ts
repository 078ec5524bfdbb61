import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { incomingFolder, isMediaId } from "./locate";
import { statFile } from "./stat-file";
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
    for (const name of await readdir(place).catch(none)) {
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

/** A folder into which nothing has come yet. */
function none(problem: NodeJS.ErrnoException): string[] {
  if (problem.code === "ENOENT") return [];
  throw problem;
}

/** What has gone meanwhile is as old as can be: there is nothing left of it to remove. */
const timesOf = (paths: readonly string[]): Promise<number[]> =>
  Promise.all(paths.map(async (path) => (await statFile(path))?.mtimeMs ?? 0));

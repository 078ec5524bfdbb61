import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { type CorpusFile, DAMAGED, PHOTOS, REFUSED, TAKEN } from "./test-recipes";

const run = promisify(execFile);

export const VIDEO_CORPUS: readonly CorpusFile[] = [...TAKEN, ...REFUSED, ...DAMAGED];
export const PHOTO_CORPUS: readonly CorpusFile[] = PHOTOS;
export const CORPUS: readonly CorpusFile[] = [...VIDEO_CORPUS, ...PHOTO_CORPUS];

/**
 * Makes files of the corpus in a folder, with the files that they are made from.
 * @param wanted all of them, or those that a test needs
 * @returns where each one is, by its name
 */
export async function makeCorpus(
  folder: string,
  wanted: readonly CorpusFile[] = CORPUS,
): Promise<ReadonlyMap<string, string>> {
  const byName = new Map(CORPUS.map((file) => [file.name, file]));
  const making = new Map<string, Promise<string>>();
  const turn = twoAtATime();
  const make = (file: CorpusFile): Promise<string> => {
    const known = making.get(file.name);
    if (known) return known;
    const source = "from" in file ? byName.get(file.from) : undefined;
    const made = (source ? make(source) : Promise.resolve("")).then((from) =>
      turn(() => makeOne(file, from, join(folder, file.name))),
    );
    making.set(file.name, made);
    return made;
  };
  await Promise.all(wanted.map(make));
  return new Map(await Promise.all([...making].map(async ([name, path]) => [name, await path] as const)));
}

async function makeOne(file: CorpusFile, from: string, path: string): Promise<string> {
  if ("draw" in file) await writeFile(path, await file.draw());
  else if ("bytes" in file) await writeFile(path, await file.bytes(await readFile(from)));
  else {
    const before = "before" in file ? (file.before ?? []) : [];
    const input = from ? [...before, "-i", from] : [];
    const options = ["-v", "error", "-y", ...input, ...file.ffmpeg, path];
    const ffmpeg = process.env.FFMPEG ?? "ffmpeg";
    // The newest ffmpeg knows this option by its other name only.
    const renamed = options.map((option) => (option === "-vsync" ? "-fps_mode" : option));
    await run(ffmpeg, options).catch((problem: unknown) => {
      if (!options.includes("-vsync")) throw problem;
      return run(ffmpeg, renamed);
    });
  }
  return path;
}

/** Two pieces of work under way, the others wait. */
function twoAtATime() {
  let free = 2;
  const waiting: (() => void)[] = [];
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (free > 0) free--;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}

import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { restore, type Snapshot, takeSnapshot, VERSION } from "./snapshot";
import type { World } from "./world";

/** How long a change may wait, ms: what a killed process can lose. */
const PATIENCE = 250;

/** Where the uploads are whose publishes a state file knows. */
export const mediaBeside = (stateFile: string) => `${stateFile.replace(/\.json$/, "")}-media`;

/** Brings a world to where its state file was left, and keeps the file up with it from then on. */
export async function keepState(path: string, world: World): Promise<{ close(): Promise<void> }> {
  await mkdir(dirname(path), { recursive: true });
  const saved = await read(path);
  if (saved) await restore(world, saved);
  let written = "";
  let writing = Promise.resolve();
  let waiting: NodeJS.Timeout | undefined;

  function save(): Promise<void> {
    clearTimeout(waiting);
    waiting = undefined;
    // One after the other, so that an older state never replaces a newer one.
    writing = writing
      .catch(() => {})
      .then(async () => {
        const text = JSON.stringify(takeSnapshot(world));
        if (text === written) return;
        await replace(path, text);
        written = text;
      });
    return writing;
  }

  world.keep = async (when) => {
    if (when === "now") return save();
    waiting ??= setTimeout(() => save().catch(complain), PATIENCE);
  };
  return { close: save };
}

/** A reader finds the old file or the new one, never a part of one. */
async function replace(path: string, text: string): Promise<void> {
  const unfinished = `${path}.unfinished`;
  await writeFile(unfinished, text, { mode: 0o600 });
  await rename(unfinished, path);
}

async function read(path: string): Promise<Snapshot | undefined> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const saved = parse(text);
  if (saved?.version === VERSION) return saved;
  await rename(path, `${path}.unreadable`);
  process.stderr.write(
    `simulator: ${path} could not be read. It was set aside, and the simulator starts anew.\n`,
  );
  return undefined;
}

function parse(text: string): Snapshot | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const complain = (problem: unknown) =>
  process.stderr.write(`simulator: the state could not be saved: ${String(problem)}\n`);

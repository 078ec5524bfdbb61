import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { type AppSettings, DEFAULT_APP } from "./app-settings";
import { type Creator, createCreators } from "./creators";
import type { SavedGrants } from "./grants";
import { openIdOf } from "./ids";
import { PERSONAS } from "./personas";
import { inspectionOf } from "./processing";
import { type Publish, sha256Of } from "./publishes";
import type { World } from "./world";

/** Raised when an older file can no longer be read. */
export const VERSION = 2;

type SavedPublish = Omit<Publish, "hash" | "inspection" | "path"> & { file: string };

/** What is kept over a restart. Faults, the ledger and the minute's counts are not. */
export interface Snapshot {
  version: typeof VERSION;
  /** What the app was started with, to tell a start that says something else from one that says the same. */
  start: AppSettings;
  app: AppSettings;
  pushedMs: number;
  creators: Creator[];
  grants: SavedGrants;
  publishes: SavedPublish[];
}

export function takeSnapshot(world: World): Snapshot {
  return {
    version: VERSION,
    start: world.start,
    app: world.app,
    pushedMs: world.clock.pushed?.() ?? 0,
    creators: [...world.creators.values()],
    grants: world.grants.save(),
    publishes: world.publishes.all().map(savePublish),
  };
}

function savePublish({ hash, inspection: _, path, ...publish }: Publish): SavedPublish {
  const sha256 = sha256Of({ ...publish, hash, inspection: null, path });
  return { ...publish, sha256, file: basename(path) };
}

/** Puts a world back to where a snapshot was taken; its clock has gone on in the meantime. */
export async function restore(world: World, saved: Snapshot): Promise<void> {
  if (saved.pushedMs > 0) world.clock.advance(saved.pushedMs);
  world.app = { ...DEFAULT_APP, ...saved.app, ...changed(saved.start, world.start) };
  world.creators = restoreCreators(world, saved.creators);
  world.grants.restore(saved.grants);
  const publishes = saved.publishes.map((publish) => restorePublish(world.publishes.folder, publish));
  world.publishes.restore((await Promise.all(publishes)).filter((publish) => publish !== undefined));
  await removeStrays(world);
}

/** What this start says differently from the last one. Everything else is as it was left. */
function changed(before: AppSettings, now: AppSettings): Partial<AppSettings> {
  const keys = Object.keys(now).filter((key): key is keyof AppSettings => key in now);
  const differs = (key: keyof AppSettings) => JSON.stringify(before[key]) !== JSON.stringify(now[key]);
  return Object.fromEntries(keys.filter(differs).map((key) => [key, now[key]]));
}

/** Personas of a newer version are there too, and each has its open id with the app as it is called now. */
function restoreCreators(world: World, saved: readonly Creator[]): Map<string, Creator> {
  const now = world.clock.now();
  const creators = createCreators(world.app, now);
  for (const left of saved) {
    const fresh = creators.get(left.handle);
    const persona = PERSONAS.find(({ handle }) => handle === left.handle);
    if (!fresh || !persona) continue;
    const openId = openIdOf(world.app.clientKey, left.handle);
    // Other apps go on posting: whoever is at the limit by character is there again on the next day.
    const inCharacter = {
      ...(left.otherPosts.length === persona.postsToday ? { otherPosts: fresh.otherPosts } : {}),
      ...(left.otherShares.length === persona.pendingShares ? { otherShares: fresh.otherShares } : {}),
    };
    creators.set(left.handle, { ...fresh, ...left, ...inCharacter, openId });
  }
  return creators;
}

/** An upload whose bytes were deleted in the meantime cannot be gone on with, so it is forgotten. */
async function restorePublish(
  folder: string,
  { file, ...saved }: SavedPublish,
): Promise<Publish | undefined> {
  const path = join(folder, file);
  const hash = createHash("sha256");
  const isUnfinished = saved.state === "uploading";
  const size = await stat(path).then(
    (found) => found.size,
    () => -1,
  );
  if (isUnfinished && size < saved.received) return undefined;
  // Only what was counted: a chunk that broke off may have left more.
  if (isUnfinished && saved.received > 0) {
    for await (const piece of createReadStream(path, { end: saved.received - 1 })) hash.update(piece);
  }
  const restored = { ...saved, sha256: isUnfinished ? null : saved.sha256, path, hash, inspection: null };
  return saved.state === "processing" ? { ...restored, inspection: inspectionOf(restored) } : restored;
}

/** Files of uploads that were opened too late to be kept. */
async function removeStrays({ publishes }: World): Promise<void> {
  const known = new Set(publishes.all().map(({ path }) => path));
  const names = await readdir(publishes.folder).catch(() => []);
  for (const name of names) {
    const path = join(publishes.folder, name);
    // A photo's file is named after its publish and its number.
    if (!known.has(path.replace(/-\d+$/, ""))) await rm(path, { recursive: true, force: true });
  }
}

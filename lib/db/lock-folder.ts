import { randomUUID } from "node:crypto";
import {
  constants,
  copyFileSync,
  linkSync,
  mkdirSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import {
  type Holder,
  isHere,
  judge,
  type Lock,
  PULSE,
  type Pulse,
  readLock,
  thisHolder,
} from "./lock-holder";

/** Thrown when the data folder belongs to a process that is still running. */
export class FolderInUse extends Error {
  constructor(folder: string, holder: Holder) {
    const where = isHere(holder) ? "" : " on another machine or in another container";
    super(
      `The data folder ${folder} is in use by another Aircheck (process ${holder.pid}${where}). ` +
        "Stop that one first, or set DATA_DIR to another folder.",
    );
  }
}

/** What this process does when another one has taken its folder: two would lose each other's writes unseen. */
function giveUp(folder: string): void {
  process.stderr.write(`error: The data folder ${folder} was taken over by another Aircheck.\n`);
  process.exit(1);
}

type Manner = Partial<Pulse> & { onLost?: (folder: string) => void };

/**
 * Claims `folder` for this process and returns the function that gives it back. A lock whose process is gone is taken over:
 * at once where it ran beside this one, after some seconds without a sign of life where it ran elsewhere.
 * @throws FolderInUse
 */
export async function lockFolder(folder: string, manner: Manner = {}): Promise<() => void> {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "lock");
  const pulse = { ...PULSE, ...manner };
  const id = randomUUID();
  const mine = join(folder, `lock.${process.pid}.${id}`);
  const text = JSON.stringify(thisHolder(id));
  writeFileSync(mine, text, { mode: 0o600 });
  try {
    for (let tries = 0; tries < 10; tries++) {
      // A link appears with its content, so nobody ever reads half a lock.
      if (isLinked(mine, path)) return keep(folder, text, pulse.touchMs, manner.onLost ?? giveUp);
      const verdict = await judge(path, pulse);
      if ("living" in verdict) throw new FolderInUse(folder, verdict.living);
      if (verdict.dead) setAside(path, verdict.dead, `${mine}.old`);
    }
  } finally {
    rmSync(mine, { force: true });
  }
  throw new Error(`The data folder ${folder} could not be claimed.`);
}

/** Shows that this process lives for as long as it does, and notices when the lock is no longer its own. */
function keep(folder: string, text: string, touchMs: number, onLost: (folder: string) => void): () => void {
  const path = join(folder, "lock");
  const timer = setInterval(() => {
    const lock = readLock(path);
    // Away for the moment in which somebody looks whose it is, or with its folder.
    if (!lock) return;
    if (lock.text === text) return touch(path);
    clearInterval(timer);
    onLost(folder);
  }, touchMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    if (readLock(path)?.text === text) rmSync(path, { force: true });
  };
}

function touch(path: string): void {
  const now = Date.now() / 1000;
  try {
    utimesSync(path, now, now);
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code !== "ENOENT") throw problem;
  }
}

function isLinked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === "EEXIST") return false;
    return isCopied(from, to);
  }
}

/** For disks that know no links. */
function isCopied(from: string, to: string): boolean {
  try {
    copyFileSync(from, to, constants.COPYFILE_EXCL);
    return true;
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw problem;
  }
}

/** Takes a dead lock away. When somebody else was first, what was taken is their living one and goes back. */
function setAside(path: string, dead: Lock, aside: string): void {
  try {
    renameSync(path, aside);
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === "ENOENT") return;
    throw problem;
  }
  if (readLock(aside)?.text !== dead.text) isLinked(aside, path);
  rmSync(aside, { force: true });
}

/**
 * Whoever has claimed `folder` and is still running. A dead lock is taken away: it may have cost some seconds to find that out,
 * which are not to be waited again.
 */
export async function folderHolder(folder: string, manner: Partial<Pulse> = {}): Promise<Holder | undefined> {
  const path = join(folder, "lock");
  const verdict = await judge(path, { ...PULSE, ...manner });
  if ("living" in verdict) return verdict.living;
  if (verdict.dead) setAside(path, verdict.dead, `${path}.${process.pid}.${randomUUID()}.old`);
  return undefined;
}

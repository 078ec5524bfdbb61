import { randomUUID } from "node:crypto";
import {
  constants,
  copyFileSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

/** Thrown when the data folder belongs to a process that is still running. */
export class FolderInUse extends Error {
  constructor(folder: string, pid: number) {
    super(
      `The data folder ${folder} is in use by another Aircheck (process ${pid}). ` +
        "Stop that one first, or set DATA_DIR to another folder.",
    );
  }
}

/** Linux tells when a process started, which shows a reused process number for what it is. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (problem) {
    return (problem as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * Claims `folder` for this process and returns the function that gives it back. A lock whose process is gone is taken over.
 * @throws FolderInUse
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "lock");
  const mine = join(folder, `lock.${process.pid}.${randomUUID()}`);
  writeFileSync(mine, JSON.stringify({ pid: process.pid, start: startOf(process.pid) }), { mode: 0o600 });
  try {
    for (let tries = 0; tries < 10; tries++) {
      // A link appears with its content, so nobody ever reads half a lock.
      if (isLinked(mine, path)) return () => rmSync(path, { force: true });
      const holder = readHolder(path);
      if (isRunning(holder)) throw new FolderInUse(folder, holder.pid);
      setAside(path, `${mine}.old`);
    }
  } finally {
    rmSync(mine, { force: true });
  }
  throw new Error(`The data folder ${folder} could not be claimed.`);
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
function setAside(path: string, aside: string): void {
  try {
    renameSync(path, aside);
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === "ENOENT") return;
    throw problem;
  }
  if (isRunning(readHolder(aside))) isLinked(aside, path);
  rmSync(aside, { force: true });
}

/** The process that has claimed `folder`, when it is still running. */
export function folderHolder(folder: string): number | undefined {
  const holder = readHolder(join(folder, "lock"));
  return isRunning(holder) ? holder.pid : undefined;
}

type Holder = { pid: number; start: string };

const isRunning = (holder: Holder | undefined): holder is Holder =>
  holder !== undefined && isAlive(holder.pid) && startOf(holder.pid) === holder.start;

function readHolder(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Holder;
  } catch {
    return undefined;
  }
}

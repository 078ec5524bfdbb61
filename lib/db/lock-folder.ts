import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
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
  for (let tries = 0; tries < 3; tries++) {
    try {
      const file = openSync(path, "wx", 0o600);
      writeSync(file, JSON.stringify({ pid: process.pid, start: startOf(process.pid) }));
      closeSync(file);
      return () => rmSync(path, { force: true });
    } catch (problem) {
      if ((problem as NodeJS.ErrnoException).code !== "EEXIST") throw problem;
    }
    const holder = readHolder(path);
    if (holder && isAlive(holder.pid) && startOf(holder.pid) === holder.start) {
      throw new FolderInUse(folder, holder.pid);
    }
    rmSync(path, { force: true });
  }
  throw new Error(`The data folder ${folder} could not be claimed.`);
}

/** The process that has claimed `folder`, when it is still running. */
export function folderHolder(folder: string): number | undefined {
  const holder = readHolder(join(folder, "lock"));
  return holder && isAlive(holder.pid) && startOf(holder.pid) === holder.start ? holder.pid : undefined;
}

function readHolder(path: string): { pid: number; start: string } | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as { pid: number; start: string };
  } catch {
    return undefined;
  }
}

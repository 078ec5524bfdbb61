import { closeSync, fstatSync, openSync, readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { setTimeout as pause } from "node:timers/promises";

/** Who holds a lock. `place`: where its process number means something; locks of older versions name none. */
export type Holder = { pid: number; start: string; place?: string; id?: string };

/** How a lock shows that its holder lives, ms. */
export type Pulse = {
  /** How often the holder touches it. */
  touchMs: number;
  /** A lock of another place that nobody has touched for so long is dead. */
  quietMs: number;
};
export const PULSE: Pulse = { touchMs: 2_000, quietMs: 10_000 };

/** Linux tells when a process started, which shows a reused process number for what it is. Empty for one that has ended. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    // A killed process keeps its number until its parent has asked for its end; in many containers nobody ever does.
    return fields[0] === "Z" ? "" : (fields[19] ?? "");
  } catch {
    return "";
  }
}

/** Two containers on one machine number their processes apart, so a number counts only where it was given. */
function thisPlace(): string {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${boot} ${readlinkSync("/proc/self/ns/pid")}`;
  } catch {
    return hostname();
  }
}

export const thisHolder = (id: string): Holder => ({
  pid: process.pid,
  start: startOf(process.pid),
  place: thisPlace(),
  id,
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (problem) {
    return (problem as NodeJS.ErrnoException).code === "EPERM";
  }
}

export type Lock = {
  /** Undefined when the lock was never written to the end. */
  holder: Holder | undefined;
  text: string;
  touchedAt: number;
};

/** Opened anew each time: a shared disk tells the latest only to who opens. */
export function readLock(path: string): Lock | undefined {
  let file: number;
  try {
    file = openSync(path, "r");
  } catch {
    return undefined;
  }
  try {
    const text = readFileSync(file, "utf8");
    return { text, touchedAt: fstatSync(file).mtimeMs, holder: parse(text) };
  } finally {
    closeSync(file);
  }
}

function parse(text: string): Holder | undefined {
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return undefined;
  }
}

export const isHere = ({ place }: Holder): boolean => place === undefined || place === thisPlace();

/**
 * The lock at `path` when its holder is dead, `undefined` when there is none, or who holds it. Here the process itself tells,
 * at once. Elsewhere only its touches can: they are waited for, and seen by their difference, so that it does not matter
 * what any clock says.
 */
export async function judge(path: string, { quietMs }: Pulse): Promise<{ living: Holder } | { dead?: Lock }> {
  const first = readLock(path);
  if (!first?.holder) return { dead: first };
  const { holder } = first;
  if (isHere(holder)) {
    const lives = isAlive(holder.pid) && startOf(holder.pid) === holder.start;
    return lives ? { living: holder } : { dead: first };
  }
  const until = performance.now() + quietMs;
  while (performance.now() < until) {
    await pause(Math.min(250, quietMs / 4));
    const now = readLock(path);
    if (now?.text !== first.text) return judge(path, { touchMs: 0, quietMs });
    if (now.touchedAt !== first.touchedAt) return { living: holder };
  }
  return { dead: first };
}

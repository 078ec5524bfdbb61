import { readFileSync } from "node:fs";

/** Whether a process of this number runs. One that was killed and whose end nobody has asked for does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return !stat.slice(stat.lastIndexOf(")")).startsWith(") Z");
  } catch {
    // Only Linux tells.
    return process.platform !== "linux";
  }
}

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FolderInUse, folderHolder, lockFolder } from "./lock-folder";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lock-folder-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const script = `
const { lockFolder } = await import(process.argv[1]);
try {
  lockFolder(process.argv[2]);
  process.stdout.write("held");
  setInterval(() => {}, 1000);
} catch (problem) {
  process.stdout.write(problem.constructor.name + ": " + problem.message);
}`;

/** Another process that claims the folder and stays; resolves with the first line it prints. */
async function another() {
  const parameters = ["--import", "tsx", "--input-type=module", "-e", script];
  const path = join(import.meta.dirname, "lock-folder.ts");
  const child = spawn(process.execPath, [...parameters, path, folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(child.stdout, "data");
  return { child, line: String(line).trim() };
}

describe("the lock of the data folder", () => {
  it("refuses a second process, naming the first one and what to do", async () => {
    const unlock = lockFolder(folder);
    const { line } = await another();
    expect(line).toContain("FolderInUse");
    expect(line).toContain(`process ${process.pid}`);
    expect(line).toContain("DATA_DIR");
    unlock();
  });

  it("refuses this process while another one holds it, and takes over when that one was killed", async () => {
    const { child, line } = await another();
    expect(line).toBe("held");
    expect(folderHolder(folder)).toBe(child.pid);
    expect(() => lockFolder(folder)).toThrow(FolderInUse);
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
    expect(folderHolder(folder)).toBeUndefined();
    lockFolder(folder)();
  });

  it("lets exactly one of many in that find a dead lock at the same moment", async () => {
    writeFileSync(join(folder, "lock"), JSON.stringify({ pid: 2 ** 22 + 1, start: "" }));
    const all = await Promise.all(Array.from({ length: 6 }, another));
    for (const { child } of all) child.kill("SIGKILL");
    expect(all.filter(({ line }) => line === "held")).toHaveLength(1);
    expect(all.filter(({ line }) => line.startsWith("FolderInUse"))).toHaveLength(5);
    expect(readdirSync(folder)).toEqual(["lock"]);
  });

  it("refuses a second claim by the same process", () => {
    const unlock = lockFolder(folder);
    expect(() => lockFolder(folder)).toThrow(FolderInUse);
    unlock();
    lockFolder(folder)();
  });

  it("takes over from a process number that was given to somebody else since", () => {
    const holder = { pid: process.pid, start: "1" };
    writeFileSync(join(folder, "lock"), JSON.stringify(holder));
    if (process.platform === "linux") expect(folderHolder(folder)).toBeUndefined();
    else writeFileSync(join(folder, "lock"), JSON.stringify({ pid: 2 ** 22 + 1, start: "" }));
    lockFolder(folder)();
  });

  it("takes over a lock that was never written to the end", () => {
    writeFileSync(join(folder, "lock"), '{"pid":');
    lockFolder(folder)();
  });

  it("is a file that only its owner reads, in a folder that is made when it is missing", () => {
    const inner = join(folder, "not", "yet");
    const unlock = lockFolder(inner);
    expect(statSync(join(inner, "lock")).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(join(inner, "lock"), "utf8"))).toMatchObject({ pid: process.pid });
    unlock();
    unlock();
    expect(folderHolder(inner)).toBeUndefined();
  });
});

import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { Stop } from "./say";
import { refuseFullDisk } from "./start";

// What a person reads when their machine cannot run the two commands. The launcher is run as they would run it, in a
// folder that holds nothing but it and the lock file.

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "aircheck-launch-"));
  mkdirSync(join(root, "scripts"));
  for (const file of ["scripts/launch.mjs", "package-lock.json", "package.json"])
    cpSync(join(process.cwd(), file), join(root, file));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** An npm that ends with these words. */
function npmSays(words: string): string {
  const bin = join(root, "bin");
  mkdirSync(bin);
  writeFileSync(join(bin, "npm"), `#!/bin/sh\necho "${words}" >&2\nexit 1\n`);
  chmodSync(join(bin, "npm"), 0o755);
  return bin;
}

function launch(before: string[], path = ""): { status: number | null; said: string } {
  const parameters = [...before, join(root, "scripts/launch.mjs"), "start"];
  const PATH = [path, process.env.PATH].filter(Boolean).join(delimiter);
  const ended = spawnSync(process.execPath, parameters, { encoding: "utf8", env: { ...process.env, PATH } });
  return { status: ended.status, said: `${ended.stdout}${ended.stderr}` };
}

const olderNode = (version: string) => {
  const code = `Object.defineProperty(process,"versions",{value:{...process.versions,node:"${version}"}})`;
  return ["--import", `data:text/javascript,${encodeURIComponent(code)}`];
};

it("says which Node it needs and which one this is", () => {
  const { status, said } = launch(olderNode("18.19.0"));
  expect(status).toBe(1);
  expect(said).toContain("Aircheck needs Node 20.20 or newer (24 is best). This is Node 18.19.0.");
  expect(said).not.toContain("at ");
});

it("says that the disk is full, and what to do", () => {
  const { status, said } = launch([], npmSays("npm error code ENOSPC"));
  expect(status).toBe(1);
  expect(said).toContain("The disk is full. Free about 1 GB, then run the same command again.");
});

it("says which step did not finish where the network is away, with the reason", () => {
  const { status, said } = launch([], npmSays("npm error network request failed"));
  expect(status).toBe(1);
  expect(said).toContain("npm error network request failed");
  expect(said).toContain("This step did not finish: Installing the locked dependencies.");
});

it("does not start on a disk that is nearly full", () => {
  const disk = (free: number) => (() => ({ bavail: free / 4096, bsize: 4096 })) as never;
  expect(() => refuseFullDisk(root, disk(299_000_000))).toThrow(Stop);
  expect(() => refuseFullDisk(root, disk(299_000_000))).toThrow(`The disk of ${root} is nearly full.`);
  expect(() => refuseFullDisk(root, disk(310_000_000))).not.toThrow();
});

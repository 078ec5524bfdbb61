import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

type Entry = {
  version?: string;
  resolved?: string;
  integrity?: string;
  extraneous?: boolean;
  optional?: boolean;
  devOptional?: boolean;
  inBundle?: boolean;
  link?: boolean;
  os?: string[];
  cpu?: string[];
  optionalDependencies?: Record<string, string>;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
};

const read = (name: string) => JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), "utf8"));
const lock: { lockfileVersion: number; packages: Record<string, Entry> } = read("package-lock.json");
const manifest: Entry = read("package.json");
const entries = Object.entries(lock.packages).filter(([path]) => path !== "");

const pathsWhere = (is: (entry: Entry, path: string) => boolean) =>
  entries.filter(([path, entry]) => is(entry, path)).map(([path]) => path);

/** Where npm finds `name` for the package at `from`: beside it, or in a folder above. */
function find(name: string, from: string): Entry | undefined {
  for (let folder = from; ; folder = folder.replace(/\/?node_modules\/(@[^/]+\/)?[^/]+$/, "")) {
    const entry = lock.packages[`${folder}${folder ? "/" : ""}node_modules/${name}`];
    if (entry || folder === "") return entry;
  }
}

describe("the lock file", () => {
  it("says what the manifest says", () => {
    const { dependencies, devDependencies } = lock.packages[""] ?? {};
    expect({ dependencies, devDependencies }).toEqual({
      dependencies: manifest.dependencies,
      devDependencies: manifest.devDependencies,
    });
    for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
      expect(version, `${name} is pinned`).toMatch(/^\d+\.\d+\.\d+/);
      expect(find(name, "")?.version, name).toBe(version);
    }
  });

  it("has nothing that nobody asked for", () => {
    expect(pathsWhere((entry) => entry.extraneous === true)).toEqual([]);
  });

  it("names no place to download from, so that it installs from whichever registry is configured", () => {
    expect(pathsWhere((entry) => entry.resolved !== undefined)).toEqual([]);
    expect(pathsWhere((entry) => entry.link === true)).toEqual([]);
  });

  it("has a checksum for every package, but for those that come inside of another", () => {
    expect(pathsWhere((entry) => !entry.inBundle && !/^sha512-/.test(entry.integrity ?? ""))).toEqual([]);
  });

  it("asks for nothing of one platform alone: what is bound to one is optional", () => {
    const bound = (entry: Entry) => entry.os !== undefined || entry.cpu !== undefined;
    expect(pathsWhere((entry) => bound(entry) && !entry.optional && !entry.devOptional)).toEqual([]);
  });

  it("has every platform's binary that a package names, not only those of the machine that wrote it", () => {
    const missing = entries.flatMap(([path, entry]) =>
      Object.keys(entry.optionalDependencies ?? {})
        .filter((name) => !find(name, path))
        .map((name) => `${name} of ${path}`),
    );
    expect(missing).toEqual([]);
  });

  it.each([
    ["next", /^@next\/swc-/],
    ["esbuild", /^@esbuild\//],
    ["@biomejs/biome", /^@biomejs\/cli-/],
    ["typescript", /^@typescript\//],
  ])("has %s for Linux, macOS and Windows", (name, binary) => {
    const names = Object.keys(find(name, "")?.optionalDependencies ?? {}).filter((each) => binary.test(each));
    for (const platform of ["linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64", "win32-x64"]) {
      const found = names.filter((each) => each.includes(platform));
      expect(found.length, `${name} on ${platform}`).toBeGreaterThan(0);
      for (const each of found)
        expect(find(each, `node_modules/${name}`)?.integrity, each).toMatch(/^sha512-/);
    }
  });

  it("is of the kind that every supported npm reads", () => {
    expect(lock.lockfileVersion).toBe(3);
  });
});

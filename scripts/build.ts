import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Stop } from "./say";

const SOURCES = ["app", "components", "lib", "worker", "public"];
const FILES = [
  "next.config.mjs",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
  "package.json",
  "instrumentation.ts",
  "instrumentation-node.ts",
  "proxy.ts",
];

function* filesBelow(folder: string): Generator<string> {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => a.name.localeCompare(b.name));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else yield path;
  }
}

/** One hash over everything a build is made from: the build is repeated exactly when it changes. */
export function sourceHash(root: string): string {
  const hash = createHash("sha256").update(process.version);
  for (const folder of SOURCES) {
    for (const path of filesBelow(join(root, folder)))
      hash.update(path).update("\0").update(readFileSync(path));
  }
  for (const file of FILES) {
    const path = join(root, file);
    if (existsSync(path)) hash.update(file).update("\0").update(readFileSync(path));
  }
  return hash.digest("hex");
}

export const distFolder = () => process.env.NEXT_DIST_DIR ?? ".next";

/** True when the built product is the one these sources make. */
export function isBuilt(root: string): boolean {
  const mark = join(root, distFolder(), "aircheck-source-hash");
  return existsSync(mark) && readFileSync(mark, "utf8") === sourceHash(root);
}

/** Builds the product. @throws Stop with the builder's own words. */
export async function build(root: string): Promise<void> {
  const hash = sourceHash(root);
  const child = spawn(process.execPath, [join(root, "node_modules/next/dist/bin/next"), "build"], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => (output += part));
  const code = await new Promise<number | null>((resolve) => child.on("exit", resolve));
  if (code !== 0)
    throw new Stop(`${output.trim()}\n\nThe product could not be built; the lines above say where.`);
  writeFileSync(join(root, distFolder(), "aircheck-source-hash"), hash);
}

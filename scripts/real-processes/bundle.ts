import { mkdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { build, type Plugin } from "esbuild";
import type { Mutant } from "#lib/publishing/simulation/mutants";

// What has to stay outside of one file: native parts, files of its own, and what a worker beside a server never loads.
const OUTSIDE = ["pg-native", "pino", "@electric-sql/pglite", "sharp", "@aws-sdk/*"];

let made = 0;

/**
 * Makes one file of a process, so that it starts in a fraction of the time: dozens of them are killed.
 * @param entry beside this file
 * @param mutant a deliberate mistake to build into its engine
 */
export async function bundle(
  entry: "mortal-worker.ts" | "mortal-server.ts",
  mutant?: Mutant,
): Promise<{ file: string; cache: string }> {
  const folder = join(process.cwd(), ".cache", "real-processes");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${basename(entry, ".ts")}-${process.pid}-${++made}.mjs`);
  await build({
    entryPoints: [join(import.meta.dirname, entry)],
    outfile: file,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node22",
    external: OUTSIDE,
    plugins: mutant ? [mutate(mutant)] : [],
    // Packages of the older kind ask for `require`.
    banner: {
      js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);',
    },
  });
  return { file, cache: join(folder, "compiled") };
}

const mutate = ({ name, edits }: Mutant): Plugin => ({
  name: "mutate",
  setup(builder) {
    builder.onLoad({ filter: /lib\/publishing\/[\w-]+\.ts$/ }, ({ path }) => {
      let contents = readFileSync(path, "utf8");
      for (const { file, find, replace } of edits) {
        if (file !== basename(path)) continue;
        if (!contents.includes(find)) throw new Error(`“${name}” does not find its place in ${file}.`);
        contents = contents.replace(find, () => replace);
      }
      return { contents, loader: "ts" };
    });
  },
});

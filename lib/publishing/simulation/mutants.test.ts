import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MUTANTS, type Mutant } from "./mutants";

type Engine = typeof import("../publish") & typeof import("../watch");
type Bench = Engine & typeof import("./simulate") & typeof import("./check-run");

const SEEDS = 12;
const POSTS_PER_SEED = 300;
const ENTRY = ["../publish", "../watch", "./simulate", "./check-run"]
  .map((file) => `export * from "${file}";`)
  .join("\n");

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "aircheck-mutants-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Builds the engine and its simulation with one mistake in it, or none. */
async function load(mutant: Mutant | null, index: number): Promise<Bench> {
  let applied = 0;
  const outfile = join(folder, `mutant-${index}.mjs`);
  await build({
    stdin: { contents: ENTRY, resolveDir: import.meta.dirname, loader: "ts" },
    bundle: true,
    platform: "node",
    format: "esm",
    outfile,
    external: ["pino", "zod"],
    plugins: [
      {
        name: "mutate",
        setup(builder) {
          builder.onLoad({ filter: /lib\/(publishing|tiktok)\/.*\.ts$/ }, ({ path }) => {
            const contents = readFileSync(path, "utf8");
            const edits = mutant?.edits.filter((edit) => edit.file === basename(path)) ?? [];
            let changed = contents;
            for (const { find, replace } of edits) {
              const parts = changed.split(find);
              applied += parts.length - 1;
              changed = parts.join(replace);
            }
            return { contents: changed, loader: "ts" };
          });
        },
      },
    ],
  });
  if (mutant) expect(applied, "every edit finds its one place").toBe(mutant.edits.length);
  return (await import(pathToFileURL(outfile).href)) as Bench;
}

/** Runs seed after seed until a promise breaks: any, or the one that is asked for. Returns its rule. */
async function firstViolation(bench: Bench, wanted?: string, seeds = SEEDS): Promise<string | undefined> {
  for (let seed = 1; seed <= seeds; seed++) {
    const run = await bench.simulate(bench, seed, POSTS_PER_SEED);
    const first = bench.checkRun(run).find(({ rule }) => wanted === undefined || rule === wanted);
    if (first) return first.rule;
  }
  return undefined;
}

describe("the simulation notices", () => {
  it("nothing in the engine as it is", async () => {
    // A few seeds: `simulation.test.ts` plays many.
    expect(await firstViolation(await load(null, 0), undefined, 4)).toBeUndefined();
  }, 120_000);

  it.each(MUTANTS.map((mutant, index) => ({ mutant, name: mutant.name, index: index + 1 })))(
    "when $name",
    async ({ mutant, index }) => {
      expect(await firstViolation(await load(mutant, index), mutant.breaks)).toBeDefined();
    },
    120_000,
  );
});

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

// What has to stay outside of one file: native parts, files of its own, and what a worker beside a server never loads.
const OUTSIDE = ["pg-native", "pino", "@electric-sql/pglite"];

/** Makes one file of a worker, so that it starts in a fraction of the time: dozens of them are killed. */
export async function bundleWorker(entry: string): Promise<{ file: string; cache: string }> {
  const folder = join(process.cwd(), ".cache", "real-processes");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `worker-${process.pid}.mjs`);
  await build({
    entryPoints: [join(process.cwd(), entry)],
    outfile: file,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node22",
    external: OUTSIDE,
    // Packages of the older kind ask for `require`.
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
  });
  return { file, cache: join(folder, "compiled") };
}

import { printFigures } from "./bench/figures";
import { giveUp, Stop } from "./say";

/** Every benchmark, by name: `npm run bench`, or `npm run bench -- lateness relay`. */
const BENCHES = {
  lateness: async () => (await import("./bench/lateness")).lateness(),
  throughput: async () => (await import("./bench/throughput")).throughput(),
  takeover: async () => (await import("./bench/takeover")).takeover(),
  relay: async () => (await import("./bench/relay")).relay(),
  statements: async () => (await import("./bench/statements")).statements(),
  pages: async () => (await import("./bench/pages")).pages(),
  preflight: async () => (await import("./bench/preflight")).preflight(),
  repair: async () => (await import("./bench/repair")).repair(),
  upload: async () => (await import("./bench/upload")).upload(),
} as const;

async function bench(names: readonly string[]): Promise<void> {
  const unknown = names.find((name) => !(name in BENCHES));
  if (unknown)
    throw new Stop(`There is no benchmark “${unknown}”. There are: ${Object.keys(BENCHES).join(", ")}.`);
  let met = true;
  for (const [name, run] of Object.entries(BENCHES)) {
    if (names.length > 0 && !names.includes(name)) continue;
    process.stdout.write(`\n${name}\n`);
    met = printFigures(await run()) && met;
  }
  process.exit(met ? 0 : 1);
}

bench(process.argv.slice(2)).catch(giveUp);

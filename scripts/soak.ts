import { fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { MUTANTS, type Mutant, OPEN_DOORS } from "#lib/publishing/simulation/mutants";
import { findFfmpeg } from "./find-ffmpeg";
import { describeOutcome, runRealProcesses } from "./real-processes/run";
import { giveUp } from "./say";
import type { Told, Totals } from "./soak-simulation";

// `npm run soak`: far more posts than `npm test` has time for. `-- --simulated 50000 --real 1000 --seed 7` runs less, or
// tells a story again.
const POSTS_A_SEED = 500;
const { values } = parseArgs({
  options: {
    simulated: { type: "string", default: "1000000" },
    real: { type: "string", default: "10000" },
    /** Posts of one run with real processes. */
    round: { type: "string", default: "2000" },
    seed: { type: "string", default: "1" },
  },
});
const say = (text: string) => process.stdout.write(`${text}\n`);

/** Plays the simulation in as many processes as there are cores. Returns whether nothing was found. */
async function soakSimulation(posts: number, firstSeed: number): Promise<boolean> {
  const started = Date.now();
  const seeds = Math.ceil(posts / POSTS_A_SEED);
  const hands = Math.min(seeds, availableParallelism());
  const totals: Totals = { posts: 0, published: 0, kills: 0, naps: 0, lostJobs: 0 };
  let wrong = 0;
  say(
    `simulation: seeds ${firstSeed} to ${firstSeed + seeds - 1}, ${POSTS_A_SEED} posts each, ${hands} processes`,
  );
  const ends = Array.from({ length: hands }, (_, hand) => {
    const from = firstSeed + Math.floor((seeds * hand) / hands);
    const count = firstSeed + Math.floor((seeds * (hand + 1)) / hands) - from;
    const child = fork(
      join(import.meta.dirname, "soak-simulation.ts"),
      [from, count, POSTS_A_SEED].map(String),
    );
    child.on("message", (told: Told) => {
      if ("totals" in told) {
        for (const name of Object.keys(totals) as (keyof Totals)[]) totals[name] += told.totals[name];
      } else {
        wrong += 1;
        say(`simulation: seed ${told.seed}: ${told.found}`);
      }
    });
    return new Promise<boolean>((resolve) => child.once("exit", (code) => resolve(code === 0)));
  });
  const progress = setInterval(() => say(`simulation: ${totals.posts} posts`), 60_000);
  const ended = await Promise.all(ends);
  clearInterval(progress);
  const seconds = Math.round((Date.now() - started) / 1000);
  say(
    `simulation: ${JSON.stringify(totals)}; ${wrong} seeds with something lost, doubled or wrong; ${seconds} s`,
  );
  return wrong === 0 && ended.every(Boolean) && totals.posts >= posts;
}

/** Real processes, a round after the other, each with a database and a TikTok of its own. */
async function soakProcesses(posts: number, round: number, firstSeed: number): Promise<boolean> {
  const { ffmpeg } = findFfmpeg();
  process.env.FFMPEG = ffmpeg;
  let fine = true;
  for (let done = 0, seed = firstSeed; done < posts; done += round, seed++) {
    const count = Math.min(round, posts - done);
    const options = {
      posts: count,
      creators: Math.max(10, Math.ceil(count / 2)),
      seed,
      // About as fast as they can be published, so that there is work all the time.
      spreadMs: count * 80,
      kills: Math.max(6, Math.round(count / 50)),
    };
    const outcome = await runRealProcesses(options, (line) => say(`real processes, ${line}`));
    say(describeOutcome(outcome));
    for (const finding of outcome.findings) say(JSON.stringify(finding));
    fine &&= outcome.findings.length === 0;
  }
  for (const mistake of mistakes()) fine &&= await notices(mistake, firstSeed);
  return fine;
}

const ANEW = "an upload that another worker began is started anew";
const ENDED = "opens for an attempt that has ended";

function mistakes(): Mutant[] {
  const anew = MUTANTS.find(({ name }) => name === ANEW);
  if (!anew) throw new Error(`There is no mutant called “${ANEW}”.`);
  return [anew, { name: `the door ${ENDED}`, edits: OPEN_DOORS[ENDED] }];
}

/** The same with a mistake in the engine: a run that finds nothing then would find nothing ever. */
async function notices(mutant: Mutant, seed: number): Promise<boolean> {
  const options = { posts: 300, creators: 150, seed, spreadMs: 20_000, kills: 6, mutant };
  const { findings } = await runRealProcesses(options, (line) => say(`with a mistake, ${line}`));
  const rules = [...new Set(findings.map(({ rule }) => rule))].join(", ");
  say(`with a mistake (${mutant.name}): ${findings.length} noticed${rules && ` (${rules})`}`);
  return findings.length > 0;
}

async function main(): Promise<void> {
  const [simulated, real, round, seed] = [values.simulated, values.real, values.round, values.seed].map(
    Number,
  );
  if (![simulated, real, round, seed].every((number) => Number.isInteger(number) && Number(number) >= 0))
    throw new Error("--simulated, --real, --round and --seed are whole numbers.");
  const engine = simulated ? await soakSimulation(simulated, seed ?? 1) : true;
  const whole = real ? await soakProcesses(real, round || real, seed ?? 1) : true;
  say(engine && whole ? "Nothing was lost and nothing doubled." : "Something is wrong: see above.");
  process.exit(engine && whole ? 0 : 1);
}

main().catch(giveUp);

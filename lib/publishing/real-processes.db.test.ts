import { expect, it } from "vitest";
import { PLACES, SERVING_PLACES } from "#scripts/real-processes/fate";
import { describeOutcome, runRealProcesses } from "#scripts/real-processes/run";

const POSTS = 500;
const seed = Number(process.env.REAL_SEED ?? 1);

// The long way round: worker processes, SIGKILL, SIGSTOP, a PostgreSQL server that crashes, TikTok over HTTP. What the
// simulation proves of the engine this shows of the whole. REAL_SEED plays other faults and other deaths.

it(`publishes ${POSTS} posts with workers that die at every step, and so does who serves: none lost, none doubled`, async () => {
  const outcome = await runRealProcesses(
    { posts: POSTS, creators: POSTS / 2, seed, spreadMs: 25_000, kills: 6 },
    (line) => process.stdout.write(`real processes, ${line}\n`),
  );
  process.stdout.write(`${describeOutcome(outcome)}\n`);
  const { findings, deaths, states, crashes, freezes, words } = outcome;
  expect(findings, `REAL_SEED=${seed}\n${words}`).toEqual([]);
  expect(Object.values(states).reduce((sum, count) => sum + count, 0)).toBe(POSTS);
  expect(states.published).toBeGreaterThan(POSTS * 0.7);
  // Every place where a worker, or who serves, can die was died at, and the rest happened too.
  const died = new Set(deaths.map(({ step, moment }) => `${moment} ${step}`));
  expect([...PLACES, ...SERVING_PLACES].filter(({ step, moment }) => !died.has(`${moment} ${step}`))).toEqual(
    [],
  );
  expect({ crashes, freezes }).toEqual({ crashes: 1, freezes: 1 });
  expect(outcome.faulty).toBeGreaterThan(50);
  expect(outcome.refreshes).toBeGreaterThan(10);
  // Our own budgets keep TikTok from ever having to say "too many requests".
  expect(outcome.tooMany).toBe(0);
}, 300_000);

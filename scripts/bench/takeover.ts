import { setTimeout as pause } from "node:timers/promises";
import { LEASE_MS } from "#lib/publishing/hold";
import { calm } from "#scripts/real-processes/calm";
import { openPlace, type Place } from "#scripts/real-processes/fleet";
import { watchTakeovers } from "#scripts/real-processes/takeovers";
import { openWorld } from "#scripts/real-processes/world";
import { control } from "#simulator/walkthrough";
import { atMost, type Figure, percentile } from "./figures";

/** As many as two workers can have in hand at a time: whoever waits for a hand waits for no takeover. */
const POSTS = 120;
const KILLS = 8;
/** Each chunk takes so long that a worker always has some in hand, ms. */
const SLOW_MS = 3_000;
const BETWEEN_MS = 5_000;
const LIMIT_MS = 15_000;

/**
 * How long a post waits whose worker was killed with SIGKILL, until another one claims it: two worker processes on a
 * PostgreSQL server, nothing else going wrong.
 */
export async function takeover(): Promise<Figure[]> {
  const world = await openWorld({
    ...{ posts: POSTS, creators: POSTS, seed: 1, kills: 0, calm: true },
    spreadMs: (KILLS + 1) * BETWEEN_MS,
  });
  const takeovers: number[] = [];
  const watching = watchTakeovers(world, takeovers);
  const places: Place[] = [];
  try {
    await control(world.simulator.url, "faults", { preset: "delay@put", times: 0, delayMs: SLOW_MS });
    const { worker, server } = world.bundles;
    for (const program of [worker, worker, server]) {
      places.push(
        openPlace({
          program: [program],
          environment: world.environment,
          nextFate: () => null,
          onDeath: (life) => watching.died(life),
          onWords: (text) => process.stderr.write(text),
        }),
      );
    }
    for (let kill = 0; kill < KILLS; kill++) {
      await pause(BETWEEN_MS);
      places[kill % 2]?.kill();
    }
    // What is left goes fast: pushed clocks would take slow uploads out of living hands.
    await fetch(`${world.simulator.url}/_control/faults`, { method: "DELETE" });
    await pause(SLOW_MS);
    await calm(world, places);
  } finally {
    watching.stop();
    for (const place of places) await place.close();
    await world.close();
  }
  const p99 = percentile(takeovers, 0.99);
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  return [
    {
      what: `takeover of ${takeovers.length} posts after ${KILLS} SIGKILLs, p50 ${seconds(percentile(takeovers, 0.5))}, p99`,
      ours: seconds(p99),
      reference: `${seconds(LEASE_MS)} lease`,
      ratio: p99 / LEASE_MS,
      goal: `at most ${seconds(LIMIT_MS)}`,
      met: takeovers.length > 0 && atMost(p99, LIMIT_MS),
    },
  ];
}

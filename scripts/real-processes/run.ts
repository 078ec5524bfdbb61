import { calm } from "./calm";
import { type Checked, checkAll } from "./check";
import { type Storm, storm } from "./storm";
import { keepTally, type Tally } from "./tally";
import { type Options, openWorld } from "./world";

export type Outcome = Checked &
  Tally &
  Omit<Storm, "places" | "words" | "stop" | "leaks"> & {
    seconds: number;
    /** How often a token was refreshed. */
    refreshes: number;
    postgres: string;
    troubles: number;
    words: string;
  };

/**
 * Publishes posts with real worker processes on a real PostgreSQL server against the simulated TikTok over HTTP, under
 * faults, kills at every step, sleeps and a crash of the database. Ends when every post has come to rest and TikTok's own
 * list has been compared with our rows.
 */
export async function runRealProcesses(options: Options, say: (line: string) => void): Promise<Outcome> {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 100) / 10;
  const note = (line: string) => say(`${seconds()} s: ${line}`);
  const world = await openWorld(options);
  let places: Storm["places"] = [];
  try {
    const { postgres, simulator, troubles } = world;
    note(`seed ${options.seed}, ${postgres.version}, ${options.posts} posts, ${troubles} faults`);
    const tally = keepTally(simulator);
    const told = await storm(world, note);
    places = told.places;
    await calm(world, places);
    note("every post has come to rest");
    told.stop();
    for (const place of places.splice(0)) await place.close();
    const received = await tally.stop();
    const { findings, states } = await checkAll(world, received.calls);
    const { places: _places, words, stop: _stop, leaks, ...figures } = told;
    for (const seen of leaks) findings.push({ rule: "secret", post: "a worker's log", seen });
    return {
      findings,
      states,
      refreshes: received.calls.filter(({ endpoint, code }) => endpoint === "oauth.refresh" && code === "ok")
        .length,
      ...received.tally,
      ...figures,
      seconds: seconds(),
      postgres: postgres.version,
      troubles,
      words: words(),
    };
  } finally {
    for (const place of places) await place.close();
    await world.close();
  }
}

/** One line of figures. */
export function describeOutcome(outcome: Outcome): string {
  const { states, deaths, kills, freezes, crashes, requests, faulty, findings, takeovers, seconds } = outcome;
  const sorted = takeovers.toSorted((a, b) => a - b);
  const at = (share: number) => `${((sorted[Math.floor(sorted.length * share)] ?? 0) / 1000).toFixed(1)} s`;
  const posts = Object.entries(states).map(([state, count]) => `${count} ${state}`);
  return [
    `real processes: ${posts.join(", ")}; ${findings.length} lost, doubled or wrong`,
    `${deaths.length} deaths by fate, ${kills} more kills, ${freezes} sleeps, ${crashes} crash of the database`,
    `${requests} requests, ${faulty} of them faulty`,
    `${sorted.length} posts taken over, p50 ${at(0.5)}, p99 ${at(0.99)} under that load`,
    `${Math.round(seconds)} s`,
  ].join("; ");
}

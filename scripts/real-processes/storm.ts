import { setTimeout as pause } from "node:timers/promises";
import { seededRandom } from "#lib/publishing/simulation/virtual-time";
import { leaksIn } from "./check-calls";
import { type Fate, PLACES, SERVING_PLACES } from "./fate";
import { type Life, openPlace, type Place } from "./fleet";
import { watchTakeovers } from "./takeovers";
import type { World } from "./world";

export type Storm = {
  places: Place[];
  /** Where workers, and the process that TikTok fetches from, died by their fate. */
  deaths: Fate[];
  /** Other kills, sleeps longer than a lease, crashes of the database. */
  kills: number;
  freezes: number;
  crashes: number;
  /** From a worker's death to the next claim of each post it held, ms. Complete once all posts have come to rest. */
  takeovers: number[];
  /** The last that they said on standard error. */
  words(): string;
  /** Secrets that stood in what they said. */
  leaks: Set<string>;
  stop(): void;
};

/** Longer than the lease and than the queue's heartbeat: whoever sleeps so long has been replaced. */
const ASLEEP_MS = 13_000;
/** Who does not meet their fate by then has too little to do. They are killed and others get the same fate. */
const LONGEST_LIFE_MS = 8_000;

/**
 * Two workers that die one after the other at every step of a publish, and the process that TikTok fetches from, which dies
 * at every moment of a fetch; then a third worker beside them, started as `npm run worker` starts it, which sleeps longer
 * than its lease and is killed; meanwhile the database crashes. Ends when all of it has happened.
 */
export async function storm(world: World, note: (line: string) => void): Promise<Storm> {
  const random = seededRandom(world.options.seed);
  const fatesAt = (places: readonly Omit<Fate, "nth">[]): Fate[] =>
    shuffled(places, random).map((place) => ({ ...place, nth: 1 + Math.floor(random() * 3) }));
  const [working, serving] = [fatesAt(PLACES), fatesAt(SERVING_PLACES)];
  const total = working.length + serving.length;
  let text = "";
  const told: Storm = {
    places: [],
    deaths: [],
    kills: 0,
    freezes: 0,
    crashes: 0,
    takeovers: [],
    words: () => text,
    leaks: new Set(),
    stop: () => takeovers.stop(),
  };
  const takeovers = watchTakeovers(world, told.takeovers);
  const place = (program: readonly string[], waiting: Fate[] = []) => {
    const opened = openPlace({
      program,
      environment: world.environment,
      nextFate: () => waiting.shift() ?? null,
      onDeath(life, wasKilled) {
        takeovers.died(life);
        if (!life.fate) return;
        if (wasKilled && !life.killed) told.deaths.push(life.fate);
        // It had too little to do, or the database was away when it started.
        else waiting.push({ ...life.fate, nth: 1 });
      },
      onWords: (said) => {
        // With a little of what came before: a secret may come in two parts.
        for (const leak of leaksIn(text.slice(-200) + said, world.secrets)) told.leaks.add(leak);
        text = (text + said).slice(-20_000);
      },
    });
    told.places.push(opened);
    return opened;
  };
  const server = place([world.bundles.server], serving);
  const first = [server, ...[0, 1].map(() => place([world.bundles.worker], working))];
  const impatience = setInterval(() => {
    for (const each of first) if (isTooOld(each.life())) each.kill();
  }, 500);
  await pause(4_000);
  const third = place(["--import", "tsx", "worker/main.ts"]);
  const until = Date.now() + 60_000;
  const others = disturb(world, third, told, note);
  while (told.deaths.length < total && Date.now() < until) await pause(200);
  await others;
  clearInterval(impatience);
  note(
    `${told.deaths.length} of ${total} deaths by fate, ${told.kills} more, ${told.freezes} sleeps, ${told.crashes} crash`,
  );
  return told;
}

const isTooOld = (life: Life) => life.fate !== null && Date.now() - life.startedAt > LONGEST_LIFE_MS;

async function disturb(world: World, third: Place, told: Storm, note: (line: string) => void): Promise<void> {
  const sleep = async (place: Place) => {
    told.freezes += 1;
    await place.freeze(ASLEEP_MS);
  };
  while (!third.life().id) await pause(100);
  await pause(1_500);
  const asleep = sleep(third);
  await pause(3_000);
  await world.postgres.crash();
  told.crashes += 1;
  note("the database crashed and is back");
  await asleep;
  await pause(2_000);
  const random = seededRandom(world.options.seed + 1);
  for (let kill = 0; kill < world.options.kills; kill++) {
    const place = told.places[Math.floor(random() * told.places.length)];
    if (!place?.life().id || place.life().fate) {
      third.kill();
    } else place.kill();
    told.kills += 1;
    await pause(500 + random() * 1_000);
  }
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
}

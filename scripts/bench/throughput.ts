import { count, inArray } from "drizzle-orm";
import { post } from "#lib/db/schema";
import { openPlace, type Place } from "#scripts/real-processes/fleet";
import { openWorld, type World } from "#scripts/real-processes/world";
import { createSimulator } from "#simulator/simulator";
import { makeVideo } from "#simulator/test-videos";
import { call, connect, control, initDirect, put } from "#simulator/walkthrough";
import { type Figure, percentile } from "./figures";

const POSTS = 300;
const HANDS = 20;
const ROUNDS = 3;

/**
 * How many posts a minute two worker processes publish that are all due at once, to the last byte accepted, beside a loop
 * that makes the same three requests of each post with nothing kept and nothing checked.
 */
export async function throughput(): Promise<Figure[]> {
  const [ours, bare]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(await published());
    bare.push(await requested());
  }
  const [mine, reference] = [percentile(ours, 0.5), percentile(bare, 0.5)];
  return [
    {
      what: `posts published a minute, ${POSTS} due at once, two workers`,
      ours: String(Math.round(mine)),
      reference: `${Math.round(reference)} bare requests`,
      ratio: mine / reference,
      goal: "told",
      met: true,
    },
  ];
}

const aMinute = (began: number) => (POSTS * 60_000) / (Date.now() - began);

async function published(): Promise<number> {
  const world = await openWorld({
    ...{ posts: POSTS, creators: POSTS, seed: 1, kills: 0, calm: true, spreadMs: 0 },
  });
  const places: Place[] = [];
  try {
    const { worker, server } = world.bundles;
    for (const program of [worker, worker, server]) {
      places.push(
        openPlace({
          program: [program],
          environment: world.environment,
          nextFate: () => null,
          onDeath: () => {},
          onWords: (text) => process.stderr.write(text),
        }),
      );
    }
    // Starting is no publishing: it counts from the first claim.
    while ((await waiting(world)) === POSTS) await soon();
    const began = Date.now();
    while ((await waiting(world)) > 0) await soon();
    return aMinute(began);
  } finally {
    for (const place of places) await place.close();
    await world.close();
  }
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 50));

async function waiting({ database: { db } }: World): Promise<number> {
  const notOut = inArray(post.state, ["scheduled", "preparing", "uploading"]);
  const [row] = await db.select({ posts: count() }).from(post).where(notOut);
  return row?.posts ?? 0;
}

async function requested(): Promise<number> {
  const simulator = await createSimulator();
  try {
    await control(simulator.url, "app", { dailyPostCap: 1_000 });
    const video = await makeVideo();
    const tokens: string[] = [];
    for (let each = 0; each < POSTS; each++) {
      await control(simulator.url, "creators", { handle: `creator.${each}` });
      const scopes = "user.info.basic,video.upload,video.publish";
      tokens.push((await connect(simulator, `creator.${each}`, scopes)).access_token);
    }
    const began = Date.now();
    const rest = tokens.values();
    const hand = async () => {
      for (const token of rest) {
        await call(simulator.url, token, "/v2/post/publish/creator_info/query/", {});
        const { data } = await initDirect(simulator.url, token, video.length);
        await put(data.upload_url, video);
      }
    };
    await Promise.all(Array.from({ length: HANDS }, hand));
    return aMinute(began);
  } finally {
    await simulator.close();
  }
}

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LEASE_MS } from "./hold";
import type { Ports } from "./ports";
import { publish } from "./publish";
import { createWorld, type SimulatedPost, type World } from "./test-world";
import { watch } from "./watch";

// A worker dies at every step of a publish, before and after each thing it does to the outside, and another one carries
// on when the lease has run out. However it falls, TikTok has the post once and our row says so.

class Died extends Error {}

/** Ports of a worker that dies at the `deadly`-th moment: before or after each commit and each call to TikTok. */
function mortal(ports: Ports, deadly: number) {
  let moment = 0;
  const state = { dead: false, last: "" };
  const breathe = (name: string) => {
    if (state.dead) throw new Died();
    moment += 1;
    if (moment === deadly) {
      state.dead = true;
      state.last = name;
      throw new Died();
    }
  };
  const wrap = <T extends object>(port: T, names: (keyof T & string)[]): T => {
    const wrapped = { ...port };
    for (const name of names) {
      const real = port[name] as (...parameters: unknown[]) => Promise<unknown>;
      wrapped[name] = (async (...parameters: unknown[]) => {
        breathe(`before ${name}`);
        const result = await real(...parameters);
        breathe(`after ${name}`);
        return result;
      }) as T[typeof name];
    }
    return wrapped;
  };
  const wrapped: Ports = {
    ...ports,
    store: { ...wrap(ports.store, ["commit"]), renew: async () => true },
    tiktok: wrap(ports.tiktok, ["creatorInfo", "init", "put", "status"]),
  };
  return { ports: wrapped, state };
}

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

type Way = "direct" | "inbox" | "photos";

const textOf = ({ title, postInfo }: SimulatedPost) => postInfo?.description ?? title;

const ENDS = ["published", "in_inbox", "failed", "blocked", "unconfirmed"];

/** Publishes with a worker that dies at that moment and one that follows it. Returns where it died, if it did. */
async function publishWithDeath(way: Way, deadly: number, caption: string) {
  world.pushed.advance(2 * 24 * 60 * 60_000);
  world.jobs.length = 0;
  const creator = await world.addCreator("lena.rooftop");
  await world.control("creators/lena.rooftop", { pendingShares: 0 });
  const mode = way === "inbox" ? way : "direct";
  const photos = way === "photos" ? await world.carousel() : {};
  const id = await world.post(creator, { caption, mode, ...photos });
  const { ports, state } = mortal(world.portsFor(`mortal-${deadly}`), deadly);
  for (let turn = 0; turn < 60 && !state.dead; turn++) {
    if (ENDS.includes((await world.read(id)).state)) break;
    const job = world.jobs.sort((a, b) => a.at - b.at)[0];
    if (!job) break;
    try {
      await world.runOne(ports);
    } catch (problem) {
      if (!(problem instanceof Died)) throw problem;
    }
    // The queue hands a dead worker's job on.
    if (state.dead)
      world.jobs.push({ ...job, id: `${job.id}-again`, at: world.clock.now() + LEASE_MS + 1_000 });
  }
  const post = await world.runUntil(id, ENDS);
  return { post, died: state.dead ? state.last : undefined };
}

const LEAST_DEATHS = { direct: 14, inbox: 14, photos: 12 } as const;

describe.each(["direct", "inbox", "photos"] as const)("a worker that dies while publishing (%s)", (mode) => {
  it("is followed by another, at every step, and the post is there once", async () => {
    const deaths: string[] = [];
    for (let deadly = 1; deadly < 60; deadly++) {
      const caption = `${mode} ${deadly}`;
      const { post, died } = await publishWithDeath(mode, deadly, caption);
      expect(post.state, `died ${died}`).toBe(mode === "inbox" ? "in_inbox" : "published");
      const there = (await world.published()).filter(
        (each) => each.publishId && each.state !== "PROCESSING_UPLOAD",
      );
      if (mode !== "inbox") {
        const live = there.filter((each) => textOf(each) === caption && each.live);
        expect(live, `died ${died}`).toHaveLength(1);
      }
      if (!died) break;
      deaths.push(died);
    }
    // Fewer would mean that the engine has lost a boundary this test believes in.
    expect(deaths.length).toBeGreaterThanOrEqual(LEAST_DEATHS[mode]);
    expect(new Set(deaths)).toContain("after init");
    expect(new Set(deaths)).toContain(mode === "photos" ? "after status" : "after put");
  }, 120_000);
});

describe("a worker that was paused and comes back", () => {
  it("writes nothing any more once another has taken over, and the post is there once", async () => {
    world.pushed.advance(2 * 24 * 60 * 60_000);
    world.jobs.length = 0;
    const creator = await world.addCreator("lena.rooftop");
    const caption = "zombie";
    const id = await world.post(creator, { caption });
    const zombie = world.portsFor("zombie");
    let taken = false;
    const paused: Ports = {
      ...zombie,
      tiktok: {
        ...zombie.tiktok,
        // It falls asleep between TikTok's answer and writing it down; the other one does the whole job meanwhile.
        init: async (...parameters) => {
          const told = await zombie.tiktok.init(...parameters);
          if (!taken) {
            taken = true;
            world.pushed.advance(LEASE_MS + 1_000);
            await publish(world.ports, id);
          }
          return told;
        },
      },
    };
    await publish(paused, id);
    const post = await world.runUntil(id, ENDS);
    expect(taken).toBe(true);
    expect(post.state).toBe("published");
    expect((await world.published()).filter((each) => each.title === caption && each.live)).toHaveLength(1);
  });

  it("two workers that take the same job at the same moment publish once", async () => {
    world.pushed.advance(2 * 24 * 60 * 60_000);
    world.jobs.length = 0;
    const creator = await world.addCreator("lena.rooftop");
    const caption = "two at once";
    const id = await world.post(creator, { caption });
    const both = [world.portsFor("a"), world.portsFor("b")];
    await Promise.all(both.map((ports) => publish(ports, id)));
    await Promise.all(both.map((ports) => watch(ports, id)));
    const post = await world.runUntil(id, ENDS);
    expect(post.state).toBe("published");
    expect((await world.published()).filter((each) => each.title === caption)).toHaveLength(1);
  });
});

import { describe, expect, it } from "vitest";
import { publish } from "../publish";
import { watch } from "../watch";
import { checkRun } from "./check-run";
import { simulate } from "./simulate";

const FIRST_SEED = Number(process.env.SIMULATION_SEED ?? 1);
const SEEDS = Number(process.env.SIMULATION_SEEDS ?? 40);
const POSTS_PER_SEED = 500;

describe("the publishing engine in a simulated world", () => {
  it(`publishes ${SEEDS * POSTS_PER_SEED} posts under kills, zombies, lost and delayed messages: none lost, none doubled`, async () => {
    const totals = { posts: 0, published: 0, kills: 0, naps: 0, lostJobs: 0, unconfirmed: 0 };
    for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
      const run = await simulate({ publish, watch }, seed, POSTS_PER_SEED);
      expect(checkRun(run), `SIMULATION_SEED=${seed} SIMULATION_SEEDS=1 shows it again`).toEqual([]);
      totals.posts += run.posts.length;
      totals.published += run.posts.filter((post) => post.state === "published").length;
      totals.unconfirmed += run.posts.filter((post) => post.state === "unconfirmed").length;
      totals.kills += run.kills;
      totals.naps += run.naps;
      totals.lostJobs += run.lostJobs;
    }
    process.stdout.write(`simulation: ${JSON.stringify(totals)}\n`);
    expect(totals.kills).toBeGreaterThan(100);
  }, 600_000);
});

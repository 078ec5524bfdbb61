import { publish } from "#lib/publishing/publish";
import { checkRun } from "#lib/publishing/simulation/check-run";
import { simulate } from "#lib/publishing/simulation/simulate";
import { watch } from "#lib/publishing/watch";

export type Totals = { posts: number; published: number; kills: number; naps: number; lostJobs: number };
export type Told = { totals: Totals } | { seed: number; found: string };

// One of several processes of `npm run soak`: plays the seeds it is given, one after the other.
const [first = 1, seeds = 1, posts = 500] = process.argv.slice(2).map(Number);
const tell = (told: Told) => process.send?.(told);

for (let seed = first; seed < first + seeds; seed++) {
  const run = await simulate({ publish, watch }, seed, posts);
  const found = checkRun(run);
  if (found.length > 0) tell({ seed, found: JSON.stringify(found.slice(0, 5)) });
  tell({
    totals: {
      posts: run.posts.length,
      published: run.posts.filter((post) => post.state === "published").length,
      kills: run.kills,
      naps: run.naps,
      lostJobs: run.lostJobs,
    },
  });
}
process.disconnect?.();

import { sql } from "drizzle-orm";
import { pageCalendar, viewCalendar } from "#lib/posts/calendar";
import { listFix } from "#lib/posts/fix-queries";
import { meterOf } from "#lib/posts/meter";
import { listPosts, viewPost } from "#lib/posts/queries";
import { viewQueue } from "#lib/posts/queue-queries";
import { viewTimes } from "#lib/posts/times";
import type { Scope } from "#lib/workspaces/scope";
import { atMost, type Figure, median, ms } from "./figures";
import { type BenchGround, fillPosts, fillWorkspace, openGround } from "./ground";

const CREATORS = 200;
const SIZES = { few: 10_000, many: 1_000_000 } as const;
const ROUNDS = 40;
const DAY = 86_400_000;
const LIMIT = 1.5;

type Page = { name: string; ask(scope: Scope, posts: number): Promise<unknown> };

const idOf = (number: number) => `post-${String(number).padStart(9, "0")}`;

/**
 * What every page of a workspace asks for. The windows are of the same number of posts at both sizes: a busy agency is
 * what grows, not the month.
 */
const PAGES: readonly Page[] = [
  { name: "posts, first page", ask: (scope) => listPosts(scope, { limit: 50 }) },
  {
    name: "posts, deep page",
    ask: (scope, posts) => listPosts(scope, { limit: 50, after: idOf(Math.floor(posts / 2)) }),
  },
  { name: "posts, one state", ask: (scope) => listPosts(scope, { states: ["scheduled"], limit: 50 }) },
  { name: "posts, one account", ask: (scope) => listPosts(scope, { creatorId: "creator-7", limit: 50 }) },
  { name: "one post", ask: (scope, posts) => viewPost(scope, idOf(posts - 3)) },
  { name: "needs fixing", ask: (scope) => listFix(scope) },
  {
    name: "calendar, as many posts as a month may show",
    ask: (scope) => {
      const now = scope.clock.now();
      return viewCalendar(scope, { from: now, to: now + 30 * DAY, creatorIds: ["creator-7"] });
    },
  },
  {
    name: "calendar as a list, a page far back",
    ask: (scope) => {
      const before = { at: new Date(scope.clock.now() - 200 * DAY).toISOString(), id: "" };
      return pageCalendar(scope, { place: { before }, limit: 50 });
    },
  },
  { name: "queue of an account", ask: (scope) => viewQueue(scope, "creator-7") },
  {
    name: "times of an account",
    ask: (scope) => {
      const now = scope.clock.now();
      return viewTimes(scope, "creator-7", { from: now, to: now + 30 * DAY });
    },
  },
  {
    name: "meter of an account",
    ask: (scope) => {
      const now = scope.clock.now();
      return meterOf(scope, scope.db, "creator-7", { from: now, to: now + DAY });
    },
  },
];

/** Every page's questions with 10,000 posts and with 1,000,000. */
export async function pages(): Promise<Figure[]> {
  const ground = await openGround();
  try {
    await fillWorkspace(ground, CREATORS);
    // What is ahead is the same for both; what is behind grows.
    await fillPosts(ground, {
      from: 1,
      to: 2_000,
      creators: CREATORS,
      state: "scheduled",
      daysFrom: 0,
      daysTo: 30,
    });
    await fillPosts(ground, {
      from: 2_001,
      to: 2_100,
      creators: CREATORS,
      state: "failed",
      daysFrom: -30,
      daysTo: 0,
    });
    await grow(ground, 2_101, SIZES.few);
    const few = await measure(ground, SIZES.few);
    await grow(ground, SIZES.few + 1, SIZES.many);
    const many = await measure(ground, SIZES.many);
    return PAGES.map(({ name }) => {
      const [small, large] = [few.get(name) ?? Number.NaN, many.get(name) ?? Number.NaN];
      return {
        what: `${name}, p50`,
        ours: `${ms(large)} at 1,000,000`,
        reference: `${ms(small)} at 10,000`,
        ratio: large / small,
        goal: `at most ${LIMIT}`,
        met: atMost(large / small, LIMIT),
      };
    });
  } finally {
    await ground.close();
  }
}

async function grow(ground: BenchGround, from: number, to: number): Promise<void> {
  const step = 100_000;
  for (let first = from; first <= to; first += step) {
    const last = Math.min(to, first + step - 1);
    // A million posts of an agency are years of work.
    await fillPosts(ground, {
      from: first,
      to: last,
      creators: CREATORS,
      state: "published",
      daysFrom: -2_000,
      daysTo: -1,
    });
  }
  await ground.database.db.execute(sql.raw("vacuum analyze"));
}

async function measure({ scope }: BenchGround, posts: number): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const { name, ask } of PAGES) {
    for (let warm = 0; warm < 5; warm++) await ask(scope, posts);
    const times = [];
    for (let round = 0; round < ROUNDS; round++) {
      const began = performance.now();
      await ask(scope, posts);
      times.push(performance.now() - began);
    }
    found.set(name, median(times));
  }
  return found;
}

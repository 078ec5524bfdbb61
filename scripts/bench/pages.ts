import { sql } from "drizzle-orm";
import { listConnectLinks, listCreators, ownCreator } from "#lib/creators/queries";
import { listLibrary, listUploaders, storedBytes, viewLibraryFile, WALKED } from "#lib/media-library/queries";
import { pageCalendar, viewCalendar, viewMeters } from "#lib/posts/calendar";
import { countFix, listFix } from "#lib/posts/fix-queries";
import { meterOf } from "#lib/posts/meter";
import { draftForCompose, listPosts, viewPost } from "#lib/posts/queries";
import { viewQueue } from "#lib/posts/queue-queries";
import { recentCaptions } from "#lib/posts/recent-queries";
import { IN_FLIGHT } from "#lib/posts/states";
import { listByTime } from "#lib/posts/time-queries";
import { viewTimes } from "#lib/posts/times";
import { listInvitations, listMembers, readSettings, workspacesOf } from "#lib/workspaces/queries";
import type { Scope } from "#lib/workspaces/scope";
import { atMost, type Figure, median, ms } from "./figures";
import { type BenchGround, fillFiles, fillPosts, fillWorkspace, openGround } from "./ground";

const CREATORS = 200;
const SIZES = { few: 10_000, many: 1_000_000 } as const;
/** As many files as come with the posts. */
const FILES = SIZES.many / 10;
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
  {
    name: "the frame around every page",
    ask: async (scope) => {
      await workspacesOf(scope.db, scope.actor.userId);
      await countFix(scope);
      await ownCreator(scope, scope.actor.userId);
    },
  },
  {
    name: "home",
    ask: async (scope) => {
      const now = scope.clock.now();
      await listCreators(scope);
      await listFix(scope);
      await listByTime(scope, { states: ["scheduled"], limit: 12 });
      await listByTime(scope, { states: IN_FLIGHT, limit: 12 });
      const done = { states: ["published", "in_inbox"], from: now - 2 * DAY, to: now + 1 } as const;
      await listByTime(scope, { ...done, newestFirst: true, limit: 200 });
      await listPosts(scope, { states: ["draft"], limit: 20 });
      await listPosts(scope, { states: ["published", "in_inbox"], limit: 1 });
      await ownCreator(scope, scope.actor.userId);
    },
  },
  {
    name: "compose",
    ask: async (scope, posts) => {
      await listCreators(scope);
      await draftForCompose(scope, idOf(posts - 5));
      await recentCaptions(scope, "creator-7", null);
    },
  },
  {
    name: "library",
    ask: async (scope) => {
      await listLibrary(scope, { limit: 48 });
      await storedBytes(scope);
      await listUploaders(scope);
    },
  },
  { name: "library, unused files", ask: (scope) => listLibrary(scope, { used: false, limit: 48 }) },
  // Two that find nothing among the newest files, and so look through as many as they ever do.
  { name: "library, used files", ask: (scope) => listLibrary(scope, { used: true, limit: 48 }) },
  { name: "library, a name", ask: (scope) => listLibrary(scope, { search: "sea", limit: 48 }) },
  { name: "one file", ask: (scope) => viewLibraryFile(scope, "file") },
  { name: "connections", ask: (scope) => listCreators(scope) },
  { name: "connect links", ask: (scope) => listConnectLinks(scope, { limit: 50 }) },
  {
    name: "team",
    ask: async (scope) => {
      await readSettings(scope);
      await listMembers(scope);
      await listInvitations(scope);
    },
  },
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
  {
    name: "calendar of a month, every account",
    ask: (scope) => {
      const now = scope.clock.now();
      return viewCalendar(scope, { from: now, to: now + 30 * DAY });
    },
  },
  {
    name: "meters of ten accounts",
    ask: (scope) => {
      const now = scope.clock.now();
      const creatorIds = Array.from({ length: 10 }, (_, index) => `creator-${index}`);
      return viewMeters(scope, { from: now, to: now + DAY, creatorIds });
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
    await fillFiles(ground, FILES + 1, FILES + WALKED);
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
    // Every tenth post has a file of its own; the others share one.
    await fillFiles(ground, Math.ceil(first / 10), Math.floor(last / 10));
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

import { and, eq, gt, inArray, lt, ne } from "drizzle-orm";
import type { Tx } from "#lib/db/open";
import { creator, post } from "#lib/db/schema";
import type { Ground } from "#lib/workspaces/scope";
import { CAP_WINDOW_MS, type Limit, PENDING_CAP, USUAL_DAILY_CAP } from "./caps";
import type { PostState } from "./states";

/** The states that use, or will use, one of TikTok's places in 24 hours. */
const COUNTED = {
  direct: ["scheduled", "preparing", "uploading", "processing", "unconfirmed", "published"],
  inbox: ["scheduled", "preparing", "uploading", "processing", "unconfirmed", "in_inbox"],
} as const satisfies Record<"direct" | "inbox", readonly PostState[]>;
const ANY = [...new Set([...COUNTED.direct, ...COUNTED.inbox])];

/** One post that TikTok's limits count. `at` in ms. */
type Counted = { id: string; workspaceId: string; mode: "direct" | "inbox"; at: number };

export type Limits = { direct: Limit; inbox: Limit };

/** When a creator's posts go out or went out, over all workspaces, as far as TikTok's limits count them. All in ms. */
export type CountedTimes = {
  direct: number[];
  inbox: number[];
  /** The same, earliest first, with whose they are. */
  posts: Counted[];
  limits: Limits;
};

/**
 * The creator's times around a moment: TikTok counts over 24 hours, so a day before and a day after decide.
 * @param except a post that is being moved
 */
export async function countedTimes(
  { clock }: Pick<Ground, "clock">,
  tx: Tx | Ground["db"],
  creatorId: string,
  { from, to, except }: { from: number; to: number; except?: string },
): Promise<CountedTimes> {
  const conditions = [
    eq(post.creatorId, creatorId),
    gt(post.publishAt, new Date(from - CAP_WINDOW_MS)),
    lt(post.publishAt, new Date(to + CAP_WINDOW_MS)),
    inArray(post.state, ANY),
  ];
  if (except) conditions.push(ne(post.id, except));
  const rows = await tx
    .select({
      id: post.id,
      workspaceId: post.workspaceId,
      at: post.publishAt,
      state: post.state,
      content: post.content,
    })
    .from(post)
    .where(and(...conditions));
  const posts = rows
    .flatMap(({ id, workspaceId, at, state, content: { mode } }) =>
      at && (COUNTED[mode] as readonly string[]).includes(state)
        ? [{ id, workspaceId, mode, at: at.getTime() }]
        : [],
    )
    .sort((a, b) => a.at - b.at);
  const timesOf = (wanted: "direct" | "inbox") =>
    posts.filter(({ mode }) => mode === wanted).map(({ at }) => at);
  return {
    direct: timesOf("direct"),
    inbox: timesOf("inbox"),
    posts,
    limits: await limitsOf(tx, creatorId, clock.now()),
  };
}

async function limitsOf(tx: Tx | Ground["db"], creatorId: string, now: number): Promise<Limits> {
  const [known] = await tx
    .select({
      daily: creator.dailyCap,
      dailySeenAt: creator.dailyCapSeenAt,
      pending: creator.pendingCap,
      pendingSeenAt: creator.pendingCapSeenAt,
    })
    .from(creator)
    .where(eq(creator.id, creatorId));
  const limit = (usual: number, cap: number | null = null, seenAt: Date | null = null): Limit => {
    const until = (seenAt?.getTime() ?? 0) + CAP_WINDOW_MS;
    return cap === null || until <= now ? { usual } : { usual, shown: { cap, until } };
  };
  return {
    direct: limit(USUAL_DAILY_CAP, known?.daily, known?.dailySeenAt),
    inbox: limit(PENDING_CAP, known?.pending, known?.pendingSeenAt),
  };
}

import { and, asc, eq, gte, inArray, lt } from "drizzle-orm";
import type { WallTime } from "#lib/clock/wall-time";
import { post } from "#lib/db/schema";
import type { Scope } from "#lib/workspaces/scope";
import { countedTimes, type Limits } from "./counted-times";
import { type Meter, readMeter } from "./meter";
import { nextFreeSlots, queueSettings } from "./queue-queries";
import type { Slot } from "./slots";
import { HELD_TIMES } from "./states";

/** What whoever chooses a time for a creator has to see. Instants are ISO 8601. */
export type CreatorTimes = {
  timeZone: string;
  slots: Slot[];
  /** What stands between the two moments, earliest first. */
  posts: { id: string; publishAt: string; caption: string }[];
  /** The next free slots of the queue from now on. */
  free: (WallTime & { at: string })[];
  meter: Meter;
  limits: Limits;
  /**
   * What TikTok's limits count of the creator between the two moments and a day around them, earliest first. Of another
   * workspace's post only the time is told.
   */
  counted: { id: string | null; at: string; mode: "direct" | "inbox" }[];
  /** Until then all that counts is known. */
  countedUntil: string;
};

const SUGGESTED = 5;

/** What is planned for a creator between two moments (ms), and where there is room. */
export async function viewTimes(
  scope: Scope,
  creatorId: string,
  { from, to }: { from: number; to: number },
): Promise<CreatorTimes | undefined> {
  const { db, clock, actor } = scope;
  const settings = await queueSettings(scope, db, creatorId);
  if (!settings) return undefined;
  const posts = await db
    .select({ id: post.id, publishAt: post.publishAt, content: post.content })
    .from(post)
    .where(
      and(
        eq(post.workspaceId, actor.workspaceId),
        eq(post.creatorId, creatorId),
        gte(post.publishAt, new Date(from)),
        lt(post.publishAt, new Date(to)),
        inArray(post.state, [...HELD_TIMES, "published", "in_inbox"]),
      ),
    )
    .orderBy(asc(post.publishAt))
    .limit(500);
  const times = await countedTimes(scope, db, creatorId, { from, to });
  const free = await nextFreeSlots(scope, db, creatorId, { from: clock.now(), count: SUGGESTED });
  return {
    timeZone: settings.timeZone,
    slots: settings.slots,
    posts: posts.flatMap(({ id, publishAt, content }) =>
      publishAt ? [{ id, publishAt: publishAt.toISOString(), caption: content.caption }] : [],
    ),
    free: free.map(({ at, ...when }) => ({ ...when, at: new Date(at).toISOString() })),
    meter: readMeter(times, { creatorId, from, to, now: clock.now() }),
    limits: times.limits,
    counted: times.posts.map(({ id, workspaceId, mode, at }) => ({
      id: workspaceId === actor.workspaceId ? id : null,
      at: new Date(at).toISOString(),
      mode,
    })),
    countedUntil: new Date(to).toISOString(),
  };
}

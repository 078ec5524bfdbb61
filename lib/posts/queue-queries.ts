import { and, asc, eq, gt, inArray } from "drizzle-orm";
import { startOfDay, type WallTime } from "#lib/clock/wall-time";
import type { Tx } from "#lib/db/open";
import { creator, post, slot, user, workspace, workspaceCreator } from "#lib/db/schema";
import type { Ground, Scope } from "#lib/workspaces/scope";
import { CAP_WINDOW_MS } from "./caps";
import { type Meter, meterOf } from "./meter";
import { asRow, CREATOR, type CreatorName, type PostRow, ROW, type Selected } from "./post-row";
import { type Free, freeSlots, isSlot, type Slot } from "./slots";
import { HELD_TIMES } from "./states";

/** A creator as this workspace works with them: their zone, their weekly times, and whether they are paused. */
export type QueueSettings = {
  timeZone: string;
  /** The zone is the creator's own, not the workspace's. */
  zoneIsOwn: boolean;
  slots: Slot[];
  paused: { at: string; by: string | null; reason: string } | null;
};

/** `undefined` when the creator is not in the actor's workspace. */
export async function queueSettings(
  { actor }: Pick<Scope, "actor">,
  tx: Tx | Ground["db"],
  creatorId: string,
): Promise<QueueSettings | undefined> {
  const { workspaceId } = actor;
  const [row] = await tx
    .select({
      own: workspaceCreator.timeZone,
      usual: workspace.timeZone,
      pausedAt: workspaceCreator.pausedAt,
      reason: workspaceCreator.pauseReason,
      by: user.name,
      byMail: user.email,
    })
    .from(workspaceCreator)
    .innerJoin(workspace, eq(workspace.id, workspaceCreator.workspaceId))
    .innerJoin(creator, eq(creator.id, workspaceCreator.creatorId))
    .leftJoin(user, eq(user.id, workspaceCreator.pausedBy))
    .where(and(eq(workspaceCreator.workspaceId, workspaceId), eq(workspaceCreator.creatorId, creatorId)));
  if (!row) return undefined;
  const slots = await tx
    .select({ weekday: slot.weekday, time: slot.time })
    .from(slot)
    .where(and(eq(slot.workspaceId, workspaceId), eq(slot.creatorId, creatorId)))
    .orderBy(asc(slot.weekday), asc(slot.time));
  const paused = row.pausedAt && {
    at: row.pausedAt.toISOString(),
    by: row.by ?? row.byMail,
    reason: row.reason ?? "",
  };
  return { timeZone: row.own ?? row.usual, zoneIsOwn: row.own !== null, slots, paused };
}

/** Does a time that somebody chose belong to the creator's queue? Then the post stands in it. */
export async function isQueueTime(
  scope: Pick<Scope, "actor">,
  tx: Tx | Ground["db"],
  creatorId: string,
  when: WallTime,
): Promise<boolean> {
  const settings = await queueSettings(scope, tx, creatorId);
  return settings !== undefined && isSlot(settings.slots, settings.timeZone, when);
}

/** The next free times of a creator's queue, earliest first. A slot at which any post of theirs stands is taken. */
export async function nextFreeSlots(
  scope: Scope,
  tx: Tx | Ground["db"],
  creatorId: string,
  { from, count }: { from: number; count: number },
): Promise<Free[]> {
  const settings = await queueSettings(scope, tx, creatorId);
  if (!settings || settings.slots.length === 0) return [];
  const standing = await tx
    .select({ at: post.publishAt })
    .from(post)
    .where(
      and(
        eq(post.creatorId, creatorId),
        gt(post.publishAt, new Date(from - 60_000)),
        inArray(post.state, [...HELD_TIMES]),
      ),
    );
  const taken = standing.flatMap(({ at }) => (at ? [at.getTime()] : []));
  return freeSlots(settings.slots, settings.timeZone, { from, taken, count });
}

/** The queue page. */
export type QueueView = QueueSettings & {
  creator: CreatorName;
  /** The posts that took a slot, in the order in which they go out. */
  posts: PostRow[];
  /** How many more are queued behind those. */
  more: number;
  /** The next free slots; instants are ISO 8601. */
  free: (WallTime & { at: string })[];
  meter: Meter;
};

/** As many of a queue's posts are shown, and can be put into another order. */
export const QUEUED_LIMIT = 300;
const SUGGESTED = 5;

/** `undefined` when the creator is not in the actor's workspace. */
export async function viewQueue(scope: Scope, creatorId: string): Promise<QueueView | undefined> {
  const { db, clock, actor } = scope;
  const settings = await queueSettings(scope, db, creatorId);
  const [named] = await db.select(CREATOR).from(creator).where(eq(creator.id, creatorId));
  if (!settings || !named) return undefined;
  const queued = and(
    eq(post.workspaceId, actor.workspaceId),
    eq(post.creatorId, creatorId),
    eq(post.state, "scheduled"),
    eq(post.fromSlot, true),
  );
  const rows = await db
    .select(ROW)
    .from(post)
    .leftJoin(creator, eq(creator.id, post.creatorId))
    .where(queued)
    .orderBy(asc(post.publishAt), asc(post.id))
    .limit(QUEUED_LIMIT);
  const more = rows.length < QUEUED_LIMIT ? 0 : (await db.$count(post, queued)) - rows.length;
  const now = clock.now();
  const free = await nextFreeSlots(scope, db, creatorId, { from: now, count: SUGGESTED });
  const today = startOfDay(now, settings.timeZone);
  return {
    ...settings,
    creator: named,
    posts: rows.map((row) => asRow(row as Selected)),
    more: Math.max(0, more),
    free: free.map(({ at, ...when }) => ({ ...when, at: new Date(at).toISOString() })),
    meter: await meterOf(scope, db, creatorId, { from: today, to: today + CAP_WINDOW_MS }),
  };
}

import { eq } from "drizzle-orm";
import type { WallTime } from "#lib/clock/wall-time";
import type { Tx } from "#lib/db/open";
import { creator } from "#lib/db/schema";
import { done, type Result, refuse } from "#lib/errors/result";
import type { Scope } from "#lib/workspaces/scope";
import { capAt, countWithin, fits, nextFit } from "./caps";
import { type ChosenTime, chooseTime, nowChosen } from "./choose-time";
import { countedTimes } from "./counted-times";
import { isQueueTime, nextFreeSlots } from "./queue-queries";

/**
 * When a person wants a post to go out. `now`: at once, where TikTok's limits have room. `now_anyway`: at once by the word of
 * somebody who was told that there seems to be none: we count what we know, and only TikTok knows what it takes.
 */
export type Wish = WallTime | "now" | "now_anyway";

/** Two people who plan for one creator at once go one after the other: places and slots are counted under it. */
export async function lockCreator(tx: Tx, creatorId: string): Promise<void> {
  await tx.select({ id: creator.id }).from(creator).where(eq(creator.id, creatorId)).for("update");
}

type For = {
  creatorId: string;
  mode: "direct" | "inbox";
  /** The post itself, where it stands among the creator's already. */
  except?: string;
};

/**
 * The time that a wish comes to, held for the caller's transaction, or what has to be asked about it first. Every way by
 * which a person gives a post a time ends here. `next_slot` takes the next free time of the creator's queue.
 */
export async function findPlace(
  scope: Scope,
  tx: Tx,
  wish: Wish | "next_slot",
  { creatorId, mode, except }: For,
): Promise<Result<ChosenTime & { fromSlot: boolean }>> {
  await lockCreator(tx, creatorId);
  const chosen = await choose(scope, tx, creatorId, wish);
  if (!chosen.ok || wish === "now_anyway") return chosen;
  const at = chosen.value.publishAt.getTime();
  return (await findFull(scope, tx, { creatorId, at, mode, except })) ?? chosen;
}

async function choose(
  scope: Scope,
  tx: Tx,
  creatorId: string,
  wish: Wish | "next_slot",
): Promise<Result<ChosenTime & { fromSlot: boolean }>> {
  const now = scope.clock.now();
  if (wish === "now" || wish === "now_anyway") return done({ ...nowChosen(now), fromSlot: false });
  if (wish !== "next_slot") {
    const chosen = chooseTime(wish, now);
    const fromSlot = await isQueueTime(scope, tx, creatorId, wish);
    return chosen.ok ? done({ ...chosen.value, fromSlot }) : chosen;
  }
  const [free] = await nextFreeSlots(scope, tx, creatorId, { from: now, count: 1 });
  if (!free) return refuse({ kind: "time", question: { kind: "no_slot" } });
  const { at, local, timeZone, fold } = free;
  return done({ publishAt: new Date(at), publishLocal: local, timeZone, fold, fromSlot: true });
}

/** Says no where TikTok's limit for 24 hours is planned up, and when it is not. */
async function findFull(
  scope: Scope,
  tx: Tx,
  { creatorId, at, mode, except }: For & { at: number },
): Promise<Result<never> | undefined> {
  const times = await countedTimes(scope, tx, creatorId, { from: at, to: at, except });
  const limit = times.limits[mode];
  if (fits(times[mode], at, limit)) return undefined;
  const cap = capAt(limit, at);
  // Where posts stand close together, the first free moment may lie days ahead.
  const wide = await countedTimes(scope, tx, creatorId, { from: at, to: at + 60 * 24 * 60 * 60_000, except });
  const question = {
    kind: "full" as const,
    reason: mode === "direct" ? ("daily" as const) : ("inbox" as const),
    cap,
    planned: Math.max(cap, countWithin(times[mode], at)),
    next: new Date(nextFit(wide[mode], at, limit)).toISOString(),
  };
  return refuse({ kind: "time", question });
}

import type { Tx } from "#lib/db/open";
import type { Ground } from "#lib/workspaces/scope";
import { CAP_WINDOW_MS, capAt, countWithin } from "./caps";
import { type CountedTimes, countedTimes } from "./counted-times";

/**
 * How much of TikTok's daily limit a creator has used or planned, as far as we know it: other apps count as well.
 * `from` and `to` are the 24 hours with the least room among those asked about. Times are ISO 8601.
 */
export type Meter = {
  creatorId: string;
  from: string;
  to: string;
  /** Of `planned`, those whose time has passed. */
  sent: number;
  planned: number;
  cap: number;
  /** TikTok has shown this number for the creator; otherwise it is what TikTok says is usual. */
  learned: boolean;
  inbox: { pending: number; cap: number };
};

/** The creator's fullest 24 hours between two moments, ms. */
export async function meterOf(
  ground: Pick<Ground, "clock">,
  tx: Tx | Ground["db"],
  creatorId: string,
  range: { from: number; to: number },
): Promise<Meter> {
  return readMeter(await countedTimes(ground, tx, creatorId, range), {
    ...range,
    creatorId,
    now: ground.clock.now(),
  });
}

/** The meter that counted times come to. All in ms. */
export function readMeter(
  times: CountedTimes,
  { creatorId, from, to, now }: { creatorId: string; from: number; to: number; now: number },
): Meter {
  const ends = [to, ...times.direct.filter((at) => at >= from && at < to)];
  const { direct, inbox } = times.limits;
  const room = (end: number) => capAt(direct, end) - countWithin(times.direct, end);
  const fullest = ends.reduce((best, end) => (room(end) < room(best) ? end : best));
  const inboxAt = Math.max(now, from);
  const within = times.direct.filter((at) => at > fullest - CAP_WINDOW_MS && at <= fullest);
  return {
    creatorId,
    from: new Date(fullest - CAP_WINDOW_MS).toISOString(),
    to: new Date(fullest).toISOString(),
    sent: within.filter((at) => at <= now).length,
    planned: within.length,
    cap: capAt(direct, fullest),
    learned: direct.shown !== undefined && fullest < direct.shown.until,
    inbox: { pending: countWithin(times.inbox, inboxAt), cap: capAt(inbox, inboxAt) },
  };
}

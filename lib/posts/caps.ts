/** Both of TikTok's limits count over the last 24 hours, ms. */
export const CAP_WINDOW_MS = 24 * 60 * 60_000;

/**
 * How many posts a creator may send directly in 24 hours, over all apps, until TikTok has shown a smaller number: it
 * says "usually about 15" and no more.
 * @see https://developers.tiktok.com/doc/content-posting-api-get-started
 */
export const USUAL_DAILY_CAP = 15;

/**
 * How many drafts may wait in a creator's TikTok inbox.
 * @see https://developers.tiktok.com/doc/content-posting-api-get-started-upload-content
 */
export const PENDING_CAP = 5;

/**
 * How many posts fit into 24 hours. `shown`: TikTok has said "too many" at a smaller number. What other apps had sent by
 * then is counted for a day, so that number holds for the 24 hours that end until then (ms), and says nothing of later ones.
 */
export type Limit = { usual: number; shown?: { cap: number; until: number } };

/** The limit of the 24 hours that end at `end` (ms). */
export const capAt = ({ usual, shown }: Limit, end: number): number =>
  shown && end < shown.until ? shown.cap : usual;

/** How many of `times` (ms) fall into the 24 hours that end at `end`. */
export const countWithin = (times: readonly number[], end: number): number =>
  times.filter((time) => time > end - CAP_WINDOW_MS && time <= end).length;

/**
 * Would one more post at `at` (ms) stay within the limit in every 24 hours that contain it? The ones after it count as well:
 * a post that is put in between must not cost a later one its place.
 */
export function fits(times: readonly number[], at: number, limit: Limit): boolean {
  const all = [...times, at];
  return all.every(
    (end) => end < at || end >= at + CAP_WINDOW_MS || countWithin(all, end) <= capAt(limit, end),
  );
}

const MINUTE_MS = 60_000;

/** The first moment from `at` on (ms) at which one more post fits: `at` itself, or a full minute, as people choose them. */
export function nextFit(times: readonly number[], at: number, limit: Limit): number {
  if (fits(times, at, limit)) return at;
  const changes = [...times.map((time) => time + CAP_WINDOW_MS), ...(limit.shown ? [limit.shown.until] : [])];
  const freed = changes.map((time) => Math.ceil(time / MINUTE_MS) * MINUTE_MS).filter((time) => time > at);
  return freed.sort((a, b) => a - b).find((time) => fits(times, time, limit)) ?? at + CAP_WINDOW_MS;
}

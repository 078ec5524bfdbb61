const HOUR_MS = 60 * 60_000;
/** How long before its time a scheduled post is looked at, ms: early enough for a person to put it right. */
const AHEAD_MS = [24 * HOUR_MS, 2 * HOUR_MS] as const;

/** When a post that goes out at `publishAt` is looked at next, ms; null when its time is too near for another look. */
export function nextLook(publishAt: number, now: number): number | null {
  return AHEAD_MS.map((ahead) => publishAt - ahead).find((at) => at > now) ?? null;
}

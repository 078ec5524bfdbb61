const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** After this long without an end a person is told that TikTok has not confirmed. */
export const STUCK_AFTER_MS = HOUR;
/** After this long nobody is asked any more by ourselves. */
export const WATCH_FOR_MS = 72 * HOUR;

export const firstPollAt = (now: number): number => now + 2 * SECOND;

/**
 * When to ask again: every 5 s, then 15 s, a minute, five minutes, an hour. Far inside TikTok's 30 a minute.
 * @param polls how often it was asked
 */
export function nextPollAt(now: number, polls: number): number {
  if (polls < 6) return now + 5 * SECOND;
  if (polls < 14) return now + 15 * SECOND;
  if (polls < 60) return now + MINUTE;
  if (polls < 120) return now + 5 * MINUTE;
  return now + HOUR;
}

/** When to look again for the public link, or for a draft that the creator finishes in TikTok's app: never in a hurry. */
export function nextLookAt(now: number, polls: number): number {
  if (polls < 10) return now + 10 * SECOND;
  if (polls < 40) return now + MINUTE;
  if (polls < 100) return now + 10 * MINUTE;
  return now + HOUR;
}

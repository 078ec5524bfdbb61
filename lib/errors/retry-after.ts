/** Longest that a `Retry-After` is believed: 15 minutes, in ms. */
export const RETRY_AFTER_CAP_MS = 15 * 60_000;

/**
 * Reads a `Retry-After` header (RFC 9110, 10.2.3) as ms to wait, at most 15 minutes; undefined when there is none or it
 * makes no sense. The date form is measured against the answer's own `Date` header where there is one, so that a wrong
 * clock on either side does not matter. TikTok's rate-limit page names no such header, so nothing depends on it.
 */
export function retryAfterMs(
  header: string | null | undefined,
  now: number,
  dateHeader?: string | null,
): number | undefined {
  const text = header?.trim();
  if (!text) return undefined;
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1000, RETRY_AFTER_CAP_MS);
  // Only the three date forms of HTTP begin with the name of a day; Date.parse alone would take far more.
  if (!/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text)) return undefined;
  const at = Date.parse(text);
  if (Number.isNaN(at)) return undefined;
  const theirNow = dateHeader ? Date.parse(dateHeader) : Number.NaN;
  const wait = at - (Number.isNaN(theirNow) ? now : theirNow);
  return Math.min(Math.max(wait, 0), RETRY_AFTER_CAP_MS);
}

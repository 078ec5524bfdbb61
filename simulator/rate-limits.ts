const MINUTE = 60_000;

/** Requests a minute for each access token: https://developers.tiktok.com/doc/tiktok-api-v2-rate-limit and the endpoints' own pages. */
export const PER_MINUTE: Record<string, number> = {
  "init.direct": 6,
  "init.inbox": 6,
  "init.photo": 6,
  creator_info: 20,
  status: 30,
  "user.info": 600,
  "video.list": 600,
  "video.query": 600,
};

/** Sliding one-minute windows, one for each token and endpoint. A refused request does not lengthen the wait. */
export class RateLimits {
  #seen = new Map<string, number[]>();

  /** Counts a request; false when the window is full. */
  admit(token: string, endpoint: string, limit: number, now: number): boolean {
    const key = `${endpoint} ${token}`;
    const recent = (this.#seen.get(key) ?? []).filter((at) => at > now - MINUTE);
    const admitted = recent.length < limit;
    if (admitted) recent.push(now);
    this.#seen.set(key, recent);
    return admitted;
  }
}

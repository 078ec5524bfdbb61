/** A minute, and two seconds for the way: TikTok counts when a call arrives, we when it leaves. ms. */
export const WINDOW_MS = 62_000;

/**
 * TikTok's budgets per access token and sliding minute. The three *init* endpoints are taken to share one, because
 * nothing says that they do not.
 * @see https://developers.tiktok.com/doc/tiktok-api-v2-rate-limit
 */
export const BUDGETS = { init: 6, creator_info: 20, status: 30 } as const;
export type Budget = keyof typeof BUDGETS;

/** `at`: when the next call will be within the budget, ms. */
export type Turn = { kind: "granted" } | { kind: "wait"; at: number };

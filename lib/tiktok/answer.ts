import type { Endpoint } from "#lib/errors/recognise";

/** Where a "no" of TikTok was said: each place has its own shape and its own codes. */
export type Channel = "authorize" | "token" | "api" | "fail_reason" | "upload";

/** What TikTok's support asks for; free of secrets. `at` in ms, `tookMs` the time until the answer. */
export type Trace = {
  endpoint: Endpoint;
  at: number;
  tookMs: number;
  httpStatus?: number;
  logId?: string;
};

/**
 * TikTok said no. `code` is empty where only the HTTP status says so; `raw` is the answer's text without secrets, cut to
 * 2,000 characters.
 */
export type Refused = {
  kind: "refused";
  channel: Channel;
  code: string;
  message: string;
  raw: string;
  retryAfter?: string;
  trace: Trace;
};

/**
 * There is no answer that we can read.
 * `reached`: `no` when the request never left; `maybe` when TikTok may have acted on it.
 * `why`: `unreachable` (no connection), `timeout`, `cut` (connection lost midway), `garbage` (not TikTok's shape).
 */
export type Lost = {
  kind: "lost";
  reached: "no" | "maybe";
  why: "unreachable" | "timeout" | "cut" | "garbage";
  raw: string;
  trace: Trace;
};

export type Ok<T> = { kind: "ok"; value: T; trace: Trace };

/** Every call to TikTok ends in one of these three; none throws for what TikTok or the network did. */
export type Answer<T> = Ok<T> | Refused | Lost;

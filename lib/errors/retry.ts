import { type Code, rowOf } from "./catalog";
import type { Endpoint } from "./recognise";
import { RETRY_AFTER_CAP_MS } from "./retry-after";
import type { Channel, RetryPolicyName } from "./row";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Stop = "failed" | "blocked" | "unconfirmed";

type Policy = {
  /** Waits before try 2, 3, 4 … in ms. The last one repeats when `repeats`, otherwise the tries end. */
  readonly delays: readonly number[];
  readonly repeats?: boolean;
  /** Spread added on top, as a share of the wait. */
  readonly jitter: number;
  /** Where the post goes when there is no further try. */
  readonly end: Stop;
  /** A cap: the post waits as `blocked` until its next try. */
  readonly waits?: boolean;
  /**
   * Where the next try would come too late, one is made just before that, unless it would follow the last one sooner
   * than this, ms: what has passed by then costs nobody a question.
   */
  readonly lastTryAfter?: number;
  /** What "Will it retry?" says in general, and the same in two or three words for a list. */
  readonly promise: string;
  readonly brief: string;
};

/** The one table of retries. A row of the catalogue names its policy; nothing else decides. */
export const retryPolicies = {
  never: { delays: [], jitter: 0, end: "failed", promise: "We won't retry.", brief: "No retry" },
  after_fix: {
    delays: [],
    jitter: 0,
    end: "blocked",
    promise:
      "We won't retry until it is settled. Then the post goes out by itself if it is not too late; otherwise we ask first.",
    brief: "Retry after the fix",
  },
  by_person: {
    delays: [],
    jitter: 0,
    end: "blocked",
    promise: "Nothing happens by itself: start again when you are ready.",
    brief: "Start again",
  },
  once_after_refresh: {
    delays: [0],
    jitter: 0,
    end: "blocked",
    promise:
      "We renew the permission and try once more. After that we wait until the account is reconnected.",
    brief: "One retry, then waits",
  },
  once: {
    delays: [MINUTE],
    jitter: 0.2,
    end: "failed",
    promise: "We try once more by ourselves, then ask.",
    brief: "One retry, then asks",
  },
  rolling_minute: {
    delays: [MINUTE],
    repeats: true,
    jitter: 0.25,
    end: "blocked",
    promise: "We try again by ourselves in about a minute, or later if TikTok says so.",
    brief: "Retries by itself",
  },
  back_off: {
    delays: [MINUTE, 5 * MINUTE, 15 * MINUTE],
    repeats: true,
    jitter: 0.2,
    end: "blocked",
    lastTryAfter: MINUTE,
    promise:
      "We try again by ourselves after 1, 5 and 15 minutes, and a last time just before the post would be too late. Then we ask.",
    brief: "Retries by itself",
  },
  pull_again: {
    delays: [MINUTE, 10 * MINUTE, 60 * MINUTE],
    jitter: 0.2,
    end: "blocked",
    lastTryAfter: 10 * MINUTE,
    promise:
      "We try again by ourselves after 1, 10 and 60 minutes, or sooner where the post would be too late by then. Then we ask.",
    brief: "Retries by itself",
  },
  same_chunk: {
    delays: [SECOND, 4 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE],
    repeats: true,
    jitter: 0.5,
    end: "blocked",
    promise:
      "We send the same part again by ourselves within seconds, then less and less often, for as long as the post is not too late.",
    brief: "Retries by itself",
  },
  status_first: {
    delays: [0, MINUTE],
    jitter: 0.2,
    end: "blocked",
    promise: "We ask TikTok how far it got, and start the upload anew only when nothing can be live.",
    brief: "Retries by itself",
  },
  resync: {
    delays: [0, SECOND, 4 * SECOND, 15 * SECOND, MINUTE],
    jitter: 0.2,
    end: "blocked",
    promise: "We go on by ourselves from where TikTok says it is.",
    brief: "Retries by itself",
  },
  hourly_until_late: {
    // What the account may do is asked first, each time; only a yes is followed by the post.
    delays: [10 * MINUTE, 10 * MINUTE, 10 * MINUTE, HOUR],
    repeats: true,
    jitter: 0.05,
    end: "blocked",
    waits: true,
    lastTryAfter: 5 * MINUTE,
    promise:
      "We ask TikTok again every 10 minutes, later every hour, and a last time just before the post would be too late. Then we ask.",
    brief: "Waits, then asks",
  },
  rolling_day: {
    delays: [DAY],
    repeats: true,
    jitter: 0.01,
    end: "blocked",
    waits: true,
    lastTryAfter: 10 * MINUTE,
    promise:
      "The limit covers 24 hours. The post waits for their end; if that is too late for it, we try once just before it would be, then ask.",
    brief: "Waits, then asks",
  },
  status_only: {
    delays: [],
    jitter: 0,
    end: "unconfirmed",
    promise:
      "We keep asking TikTok for 72 hours. We won't send the post again by ourselves, because that could make two posts.",
    brief: "Never sent twice",
  },
} as const satisfies Record<RetryPolicyName, Policy>;

export type RetryQuestion = {
  readonly code: Code;
  /** TikTok's own code, when `code` is `unknown`. */
  readonly rawCode?: string;
  readonly httpStatus?: number;
  readonly channel: Channel;
  readonly endpoint?: Endpoint;
  /** How often this step was tried, the try that just ended included: 1 after the first. */
  readonly tries: number;
  /** ms since 1970, like `now` and `latestAt`. */
  readonly firstTriedAt: number;
  readonly now: number;
  readonly retryAfterMs?: number;
  /** Could the request have led to a post although its answer was lost or bad? */
  readonly mayHavePosted: boolean;
  /** From 0 to below 1. */
  readonly random: () => number;
  /** The workspace's limit of lateness for this post; null where nothing has to be in time. */
  readonly latestAt: number | null;
};

export type RetryDecision =
  | { readonly kind: "retry"; readonly at: number; readonly why: RetryPolicyName }
  | { readonly kind: "wait"; readonly until: number }
  | { readonly kind: "stop"; readonly state: Stop };

/** Questions that change nothing at TikTok: asking again is always safe, and never too late for the post. */
const asksOnly: ReadonlySet<Endpoint> = new Set(["status", "user_info", "video_list"]);

/** How long a post's end is asked for before a person has to look: 72 hours, in ms. */
export const STATUS_HORIZON_MS = 72 * HOUR;

/**
 * The policy that holds for an answer. An unknown code is not retried, except that a 5xx or a 429 says enough by
 * itself. An unknown code of the family `spam_risk` is never retried, whatever its status, because TikTok asks apps not
 * to (https://developers.tiktok.com/doc/content-posting-api-reference-get-video-status).
 */
export function policyOf({
  code,
  rawCode,
  httpStatus,
}: Pick<RetryQuestion, "code" | "rawCode" | "httpStatus">): RetryPolicyName {
  const named = rowOf(code).retry;
  if (code !== "unknown" || rawCode?.startsWith("spam_risk")) return named;
  if (httpStatus === 429) return "rolling_minute";
  if (httpStatus !== undefined && httpStatus >= 500) return "back_off";
  return named;
}

/** How long TikTok itself has asked to be left alone, as far as it is believed, ms. */
const toldWait = ({ retryAfterMs }: RetryQuestion) =>
  Math.min(Math.max(retryAfterMs ?? 0, 0), RETRY_AFTER_CAP_MS);

function delayOf(policy: Policy, question: RetryQuestion): number | undefined {
  const { delays } = policy;
  const planned = delays[question.tries - 1] ?? (policy.repeats ? delays.at(-1) : undefined);
  if (planned === undefined) return undefined;
  const spread = planned * policy.jitter * question.random();
  // TikTok had the whole file before it said no, and had not said so when it was asked: that is not repeated every few minutes.
  const least = policy.waits && question.channel === "fail_reason" ? HOUR : toldWait(question);
  return Math.round(Math.max(planned, least) + spread);
}

/** So long before the limit the last try is made, ms: late enough for most troubles to be over, early enough to be taken. */
const BEFORE_LIMIT_MS = MINUTE;

/** A planned try, or the last one that is still in time; `undefined` where the one that has just failed was it. */
function inTime(planned: number, { lastTryAfter }: Policy, question: RetryQuestion): number | undefined {
  const { now, latestAt } = question;
  if (latestAt === null || planned <= latestAt - BEFORE_LIMIT_MS) return planned;
  const last = latestAt - BEFORE_LIMIT_MS;
  const soonest = now + Math.max(lastTryAfter ?? Number.POSITIVE_INFINITY, toldWait(question));
  if (last >= soonest) return last;
  return planned <= latestAt ? planned : undefined;
}

/**
 * What happens next after a failure. Pure: time and chance come in. What may have posted already is never repeated:
 * it stops as `unconfirmed`, and only questions go on. A try that would come after `latestAt` is made shortly before it,
 * where that is not too soon; after that one the post stops as `blocked`, so that a person is asked.
 */
export function decideRetry(question: RetryQuestion): RetryDecision {
  const name = policyOf(question);
  const policy: Policy = retryPolicies[name];
  const { now, endpoint, mayHavePosted } = question;
  const isQuestion = endpoint !== undefined && asksOnly.has(endpoint) && question.channel !== "fail_reason";

  if (mayHavePosted && !isQuestion) return { kind: "stop", state: "unconfirmed" };
  const end: Stop = mayHavePosted ? "unconfirmed" : policy.end;
  if (question.channel === "authorize") return { kind: "stop", state: end };

  const delay = delayOf(policy, question);
  if (delay === undefined) return { kind: "stop", state: end };
  const planned = now + delay;
  if (isQuestion && planned - question.firstTriedAt > STATUS_HORIZON_MS) return { kind: "stop", state: end };
  const at = isQuestion ? planned : inTime(planned, policy, question);
  if (at === undefined) return { kind: "stop", state: "blocked" };
  return policy.waits ? { kind: "wait", until: at } : { kind: "retry", at, why: name };
}

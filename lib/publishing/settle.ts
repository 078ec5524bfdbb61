import { rowOf } from "#lib/errors/catalog";
import type { Failure } from "#lib/errors/failure";
import type { Endpoint } from "#lib/errors/recognise";
import { decideRetry } from "#lib/errors/retry";
import type { Channel } from "#lib/errors/row";
import type { Change, ClaimedPost, Ports } from "./ports";

/** Where a failure was met, as far as the retry table cares. */
export type Met = {
  failure: Failure;
  channel: Channel;
  endpoint?: Endpoint;
  retryAfterMs?: number;
  /** Could it have led to a post? */
  mayHavePosted: boolean;
};

type Ending = "scheduled" | "blocked" | "failed" | "unconfirmed";
export type Settled = Change & { to: Ending };

/**
 * What becomes of a post after a failure: the retry table decides, this puts its word into the row. What only the author
 * can change ends as `failed`; what waits for somebody else, or for time, is `blocked`.
 */
export function settle(ports: Pick<Ports, "clock" | "random">, post: ClaimedPost, met: Met): Settled {
  const now = ports.clock.now();
  const { failure, channel, endpoint, retryAfterMs, mayHavePosted } = met;
  // Another cause starts its count anew. It outlives a try that got further: a `failure` is taken back then, this is not.
  const isSame = post.triedCode === causeOf(failure);
  const tries = isSame ? post.tries + 1 : 1;
  const firstTriedAt = (isSame ? post.firstTriedAt : null) ?? now;
  const decision = decideRetry({
    code: failure.code,
    rawCode: failure.support.rawCode,
    httpStatus: failure.support.httpStatus,
    channel,
    endpoint,
    tries,
    firstTriedAt,
    now,
    retryAfterMs,
    mayHavePosted,
    random: ports.random,
    latestAt: post.latestAt,
  });
  const kept = { failure, tries, firstTriedAt, triedCode: causeOf(failure) };
  const why = { code: failure.code };
  if (decision.kind === "retry") {
    const until = new Date(decision.at).toISOString();
    return again("scheduled", decision.at, { ...why, until });
  }
  if (decision.kind === "wait")
    return again("blocked", decision.until, { ...why, until: new Date(decision.until).toISOString() });
  const { state } = decision;
  const row = rowOf(failure.code);
  const isContent = row.fixer === "author" && row.scope === "post";
  const to = state === "blocked" && isContent ? "failed" : state;
  return { to, why, post: { ...kept, dueAt: null }, release: true };

  function again(next: "scheduled" | "blocked", at: number, reason: Settled["why"]): Settled {
    return {
      to: next,
      why: reason,
      post: { ...kept, dueAt: at },
      job: { kind: "publish", at },
      release: true,
    };
  }
}

/** What counts as one cause: a row of the catalogue, and of what no row knows TikTok's own code. */
const causeOf = ({ code, support }: Failure): string =>
  code === "unknown" ? [code, support.rawCode].filter(Boolean).join(":") : code;

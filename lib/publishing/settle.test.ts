import { describe, expect, it } from "vitest";
import { type Failure, failure } from "#lib/errors/failure";
import { emptyContent } from "#lib/posts/blank-content";
import type { ClaimedPost } from "./ports";
import { settle } from "./settle";

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 24, 15);

const fresh: ClaimedPost = {
  ...{ id: "post", creatorId: "creator", workspaceId: "workspace", state: "preparing", fence: 1 },
  ...{ publishAt: START, latestAt: START + 600 * MINUTE, tries: 0, firstTriedAt: null, triedCode: null },
  ...{ stop: null, attempt: null, attempts: 0, fetchFailed: false },
  revision: { id: "revision", hash: "hash", content: emptyContent(), files: [] },
};

/** Meets one failure after the other; in minutes, how long each makes the post wait. Null: it stops. */
function waitsOf(causes: readonly Failure[]): (number | null)[] {
  let post = fresh;
  let now = START;
  return causes.map((cause) => {
    const world = { clock: { now: () => now, sleep: async () => {} }, random: () => 0 };
    const met = { failure: cause, channel: "api", endpoint: "video_init", mayHavePosted: false } as const;
    const { post: kept = {}, job } = settle(world, post, met);
    const wait = job ? (job.at - now) / MINUTE : null;
    const { tries = 0, firstTriedAt = null, triedCode = null } = kept;
    post = { ...post, tries, firstTriedAt, triedCode };
    now = job?.at ?? now;
    return wait;
  });
}

const at = { at: new Date(START).toISOString() };
const outage = failure("internal_error", {}, at);
const renew = failure("access_token_invalid", {}, at);
const odd = (rawCode: string) => failure("unknown", { code: rawCode }, { ...at, rawCode, httpStatus: 503 });

describe("the count of tries", () => {
  it("goes on under one cause", () => {
    expect(waitsOf([outage, outage, outage, outage])).toEqual([1, 5, 15, 15]);
    expect(waitsOf([renew, renew])).toEqual([0, null]);
  });

  it("starts anew with another one: a permission is still renewed once after an outage", () => {
    expect(waitsOf([outage, outage, renew, outage])).toEqual([1, 5, 0, 1]);
  });

  it("tells what no row knows apart by TikTok's own code", () => {
    expect(waitsOf([odd("mercury"), odd("mercury"), odd("venus")])).toEqual([1, 5, 1]);
  });
});

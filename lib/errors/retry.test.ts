import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rows } from "./catalog";
import { decideRetry, policyOf, type RetryQuestion, retryPolicies, STATUS_HORIZON_MS } from "./retry";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = Date.UTC(2026, 10, 24, 15, 53);

const ask = (over: Partial<RetryQuestion> & Pick<RetryQuestion, "code">) =>
  decideRetry({
    channel: "api",
    endpoint: "video_init",
    tries: 1,
    firstTriedAt: NOW,
    now: NOW,
    mayHavePosted: false,
    random: () => 0,
    latestAt: NOW + 30 * MINUTE,
    ...over,
  });

const anyQuestion: fc.Arbitrary<RetryQuestion> = fc
  .record({
    code: fc.constantFrom(...rows.map((row) => row.code)),
    rawCode: fc.option(fc.constantFrom("spam_risk_new", "brand_new", "internal"), { nil: undefined }),
    httpStatus: fc.option(fc.constantFrom(200, 400, 403, 429, 500, 503), { nil: undefined }),
    channel: fc.constantFrom(
      "authorize",
      "token",
      "api",
      "fail_reason",
      "upload",
      "webhook",
      "ours" as const,
    ),
    endpoint: fc.option(
      fc.constantFrom("video_init", "inbox_init", "upload", "status", "creator_info" as const),
      {
        nil: undefined,
      },
    ),
    tries: fc.integer({ min: 1, max: 40 }),
    age: fc.integer({ min: 0, max: 100 * HOUR }),
    retryAfterMs: fc.option(fc.integer({ min: -1000, max: 48 * HOUR }), { nil: undefined }),
    mayHavePosted: fc.boolean(),
    chance: fc.double({ min: 0, max: 0.999, noNaN: true }),
    late: fc.option(fc.integer({ min: -2 * HOUR, max: 30 * HOUR }), { nil: null }),
  })
  .map(({ age, chance, late, ...rest }) => ({
    ...rest,
    now: NOW,
    firstTriedAt: NOW - age,
    random: () => chance,
    latestAt: late === null ? null : NOW + late,
  })) as fc.Arbitrary<RetryQuestion>;

const isRead = (question: RetryQuestion) =>
  question.endpoint === "status" && question.channel !== "fail_reason";

describe("decideRetry, whatever it is asked", () => {
  it("never repeats what may have posted already", () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const decision = decideRetry({ ...question, mayHavePosted: true });
        if (!isRead(question)) expect(decision).toEqual({ kind: "stop", state: "unconfirmed" });
        if (decision.kind === "stop") expect(decision.state).toBe("unconfirmed");
      }),
    );
  });

  it("never tries before now, nor after the limit of lateness", () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const decision = decideRetry(question);
        if (decision.kind === "retry") expect(decision.at).toBeGreaterThanOrEqual(question.now);
        if (decision.kind === "retry" && question.latestAt !== null && !isRead(question)) {
          expect(decision.at).toBeLessThanOrEqual(question.latestAt);
        }
        if (decision.kind === "wait" && question.latestAt !== null && !isRead(question)) {
          expect(decision.until).toBeLessThanOrEqual(question.latestAt);
        }
      }),
    );
  });

  it("never sends anything of the family spam_risk again, known or not; whether a limit has passed is asked after minutes", () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const name = question.code === "unknown" ? (question.rawCode ?? "") : question.code;
        if (!name.startsWith("spam_risk")) return;
        const decision = decideRetry(question);
        expect(decision.kind).not.toBe("retry");
        if (decision.kind !== "wait") return;
        expect(name).toMatch(/^spam_risk_too_many_/);
        expect(decision.until - NOW).toBeGreaterThanOrEqual(5 * MINUTE);
      }),
    );
  });

  it("waits at least as long as Retry-After says, and believes no more than 15 minutes of it", () => {
    fc.assert(
      fc.property(anyQuestion, fc.integer({ min: 0, max: 48 * HOUR }), (question, retryAfterMs) => {
        const told = decideRetry({ ...question, retryAfterMs });
        const plain = decideRetry({ ...question, retryAfterMs: undefined });
        if (told.kind !== "retry") return;
        expect(told.at - NOW).toBeGreaterThanOrEqual(Math.min(retryAfterMs, 15 * MINUTE));
        if (plain.kind === "retry")
          expect(told.at).toBeLessThanOrEqual(Math.max(plain.at, plain.at + 15 * MINUTE));
      }),
    );
  });

  it("comes to an end when it is only ever told the same, in time or in tries", () => {
    for (const { code } of rows) {
      let now = NOW;
      for (let tries = 1; tries < 400; tries += 1) {
        const decision = ask({ code, tries, now, latestAt: NOW + 2 * HOUR });
        if (decision.kind === "retry") now = decision.at;
        else if (decision.kind === "wait") now = decision.until;
        else break;
        expect(tries, code).toBeLessThan(399);
      }
    }
  });

  it("spreads tries with chance, and only to the later side", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.999, noNaN: true }), (chance) => {
        const decision = ask({ code: "internal_error", random: () => chance });
        if (decision.kind !== "retry") throw new Error("It should retry.");
        expect(decision.at - NOW).toBeGreaterThanOrEqual(MINUTE);
        expect(decision.at - NOW).toBeLessThanOrEqual(1.2 * MINUTE);
      }),
    );
  });
});

describe("decideRetry, case by case", () => {
  it("backs off 1, 5 and 15 minutes", () => {
    expect(ask({ code: "internal_error", tries: 1 })).toEqual({
      kind: "retry",
      at: NOW + MINUTE,
      why: "back_off",
    });
    expect(ask({ code: "internal_error", tries: 2 })).toEqual({
      kind: "retry",
      at: NOW + 5 * MINUTE,
      why: "back_off",
    });
    expect(ask({ code: "internal", channel: "fail_reason", tries: 3 })).toEqual({
      kind: "retry",
      at: NOW + 15 * MINUTE,
      why: "back_off",
    });
  });

  it("renews a refused permission once, then waits for a person", () => {
    expect(ask({ code: "access_token_invalid" })).toEqual({
      kind: "retry",
      at: NOW,
      why: "once_after_refresh",
    });
    expect(ask({ code: "access_token_invalid", tries: 2 })).toEqual({ kind: "stop", state: "blocked" });
  });

  it("waits a whole rolling minute after 429, longer when told", () => {
    expect(ask({ code: "rate_limit_exceeded" })).toMatchObject({ kind: "retry", at: NOW + MINUTE });
    expect(ask({ code: "rate_limit_exceeded", retryAfterMs: 5_000 })).toMatchObject({ at: NOW + MINUTE });
    expect(ask({ code: "rate_limit_exceeded", retryAfterMs: 3 * MINUTE })).toMatchObject({
      at: NOW + 3 * MINUTE,
    });
    expect(ask({ code: "rate_limit_exceeded", retryAfterMs: 48 * HOUR })).toMatchObject({
      at: NOW + 15 * MINUTE,
    });
  });

  it("asks again every ten minutes under the daily cap, later every hour", () => {
    const cap = { code: "spam_risk_too_many_posts" as const, latestAt: NOW + 4 * HOUR };
    expect(ask(cap)).toEqual({ kind: "wait", until: NOW + 10 * MINUTE });
    expect(ask({ ...cap, tries: 4 })).toEqual({ kind: "wait", until: NOW + HOUR });
    // The whole file went to TikTok before it said so.
    expect(ask({ ...cap, channel: "fail_reason" })).toEqual({ kind: "wait", until: NOW + HOUR });
  });

  it.each([
    ["internal_error", [1, 6, 21, 29]],
    ["spam_risk_too_many_posts", [10, 20, 29]],
    ["spam_risk_too_many_pending_share", [29]],
    ["reached_active_user_cap", [29]],
    ["video_pull_failed", [1, 11, 29]],
  ] as const)("tries %s a last time just before the limit, then asks a person", (code, minutes) => {
    const tried: number[] = [];
    let decision = ask({ code });
    while (decision.kind !== "stop" && tried.length < 10) {
      const now = decision.kind === "retry" ? decision.at : decision.until;
      tried.push((now - NOW) / MINUTE);
      decision = ask({ code, now, tries: tried.length + 1 });
    }
    expect(tried).toEqual(minutes);
    expect(decision).toEqual({ kind: "stop", state: "blocked" });
  });

  it("keeps a last try back where TikTok has asked to be left alone for longer", () => {
    const late = { code: "internal_error", tries: 4, latestAt: NOW + 9 * MINUTE } as const;
    expect(ask({ ...late, retryAfterMs: 8 * MINUTE })).toMatchObject({ kind: "retry", at: NOW + 8 * MINUTE });
    expect(ask({ ...late, retryAfterMs: 10 * MINUTE })).toEqual({ kind: "stop", state: "blocked" });
  });

  it("waits a rolling day for the app's and the inbox's caps", () => {
    for (const code of ["reached_active_user_cap", "spam_risk_too_many_pending_share"] as const) {
      expect(ask({ code, latestAt: NOW + 48 * HOUR })).toEqual({ kind: "wait", until: NOW + 24 * HOUR });
    }
  });

  it("sends the same chunk again within seconds", () => {
    const answer = ask({ code: "upload.unavailable", channel: "upload", endpoint: "upload" });
    expect(answer).toEqual({ kind: "retry", at: NOW + 1000, why: "same_chunk" });
  });

  it("stops where the content has to change, and where a person has to act", () => {
    expect(ask({ code: "spam_risk_text", channel: "fail_reason" })).toEqual({
      kind: "stop",
      state: "failed",
    });
    expect(ask({ code: "frame_rate_check_failed", channel: "fail_reason" })).toEqual({
      kind: "stop",
      state: "failed",
    });
    expect(ask({ code: "scope_not_authorized" })).toEqual({ kind: "stop", state: "blocked" });
    expect(ask({ code: "post.unconfirmed", channel: "ours" })).toEqual({
      kind: "stop",
      state: "unconfirmed",
    });
  });

  it("goes on asking for the status though the post is late, and gives up after 72 hours as unconfirmed", () => {
    const question = { code: "internal_error", endpoint: "status", mayHavePosted: true } as const;
    expect(ask({ ...question, latestAt: NOW - HOUR })).toMatchObject({ kind: "retry" });
    const old = { firstTriedAt: NOW - STATUS_HORIZON_MS };
    expect(ask({ ...question, ...old })).toEqual({ kind: "stop", state: "unconfirmed" });
  });

  it("does not let an unknown code of the family spam_risk ride on its HTTP status", () => {
    expect(policyOf({ code: "unknown", rawCode: "spam_risk_new", httpStatus: 503 })).toBe("never");
    expect(policyOf({ code: "unknown", rawCode: "brand_new", httpStatus: 503 })).toBe("back_off");
    expect(policyOf({ code: "unknown", rawCode: "brand_new", httpStatus: 429 })).toBe("rolling_minute");
    expect(policyOf({ code: "unknown", rawCode: "brand_new", httpStatus: 403 })).toBe("never");
  });

  it("uses every policy of the table", () => {
    const used = new Set<string>(rows.map((row) => row.retry));
    expect(Object.keys(retryPolicies).filter((name) => !used.has(name))).toEqual([]);
  });
});

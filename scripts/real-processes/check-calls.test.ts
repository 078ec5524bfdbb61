import { describe, expect, it } from "vitest";
import { emptyContent } from "#lib/posts/blank-content";
import { videoBody } from "#lib/tiktok/init-body";
import { planChunks } from "#lib/tiktok/plan-chunks";
import { checkAgreed, checkTokens, leaksIn } from "./check-calls";
import type { Call } from "./tally";

// What the run with real processes is judged by notices a planted fault, and nothing where there is none.

let seq = 0;
const call = (endpoint: string, token: string, more: Partial<Call> = {}): Call => ({
  ...{ seq: ++seq, endpoint, token, creator: "lena", code: "ok", fault: null, publishId: null, body: null },
  ...more,
});

describe("of tokens", () => {
  const kept = new Map([["lena", { refresh: "r2", access: "a2" }]]);
  const refused = { code: "access_token_invalid" };
  const honest = [call("status", "a1", refused), call("oauth.refresh", "r1"), call("status", "a2")];

  it("a refresh whose pair is kept is fine, and so is one whose pair was lost and never used", () => {
    expect(checkTokens(honest, kept)).toEqual([]);
    const lost = [call("status", "a1"), call("oauth.refresh", "r1"), call("status", "a1", refused)];
    expect(checkTokens(lost, new Map([["lena", { refresh: "r1", access: "a1" }]]))).toEqual([]);
  });

  it("one that brings two pairs is noticed, but not one that is refused", () => {
    const invalid = call("oauth.refresh", "r1", { code: "invalid_grant" });
    expect(checkTokens([...honest, invalid], kept)).toEqual([]);
    expect(checkTokens([...honest, call("oauth.refresh", "r1")], kept)).toMatchObject([
      { rule: "refreshed" },
    ]);
  });

  it("a pair that is used before it is kept is noticed", () => {
    expect(checkTokens(honest, new Map([["lena", { refresh: "r1", access: "a1" }]]))).toMatchObject([
      { rule: "refreshed", post: "lena" },
    ]);
  });
});

it("of a request, whatever was not agreed to is noticed", () => {
  const content = { ...emptyContent(), caption: "Golden hour", privacy: "SELF_ONLY" as const };
  const files = [{ mediaId: "m", sha256: "sha", bytes: 9, mimeType: "video/mp4" }];
  const agreedFor = () => ({ creator: "lena", revision: { id: "r", hash: "h", content, files } });
  const asked = { ...content, title: "Golden hour", privacy: content.privacy };
  const sent = (change: Partial<typeof asked> = {}, bytes = 9) =>
    call("init.direct", "a", { publishId: "p", body: videoBody(planChunks(bytes), { ...asked, ...change }) });
  expect(checkAgreed([sent()], agreedFor)).toEqual([]);
  const others = { ...sent(), creator: "kess" };
  const wrong = [
    sent({ title: "Golden" }),
    sent({ allowDuet: true }),
    sent({ coverMs: 1 }),
    sent({}, 8),
    others,
  ];
  expect(checkAgreed(wrong, agreedFor)).toHaveLength(5);
});

it("of a log, every kind of secret is noticed, and told without being told", () => {
  const secret = "simulator-secret-not-for-production";
  const token = `act.${"a1B2".repeat(8)}!7.s1`;
  const upload = `https://open-upload.example/?upload_id=7&upload_token=${"0f".repeat(18)}`;
  const media = `/media/${"k".repeat(43)}/0.jpg`;
  expect(leaksIn('{"level":40,"problem":"connect ECONNREFUSED 127.0.0.1:5432"}', [secret])).toEqual([]);
  for (const text of [`key ${secret}`, token, upload, media]) {
    const [told = "", ...others] = leaksIn(`before ${text} after`, [secret]);
    expect(others).toEqual([]);
    expect(told.length).toBe(13);
  }
});

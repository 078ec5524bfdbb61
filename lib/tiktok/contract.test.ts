/**
 * What our client and TikTok agree on, said so that it holds for any TikTok. Without settings it speaks with a simulator
 * of its own. To ask another one, a sandbox of the real TikTok for instance, set all of
 *
 *   AIRCHECK_CONTRACT_API_BASE_URL   https://open.tiktokapis.com
 *   AIRCHECK_CONTRACT_ACCESS_TOKEN   a living access token of a test account
 *   AIRCHECK_CONTRACT_SCOPES         the permissions that it has, parted by commas
 *
 * and run `vitest run lib/tiktok/contract.test.ts`. Nothing here posts: an upload is begun for the inbox, when the
 * permission is there, and never finished. What only a simulator can be asked stands in the other `contract-*` tests.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TikTokApp } from "./app";
import { explain } from "./explain";
import { fetchStatus } from "./fetch-status";
import { videoBody } from "./init-body";
import { initPublish } from "./init-publish";
import { planChunks } from "./plan-chunks";
import { PRIVACY_LEVELS, queryCreator } from "./query-creator";
import { readProfile } from "./read-profile";
import { createTarget, sending, type TestTarget } from "./test-target";
import { refreshTokens } from "./tokens";

const { env } = process;
const elsewhere = env.AIRCHECK_CONTRACT_API_BASE_URL;

let target: TestTarget | undefined;
let app: TikTokApp;
let accessToken = "";
let scopes: string[] = [];

beforeAll(async () => {
  if (!elsewhere) {
    target = await createTarget();
    app = target.app;
    const tokens = await target.connect();
    accessToken = tokens.accessToken;
    scopes = tokens.scopes;
    return;
  }
  accessToken = env.AIRCHECK_CONTRACT_ACCESS_TOKEN ?? "";
  scopes = (env.AIRCHECK_CONTRACT_SCOPES ?? "user.info.basic").split(",");
  app = {
    clientKey: "not-a-key",
    clientSecret: "not-a-secret",
    authBaseUrl: elsewhere,
    apiBaseUrl: elsewhere,
    scopes,
    pkce: "hex",
    audited: false,
  };
});
afterAll(() => target?.close());

const total = 10 * 1024 * 1024;

describe("TikTok, whichever it is", () => {
  it("tells a profile with exactly the fields that the permissions allow", async () => {
    const answer = await readProfile(app, accessToken, scopes);
    expect(answer).toMatchObject({ kind: "ok", trace: { endpoint: "user_info", httpStatus: 200 } });
    if (answer.kind !== "ok") return;
    expect(answer.value.openId).not.toBe("");
    expect(answer.value.displayName).toBeTruthy();
    expect(answer.value.handle !== undefined).toBe(scopes.includes("user.info.profile"));
    expect(answer.trace.logId).toMatch(/^\d{14}/);
  });

  it("tells what the creator may do, in values that we know", async () => {
    const answer = await queryCreator(app, accessToken);
    if (!scopes.includes("video.publish")) {
      expect(answer).toMatchObject({ kind: "refused", code: "scope_not_authorized" });
      return;
    }
    expect(answer.kind).toBe("ok");
    if (answer.kind !== "ok") return;
    expect(answer.value.privacyOptions.length).toBeGreaterThan(0);
    expect(PRIVACY_LEVELS).toEqual(expect.arrayContaining(answer.value.privacyOptions));
    expect(answer.value.maxVideoSeconds).toBeGreaterThan(0);
  });

  it("refuses a token that it never gave", async () => {
    const answer = await readProfile(app, "act.never-given", ["user.info.basic"]);
    expect(answer).toMatchObject({ kind: "refused", channel: "api", code: "access_token_invalid" });
    if (answer.kind === "refused") expect(explain(answer).code).toBe("access_token_invalid");
  });

  it("answers token errors flat, and we read them whatever the HTTP status", async () => {
    const answer = await refreshTokens({ ...app, clientSecret: "wrong" }, "rft.never-given");
    expect(answer).toMatchObject({ kind: "refused", channel: "token" });
    if (answer.kind !== "refused") return;
    expect(["invalid_client", "invalid_grant", "invalid_request"]).toContain(answer.code);
    expect(answer.raw).not.toContain("never-given");
  });

  it("does not know a publish that never was", async () => {
    const answer = await fetchStatus(app, accessToken, "v_inbox_file~v2.1234567890123456789");
    expect(answer).toMatchObject({ kind: "refused", code: "invalid_publish_id" });
  });

  it("refuses a plan whose count is rounded up, and takes ours", async () => {
    const plan = { total: 2 * total + 1, size: total, count: 3 };
    const rounded = await initPublish(app, accessToken, sending("inbox", videoBody(plan, null)));
    expect(rounded.kind).toBe("refused");
    if (rounded.kind === "refused" && scopes.includes("video.upload"))
      expect(explain(rounded).code).toBe("invalid_params");
    const begun = await initPublish(app, accessToken, sending("inbox", videoBody(planChunks(total), null)));
    if (!scopes.includes("video.upload")) expect(begun).toMatchObject({ code: "scope_not_authorized" });
    else {
      expect(begun.kind).toBe("ok");
      if (begun.kind !== "ok") return;
      expect(begun.value.publishId).toMatch(/^v_inbox_file~/);
      const status = await fetchStatus(app, accessToken, begun.value.publishId);
      expect(status).toMatchObject({ kind: "ok", value: { status: "PROCESSING_UPLOAD", postIds: [] } });
    }
  });
});

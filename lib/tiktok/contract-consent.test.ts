import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { consentAt, REDIRECT } from "#simulator/walkthrough";
import { authorizeUrl } from "./authorize";
import { explain } from "./explain";
import { readProfile } from "./read-profile";
import { createTarget, SCOPES, type TestTarget } from "./test-target";
import { exchangeCode, refreshTokens, revokeToken } from "./tokens";

let target: TestTarget;
beforeAll(async () => {
  target = await createTarget();
});
afterAll(() => target.close());
beforeEach(() => target.simulator.reset());

const VERIFIER = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._";
const urlFor = (change: Partial<Parameters<typeof authorizeUrl>[1]> = {}, app = target.app) =>
  authorizeUrl(app, {
    scopes: SCOPES,
    verifier: VERIFIER,
    alwaysAsk: true,
    state: "s",
    redirectUri: REDIRECT,
    ...change,
  });

/** Where TikTok's page sends the browser, when it refuses to show itself. */
async function refusedBy(url: string): Promise<URLSearchParams> {
  const response = await fetch(url, { redirect: "manual" });
  return new URL(response.headers.get("location") ?? "", url).searchParams;
}

describe("the way to TikTok's page", () => {
  it("is one that TikTok shows, with everything it asks for", async () => {
    const response = await fetch(urlFor(), { redirect: "manual" });
    expect([response.status, response.headers.get("content-type")]).toEqual([
      200,
      "text/html; charset=utf-8",
    ]);
    expect(await response.text()).toContain("Share content as a draft to your TikTok account.");
  });

  it("asks every time, or lets TikTok go on by itself where nothing changed", async () => {
    const first = await fetch(urlFor(), {
      method: "POST",
      body: new URLSearchParams([
        ["persona", "kess"],
        ["decision", "continue"],
        ...SCOPES.map((s) => ["scope", s]),
      ] as string[][]),
      redirect: "manual",
    });
    const cookie = first.headers.get("set-cookie")?.split(";")[0] ?? "";
    const again = (alwaysAsk: boolean) =>
      fetch(urlFor({ alwaysAsk }), { headers: { cookie }, redirect: "manual" });
    expect((await again(true)).status).toBe(200);
    expect((await again(false)).headers.get("location")).toMatch(/[?&]code=/);
  });

  it.each([
    ["another key", "client_key", () => urlFor({}, { ...target.app, clientKey: "awother" })],
    [
      "a redirect that is not registered to the letter",
      "redirect_uri",
      () => urlFor({ redirectUri: `${REDIRECT}/` }),
    ],
    [
      "a permission that the app does not have",
      "scope",
      () => urlFor({ scopes: ["user.info.basic", "video.erase"] }),
    ],
  ])("with %s ends at TikTok's own page", async (_, errorType, url) => {
    expect((await refusedBy(url())).get("error_type")).toBe(errorType);
  });

  it("without PKCE is refused by an app that must have it", async () => {
    await target.control("app", { pkceMode: "required" });
    const query = await refusedBy(urlFor({}, { ...target.app, pkce: "off" }));
    expect([query.get("error"), query.get("errCode")]).toEqual(["param_error", "10007"]);
  });

  it("back with a no carries the state", async () => {
    const back = await consentAt(urlFor({ state: "mine" }), "kess", [], "cancel");
    expect([back.searchParams.get("error"), back.searchParams.get("state")]).toEqual([
      "access_denied",
      "mine",
    ]);
  });
});

describe("the exchange of a code", () => {
  it("gives tokens with the permissions that were ticked, and lifetimes as answered", async () => {
    const answer = await exchangeCode(
      target.app,
      await target.consent("kess", ["user.info.basic", "video.upload"]),
    );
    expect(answer).toMatchObject({
      kind: "ok",
      value: { expiresInSeconds: 7200, refreshExpiresInSeconds: 15_552_000 },
      trace: { endpoint: "token_exchange", httpStatus: 200 },
    });
    if (answer.kind !== "ok") return;
    expect(answer.value.scopes.toSorted()).toEqual(["user.info.basic", "video.upload"]);
    expect(answer.value.accessToken).toMatch(/^act\./);
    await target.control("app", { lifetimes: "older" });
    expect(await target.connect()).toMatchObject({
      expiresInSeconds: 86_400,
      refreshExpiresInSeconds: 31_536_000,
    });
  });

  it("takes a code once, and for ten minutes", async () => {
    const request = await target.consent("kess");
    expect((await exchangeCode(target.app, request)).kind).toBe("ok");
    const late = await target.consent("kess");
    target.clock.advance(600_000);
    for (const used of [request, late]) {
      const answer = await exchangeCode(target.app, used);
      expect(answer).toMatchObject({ kind: "refused", channel: "token", code: "invalid_grant" });
      if (answer.kind === "refused") expect(explain(answer).code).toBe("connect.code_expired");
    }
  });

  it.each([
    ["hex", "ok"],
    ["base64url", "invalid_request"],
    ["off", "ok"],
  ] as const)("with PKCE as %s ends with %s", async (pkce, expected) => {
    const app = { ...target.app, pkce };
    const answer = await exchangeCode(app, await target.consent("kess", SCOPES, app));
    expect(answer.kind === "refused" ? answer.code : answer.kind).toBe(expected);
  });

  it("needs the verifier that belongs to the challenge", async () => {
    const request = await target.consent("kess");
    const answer = await exchangeCode(target.app, { ...request, verifier: VERIFIER });
    expect(answer).toMatchObject({ kind: "refused", code: "invalid_request" });
    const digest = createHash("sha256").update(VERIFIER).digest("hex");
    expect(new URL(urlFor()).searchParams.get("code_challenge")).toBe(digest);
  });

  it.each([200, 400])("reads refusals at HTTP %i alike", async (tokenErrorStatus) => {
    await target.control("app", { tokenErrorStatus });
    const wrong = { ...target.app, clientSecret: "wrong" };
    const answer = await exchangeCode(wrong, await target.consent("kess"));
    expect(answer).toMatchObject({
      kind: "refused",
      code: "invalid_client",
      message: "Client key or secret is incorrect",
      trace: { httpStatus: tokenErrorStatus },
    });
    if (answer.kind === "refused") expect(answer.trace.logId).toMatch(/^\d{14}/);
  });
});

describe("refresh and revoke", () => {
  it("rotates: the old refresh token is dead at once, the old access token lives on", async () => {
    const first = await target.connect();
    const second = await refreshTokens(target.app, first.refreshToken);
    expect(second).toMatchObject({ kind: "ok", value: { openId: first.openId } });
    expect(await refreshTokens(target.app, first.refreshToken)).toMatchObject({ code: "invalid_grant" });
    for (const tokens of [first, second.kind === "ok" ? second.value : first])
      expect((await readProfile(target.app, tokens.accessToken, first.scopes)).kind).toBe("ok");
  });

  it("keeps a refresh token that TikTok does not rotate", async () => {
    await target.control("app", { rotation: "never" });
    const first = await target.connect();
    const second = await refreshTokens(target.app, first.refreshToken);
    expect(second).toMatchObject({ kind: "ok", value: { refreshToken: first.refreshToken } });
  });

  it("revoke answers nothing, and everything of that person has ended", async () => {
    const tokens = await target.connect();
    expect(await revokeToken(target.app, tokens.accessToken)).toMatchObject({ kind: "ok", value: null });
    expect(await readProfile(target.app, tokens.accessToken, SCOPES)).toMatchObject({
      code: "access_token_invalid",
    });
    expect(await refreshTokens(target.app, tokens.refreshToken)).toMatchObject({ code: "invalid_grant" });
    expect(await revokeToken(target.app, tokens.accessToken)).toMatchObject({ code: "invalid_grant" });
  });

  it("leaves no token in an answer that we cannot read", async () => {
    const request = await target.consent("kess");
    await target.fault({ on: "oauth.token", network: "garbage" });
    expect(await exchangeCode(target.app, request)).toMatchObject({ kind: "lost", why: "garbage", raw: "" });
  });
});

describe("a profile", () => {
  it.each([
    [["user.info.basic"], ["openId", "unionId", "displayName", "avatarUrl"]],
    [
      ["user.info.basic", "user.info.profile"],
      ["openId", "unionId", "displayName", "avatarUrl", "handle"],
    ],
  ])("with %j is told with %j", async (scopes, fields) => {
    const tokens = await target.connect("kess", scopes);
    const answer = await readProfile(target.app, tokens.accessToken, tokens.scopes);
    if (answer.kind !== "ok") throw new Error(answer.kind);
    const told = Object.entries(answer.value).filter(([, value]) => value !== undefined);
    expect(told.map(([name]) => name).toSorted()).toEqual(fields.toSorted());
  });

  it.each(["scope_not_authorized", "scope_permission_missed"])(
    "that asks for one field too many is refused whole, as %s",
    async (fieldScopeError) => {
      await target.control("app", { fieldScopeError });
      const tokens = await target.connect("kess", ["user.info.basic"]);
      const answer = await readProfile(target.app, tokens.accessToken, [
        "user.info.basic",
        "user.info.profile",
      ]);
      expect(answer).toMatchObject({ kind: "refused", code: fieldScopeError });
      if (answer.kind === "refused") expect(explain(answer).code).toBe(fieldScopeError);
    },
  );
});

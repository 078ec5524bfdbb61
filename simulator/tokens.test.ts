import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createSimulator, type Simulator } from "./simulator";
import {
  authorizeUrl,
  call,
  connect,
  consentAt,
  control,
  postForm,
  REDIRECT,
  type Tokens,
} from "./walkthrough";

let simulator: Simulator;
let base: string;

beforeAll(async () => {
  simulator = await createSimulator();
  base = simulator.url;
});
beforeEach(() => simulator.reset());
afterAll(() => simulator.close());

const VERIFIER = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._";
const HOUR = 3_600_000;

interface FlatError {
  error: string;
  error_description: string;
  log_id: string;
}

async function codeFor(challenge?: string): Promise<string> {
  const changes: Record<string, string> = challenge
    ? { code_challenge: challenge, code_challenge_method: "S256" }
    : {};
  const back = await consentAt(authorizeUrl(base, changes), "kess", ["video.upload", "video.publish"]);
  return back.searchParams.get("code") ?? "";
}

async function exchange(code: string, changes: Record<string, string> = {}): Promise<Tokens & FlatError> {
  const fields = { grant_type: "authorization_code", code, redirect_uri: REDIRECT, ...changes };
  return (await (await postForm(base, "/v2/oauth/token/", fields)).json()) as Tokens & FlatError;
}

async function refresh(refreshToken: string): Promise<Tokens & FlatError> {
  const fields = { grant_type: "refresh_token", refresh_token: refreshToken };
  return (await (await postForm(base, "/v2/oauth/token/", fields)).json()) as Tokens & FlatError;
}

const works = async (token: string) =>
  (await call(base, token, "/v2/user/info/?fields=open_id")).code === "ok";

describe("PKCE", () => {
  it("wants the hexadecimal digest of the verifier", async () => {
    const hex = createHash("sha256").update(VERIFIER).digest("hex");
    expect(hex).toBe("cf8b977dbc03dfe67bd6b9cd1e660bbd71b19628ec4045cd984c009a7f467a54");
    const tokens = await exchange(await codeFor(hex), { code_verifier: VERIFIER });
    expect(tokens.access_token).toMatch(/^act\./);
  });

  it("lets base64url through consent and refuses it at the exchange", async () => {
    const code = await codeFor(createHash("sha256").update(VERIFIER).digest("base64url"));
    const answer = await exchange(code, { code_verifier: VERIFIER });
    expect(answer.error).toBe("invalid_request");
    expect(answer.error_description).toBe("Code verifier or code challenge is invalid.");
  });
});

describe("the token endpoint", () => {
  it("answers flat, with lifetimes of two hours and 180 days and scopes in an order of its own", async () => {
    const tokens = await exchange(await codeFor());
    expect(tokens).toMatchObject({ expires_in: 7200, refresh_expires_in: 15_552_000, token_type: "Bearer" });
    expect(tokens.scope).toBe("user.info.basic,video.publish,video.upload");
    await control(base, "app", { lifetimes: "older" });
    expect(await exchange(await codeFor())).toMatchObject({
      expires_in: 86_400,
      refresh_expires_in: 31_536_000,
    });
  });

  it("takes a code once and for ten minutes, decoded and with its own redirect", async () => {
    const code = await codeFor();
    expect((await exchange(encodeURIComponent(code).replace("!", "%21"))).error).toBe("invalid_grant");
    const elsewhere = await exchange(code, { redirect_uri: `${REDIRECT}/` });
    expect(elsewhere.error_description).toBe(
      "Redirect_uri is not matched with the uri when requesting code.",
    );
    expect((await exchange(code)).access_token).toBeTruthy();
    expect(await exchange(code)).toMatchObject({ error: "invalid_grant", log_id: expect.any(String) });
    const late = await codeFor();
    simulator.clock.advance(600_000);
    expect((await exchange(late)).error).toBe("invalid_grant");
  });

  it.each([
    ["invalid_client", { client_secret: "wrong" }],
    ["unsupported_grant_type", { grant_type: "password" }],
    ["invalid_request", { grant_type: "authorization_code" }],
    ["invalid_request", { client_secret: "" }],
  ])("answers %s at HTTP 200, or 400 where switched", async (error, fields) => {
    const first = await postForm(base, "/v2/oauth/token/", fields);
    expect([first.status, ((await first.json()) as FlatError).error]).toEqual([200, error]);
    await control(base, "app", { tokenErrorStatus: 400 });
    expect((await postForm(base, "/v2/oauth/token/", fields)).status).toBe(400);
  });

  it("refuses a JSON body", async () => {
    const headers = { "content-type": "application/json" };
    const response = await fetch(`${base}/v2/oauth/token/`, { method: "POST", headers, body: "{}" });
    expect(((await response.json()) as FlatError).error).toBe("invalid_request");
  });

  it("rotates refresh tokens: the old one is dead at once, the old access token lives on", async () => {
    const first = await connect(simulator, "kess");
    const second = await refresh(first.refresh_token);
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect((await refresh(first.refresh_token)).error).toBe("invalid_grant");
    expect([await works(first.access_token), await works(second.access_token)]).toEqual([true, true]);
    await control(base, "app", { rotation: "never" });
    expect((await refresh(second.refresh_token)).refresh_token).toBe(second.refresh_token);
  });

  it("lets access run out after two hours and refresh after 180 days", async () => {
    const tokens = await connect(simulator, "kess");
    simulator.clock.advance(2 * HOUR - 1000);
    expect(await works(tokens.access_token)).toBe(true);
    simulator.clock.advance(1000);
    expect(await works(tokens.access_token)).toBe(false);
    const next = await refresh(tokens.refresh_token);
    simulator.clock.advance(180 * 24 * HOUR);
    expect((await refresh(next.refresh_token)).error).toBe("invalid_grant");
  });

  it("revokes with an empty answer and ends everything of that person", async () => {
    const tokens = await connect(simulator, "kess");
    const response = await postForm(base, "/v2/oauth/revoke/", { token: tokens.access_token });
    expect([response.status, await response.text()]).toEqual([200, ""]);
    expect(await works(tokens.access_token)).toBe(false);
    expect((await refresh(tokens.refresh_token)).error).toBe("invalid_grant");
  });
});

describe("user/info", () => {
  it("refuses the whole call for one field outside of the granted scopes", async () => {
    const { access_token: token } = await connect(simulator, "kess");
    const info = await call(base, token, "/v2/user/info/?fields=open_id,username");
    expect([info.status, info.code]).toEqual([401, "scope_not_authorized"]);
    await control(base, "app", { fieldScopeError: "scope_permission_missed" });
    const switched = await call(base, token, "/v2/user/info/?fields=open_id,username");
    expect([switched.status, switched.code]).toEqual([400, "scope_permission_missed"]);
    expect((await call(base, token, "/v2/user/info/")).code).toBe("invalid_params");
    expect((await call(base, token, "/v2/user/info/?fields=email")).code).toBe("invalid_params");
  });

  it("answers the fields of further scopes once they are granted, and the avatar's link is good for two hours", async () => {
    const { access_token: token } = await connect(
      simulator,
      "kess",
      "user.info.basic,user.info.profile,user.info.stats",
    );
    const { data } = await call(base, token, "/v2/user/info/?fields=username,avatar_url,follower_count");
    const user = data.user as { username: string; avatar_url: string; follower_count: number };
    expect([user.username, typeof user.follower_count]).toEqual(["kess", "number"]);
    const picture = await fetch(user.avatar_url);
    expect([picture.status, picture.headers.get("content-type")]).toEqual([200, "image/png"]);
    simulator.clock.advance(2 * HOUR);
    expect((await fetch(user.avatar_url)).status).toBe(403);
  });
});

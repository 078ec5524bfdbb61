import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TikTokApp } from "./app";
import { authorizeParameters, authorizeUrl } from "./authorize";
import { challengeFor, newState, newVerifier } from "./pkce";
import { missingScopes, parseScopes, profileFields, SCOPES } from "./scopes";

const app: TikTokApp = {
  clientKey: "awkey",
  clientSecret: "secret",
  authBaseUrl: "https://www.tiktok.com",
  apiBaseUrl: "https://open.tiktokapis.com",
  scopes: ["user.info.basic", "video.publish"],
  pkce: "hex",
  audited: true,
};

const VERIFIER = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._";

describe("PKCE", () => {
  it("hashes to lower-case hex, as TikTok documents, or as the standard has it, or not at all", () => {
    expect(challengeFor(VERIFIER, "hex")).toBe(
      "cf8b977dbc03dfe67bd6b9cd1e660bbd71b19628ec4045cd984c009a7f467a54",
    );
    expect(challengeFor(VERIFIER, "base64url")).toBe("z4uXfbwD3-Z71rnNHmYLvXGxlijsQEXNmEwAmn9GelQ");
    expect(challengeFor(VERIFIER, "off")).toBeUndefined();
  });

  it("makes verifiers that TikTok takes and states that nobody guesses, never one from the other", () => {
    const made = Array.from({ length: 50 }, () => [newVerifier(), newState()]).flat();
    expect(new Set(made).size).toBe(100);
    for (const text of made) expect(text).toMatch(/^[\w-]{43,128}$/);
  });
});

describe("the address of TikTok's page", () => {
  const request = {
    scopes: app.scopes,
    verifier: VERIFIER,
    alwaysAsk: true,
    state: "a&b=c#d",
    redirectUri: "http://localhost:3000/connect/callback",
  };

  it("has TikTok's own names, scopes parted by commas, and no secret", () => {
    const url = new URL(authorizeUrl(app, request));
    expect(url.origin + url.pathname).toBe("https://www.tiktok.com/v2/auth/authorize/");
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_key: "awkey",
      response_type: "code",
      scope: "user.info.basic,video.publish",
      disable_auto_auth: "1",
      code_challenge: challengeFor(VERIFIER, "hex"),
      code_challenge_method: "S256",
      redirect_uri: request.redirectUri,
      state: "a&b=c#d",
    });
    expect(url.href).not.toContain(VERIFIER);
    expect(url.href).not.toContain("secret");
  });

  it("goes without a challenge where PKCE is off, and lets TikTok go on by itself where that is wanted", () => {
    const parameters = authorizeParameters({ ...app, pkce: "off" }, { ...request, alwaysAsk: false });
    expect(Object.keys(parameters)).not.toContain("code_challenge");
    expect(Object.keys(parameters)).not.toContain("code_challenge_method");
    expect(parameters.disable_auto_auth).toBe("0");
  });
});

describe("permissions", () => {
  it("are read in any order and spacing, and written back the same", () => {
    expect(parseScopes("video.upload, user.info.basic ,,")).toEqual(["video.upload", "user.info.basic"]);
    expect(parseScopes("")).toEqual([]);
    const some = fc.uniqueArray(fc.constantFrom(...SCOPES));
    fc.assert(
      fc.property(some, (scopes) => {
        expect(parseScopes(scopes.join(","))).toEqual(scopes);
      }),
    );
  });

  it("that are missing are those asked for and not granted, whatever else was", () => {
    expect(missingScopes(["a", "b"], ["b", "c"])).toEqual(["a"]);
    expect(missingScopes([], ["b"])).toEqual([]);
  });

  it("decide which fields are asked for: never one too many", () => {
    expect(profileFields(["user.info.basic"])).toEqual(["open_id", "union_id", "avatar_url", "display_name"]);
    expect(profileFields(["video.publish", "user.info.profile"])).toEqual(["username", "profile_deep_link"]);
    expect(profileFields(["something.new"])).toEqual([]);
  });
});

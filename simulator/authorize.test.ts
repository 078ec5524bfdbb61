import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createSimulator, type Simulator } from "./simulator";
import { authorizeUrl, consentAt, control, REDIRECT } from "./walkthrough";

let simulator: Simulator;
let base: string;

beforeAll(async () => {
  simulator = await createSimulator();
  base = simulator.url;
});
beforeEach(() => simulator.reset());
afterAll(() => simulator.close());

const ALL = ["user.info.basic", "video.upload", "video.publish"];
const S256 = { code_challenge: "a".repeat(64), code_challenge_method: "S256" };

/** Where an authorize request leads, without following it. */
async function lands(changes: Record<string, string | null>, cookie = ""): Promise<URL> {
  const response = await fetch(authorizeUrl(base, changes), { redirect: "manual", headers: { cookie } });
  return new URL(response.headers.get("location") ?? "about:stays", base);
}

describe("the authorize page", () => {
  it.each([
    ["a wrong client key", { client_key: "aw-other" }, "unauthorized_client", "client_key"],
    [
      "an unregistered redirect",
      { redirect_uri: "http://localhost:3000/else" },
      "invalid_request",
      "redirect_uri",
    ],
    ["a redirect with a slash too many", { redirect_uri: `${REDIRECT}/` }, "invalid_request", "redirect_uri"],
    ["scopes separated by spaces", { scope: "user.info.basic video.publish" }, "invalid_scope", "scope"],
    ["a scope nobody knows", { scope: "user.info.basic,video.delete" }, "invalid_scope", "scope"],
    ["no state", { state: null }, "invalid_request", "state"],
    [
      "the plain PKCE method",
      { ...S256, code_challenge_method: "plain" },
      "param_error",
      "code_challenge_method",
    ],
  ])("answers %s on a page of its own", async (_what, changes, error, errorType) => {
    const url = await lands(changes);
    expect(url.pathname).toBe("/v2/auth/authorize/error/");
    expect(url.searchParams.get("error")).toBe(error);
    expect(url.searchParams.get("error_type")).toBe(errorType);
    expect(await (await fetch(url)).text()).toContain(errorType);
  });

  it("asks for a PKCE challenge when the app requires one", async () => {
    await control(base, "app", { pkceMode: "required" });
    const url = await lands({});
    expect(Object.fromEntries(url.searchParams)).toMatchObject({ error: "param_error", errCode: "10007" });
    expect((await lands(S256)).href).toBe("about:stays");
  });

  it("refuses a whole request for one scope that the app does not have", async () => {
    await control(base, "app", { scopes: ["user.info.basic", "video.upload"] });
    expect((await lands({})).searchParams.get("error")).toBe("invalid_scope");
  });

  it("sends an unsupported response type back to the client", async () => {
    const url = await lands({ response_type: "token" });
    expect(url.href.startsWith(REDIRECT)).toBe(true);
    expect(url.searchParams.get("error")).toBe("unsupported_response_type");
  });

  it("tolerates parameters that it does not know and a registered wildcard port", async () => {
    await control(base, "app", { redirectUris: ["http://127.0.0.1:*/callback/"] });
    const changes = { redirect_uri: "http://127.0.0.1:8123/callback/", theme: "dark" };
    expect((await lands(changes)).href).toBe("about:stays");
    expect(
      (await lands({ redirect_uri: "http://127.0.0.1:x/callback/" })).searchParams.get("error"),
    ).toBeTruthy();
  });
});

describe("consent", () => {
  it("shows every persona and the official words for each scope", async () => {
    const page = await (await fetch(authorizeUrl(base))).text();
    for (const text of [
      "@lena.rooftop",
      "@cap.cody",
      "Post content to TikTok.",
      "nothing leaves this machine",
    ]) {
      expect(page).toContain(text);
    }
  });

  it("grants what was ticked, and the basic scope always", async () => {
    const back = await consentAt(authorizeUrl(base), "kess", ["video.upload"]);
    expect(back.searchParams.get("scopes")).toBe("user.info.basic,video.upload");
    expect(back.searchParams.get("state")).toBe("a-state");
    expect(back.searchParams.get("code")).toMatch(/\*0!\d/);
    expect(back.search).not.toMatch(/[*!]/);
  });

  it("goes back with access_denied when the person cancels", async () => {
    const back = await consentAt(authorizeUrl(base), "kess", ALL, "cancel");
    expect(Object.fromEntries(back.searchParams)).toMatchObject({ error: "access_denied", state: "a-state" });
    expect(back.searchParams.has("code")).toBe(false);
  });

  it("is skipped for a known session whose consent covers the request, unless told to ask", async () => {
    const cookie = "simulated_tiktok_session=kess";
    expect((await lands({}, cookie)).href).toBe("about:stays");
    await consentAt(authorizeUrl(base), "kess", ALL);
    expect((await lands({}, cookie)).searchParams.has("code")).toBe(true);
    expect((await lands({ disable_auto_auth: "1" }, cookie)).href).toBe("about:stays");
    expect((await lands({ scope: "user.info.basic,video.list" }, cookie)).href).toBe("about:stays");
    await control(base, "creators/kess/revoke", {});
    expect((await lands({}, cookie)).href).toBe("about:stays");
  });

  it("turns away whoever is no target user of a sandbox app", async () => {
    await control(base, "app", { sandbox: true, targetUsers: ["kess"] });
    const refused = await consentAt(authorizeUrl(base), "lena.rooftop", ALL);
    expect(refused.searchParams.get("error_type")).toBe("non_sandbox_target");
    expect((await consentAt(authorizeUrl(base), "kess", ALL)).searchParams.has("code")).toBe(true);
  });
});

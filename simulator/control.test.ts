import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { FAULT_PRESETS } from "./faults";
import { createSimulator, type Simulator } from "./simulator";
import {
  authorizeUrl,
  call,
  connect,
  control,
  initDirect,
  initInbox,
  postForm,
  put,
  statusOf,
} from "./walkthrough";

let simulator: Simulator;
let base: string;

beforeAll(async () => {
  simulator = await createSimulator();
  base = simulator.url;
});
beforeEach(() => simulator.reset());
afterAll(() => simulator.close());

interface Entries {
  entries: { path: string; endpoint: string }[];
}

describe("fault presets", () => {
  it("have names of their own", () => {
    const names = FAULT_PRESETS.map((preset) => preset.preset);
    expect(new Set(names).size).toBe(names.length);
    expect(FAULT_PRESETS.every((preset) => preset.on === preset.fault.on)).toBe(true);
  });

  // How TikTok fetches is seen in pull.test.ts.
  const answering = FAULT_PRESETS.filter(({ channel }) => channel !== "network" && channel !== "pull");
  it.each(answering.map((preset) => [preset.preset, preset] as const))(
    "%s is answered",
    async (_name, preset) => {
      const { access_token: token } = await connect(simulator, "lena.rooftop");
      const { data } = await initDirect(base, token, 10);
      await control(base, "faults", { preset: preset.preset });
      const seen = await provoke(preset.on, token, data);
      expect(seen).toContain(preset.code);
    },
  );
});

/** Makes the request that a fault waits for and returns all that it was answered. */
async function provoke(on: string, token: string, data: Record<string, unknown>): Promise<string> {
  const publish = { publish_id: data.publish_id };
  switch (on) {
    case "authorize":
      return (await fetch(authorizeUrl(base), { redirect: "manual" })).headers.get("location") ?? "";
    case "oauth.token":
      return (await postForm(base, "/v2/oauth/token/", { grant_type: "authorization_code" })).text();
    case "oauth.refresh":
      return (await postForm(base, "/v2/oauth/token/", { grant_type: "refresh_token" })).text();
    case "user.info":
      return (await call(base, token, "/v2/user/info/?fields=open_id")).text;
    case "creator_info":
      return (await call(base, token, "/v2/post/publish/creator_info/query/")).text;
    case "init.direct":
      return (await initDirect(base, token, 10)).text;
    case "init.inbox":
      return (await initInbox(base, token, 10)).text;
    case "init.photo":
      return (await call(base, token, "/v2/post/publish/content/init/", {})).text;
    case "status":
      return (await statusOf(base, token, data.publish_id)).text;
    case "cancel":
      return (await call(base, token, "/v2/post/publish/cancel/", publish)).text;
    case "put":
      return String((await put(data.upload_url, new Uint8Array(10))).status);
    case "processing": {
      await put(data.upload_url, new Uint8Array(10));
      simulator.clock.advance(2000);
      return (await statusOf(base, token, data.publish_id)).text;
    }
    default:
      return `nothing provokes ${on}`;
  }
}

describe("faults", () => {
  it("wait for their turn and their creator, carry Retry-After, and are used up", async () => {
    const lena = (await connect(simulator, "lena.rooftop")).access_token;
    const kess = (await connect(simulator, "kess")).access_token;
    const reply = { status: 429, code: "rate_limit_exceeded", message: "" };
    await control(base, "faults", {
      on: "creator_info",
      reply,
      creator: "kess",
      skip: 1,
      times: 2,
      retryAfter: "7",
    });
    const ask = (token: string) =>
      fetch(`${base}/v2/post/publish/creator_info/query/`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}` },
      });
    expect((await ask(lena)).status).toBe(200);
    expect((await ask(kess)).status).toBe(200);
    expect((await ask(kess)).headers.get("retry-after")).toBe("7");
    expect((await ask(kess)).status).toBe(429);
    expect((await ask(kess)).status).toBe(200);
  });

  it("can be listed and taken back", async () => {
    const placed = await control<{ id: string }>(base, "faults", { preset: "internal" });
    await fetch(`${base}/_control/faults/${placed.id}`, { method: "DELETE" });
    expect(await control(base, "faults")).toEqual({ faults: [] });
  });

  it.each([
    [{ preset: "no_such_code" }],
    [{ on: "status" }],
    [{ on: "nowhere", network: "garbage" }],
    [{ on: "status", failReason: "internal" }],
    [{ on: "status", network: "garbage", creator: "nobody" }],
    [{ on: "status", network: "garbage", tiems: 3 }],
  ])("%j is refused", async (fault) => {
    const response = await fetch(`${base}/_control/faults`, { method: "POST", body: JSON.stringify(fault) });
    expect(response.status).toBe(400);
  });
});

describe("the control API", () => {
  it("keeps a ledger without secrets", async () => {
    const { access_token: token } = await connect(simulator, "kess");
    const { data } = await initDirect(base, token, 10, { privacy_level: "SELF_ONLY" });
    await put(data.upload_url, new Uint8Array(10));
    const { entries } = await control<Entries>(base, "ledger");
    expect(entries.map((entry) => entry.endpoint)).toEqual(["consent", "oauth.token", "init.direct", "put"]);
    const text = JSON.stringify(entries);
    expect(text).toContain("upload_token=redacted");
    for (const secret of [token, String(data.upload_url).split("upload_token=")[1] ?? "-"]) {
      expect(text).not.toContain(secret);
    }
    expect((await control<Entries>(base, "ledger?endpoint=put&creator=kess")).entries).toHaveLength(1);
    expect((await control<Entries>(base, "ledger?creator=lena.rooftop")).entries).toHaveLength(0);
  });

  it("lets an access token run out and refuses properties that nobody has", async () => {
    const { access_token: token } = await connect(simulator, "kess");
    await control(base, "creators/kess/expire-access", {});
    expect((await call(base, token, "/v2/user/info/?fields=open_id")).code).toBe("access_token_invalid");
    await expect(control(base, "creators/kess", { privat: true })).rejects.toThrow("error");
    await expect(control(base, "app", { pkceMode: "sometimes" })).rejects.toThrow("error");
  });

  it("turns away other sites and other host names", async () => {
    const headers = { origin: "https://elsewhere.example" };
    expect((await fetch(`${base}/_control/reset`, { method: "POST", headers })).status).toBe(403);
  });

  it("puts everything back on reset, and leaves nothing on disk", async () => {
    const { access_token: token } = await connect(simulator, "kess");
    await initDirect(base, token, 10, { privacy_level: "SELF_ONLY" });
    await control(base, "app", { audited: false });
    await control(base, "creators/kess", { private: false });
    simulator.clock.advance(3_600_000);
    await control(base, "reset", {});
    expect((await call(base, token, "/v2/user/info/?fields=open_id")).code).toBe("access_token_invalid");
    expect(await control(base, "posts")).toEqual({ posts: [] });
    expect(await control(base, "app")).toMatchObject({ audited: true });
    const { creators } = await control<{ creators: { handle: string; private: boolean }[] }>(
      base,
      "creators",
    );
    expect(creators.find((creator) => creator.handle === "kess")?.private).toBe(true);
    expect(Math.abs((await control<{ now: number }>(base, "clock")).now - Date.now())).toBeLessThan(5000);
    const left = await readdir(tmpdir());
    expect(left.filter((name) => name.startsWith(`simulated-tiktok-${process.pid}-`))).toEqual([]);
  });

  it("shows everything on a page whose forms work without scripts", async () => {
    const form = new URLSearchParams({
      preset: "spam_risk",
      times: "1",
      skip: "0",
      chunk: "",
      creator: "kess",
    });
    const response = await fetch(`${base}/_control/by-hand/faults`, { method: "POST", body: form });
    expect(await response.text()).toContain("on processing for @kess, 1 to go");
    const wrong = new URLSearchParams({ advanceMs: "-1" });
    const refused = await fetch(`${base}/_control/by-hand/clock`, { method: "POST", body: wrong });
    expect(await refused.text()).toContain("0 or more");
  });
});

import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { queryCreator } from "#lib/tiktok/query-creator";
import { readProfile } from "#lib/tiktok/read-profile";
import { accessToken } from "./access-token";
import { askTikTok } from "./ask-tiktok";
import { openAccessToken, openRefreshToken } from "./seal-tokens";
import { createGround, HOUR, MINUTE, SCOPES, type TestGround } from "./test-ground";

let ground: TestGround;
let creatorId: string;

beforeAll(async () => {
  ground = await createGround();
});
afterAll(() => ground.close());
beforeEach(async () => {
  await ground.reset();
  creatorId = await ground.addCreator("lena.rooftop");
});

const ALMOST_OUT = 2 * HOUR - 4 * MINUTE;

const token = (stale?: number) => accessToken(ground.reach, creatorId, stale);
const refreshes = () => ground.ledger("oauth.refresh");
const works = async (accessToken: string) =>
  (await readProfile(ground.reach.app, accessToken, ["user.info.basic"])).kind === "ok";

async function tokenText(stale?: number): Promise<string> {
  const told = await token(stale);
  if (told.kind !== "token") throw new Error(`No token: ${told.failure.code}`);
  return told.accessToken;
}

describe("an access token", () => {
  it("is used as it is while it lives, without a word to TikTok", async () => {
    const first = await tokenText();
    ground.pushed.advance(HOUR);
    expect(await tokenText()).toBe(first);
    expect(await refreshes()).toEqual([]);
  });

  it("is refreshed when it is about to run out, and the new pair is stored before it is used", async () => {
    const before = await ground.readGrant(creatorId);
    ground.pushed.advance(ALMOST_OUT);
    const told = await tokenText();
    const after = await ground.readGrant(creatorId);
    expect(openAccessToken(creatorId, after.accessToken ?? "", ground.reach.keys)).toBe(told);
    expect(after).toMatchObject({ generation: before.generation + 1, state: "active", leaseHolder: null });
    expect(after.refreshIntentAt).toBeNull();
    const old = openRefreshToken(creatorId, before.refreshToken ?? "", ground.reach.keys);
    expect(openRefreshToken(creatorId, after.refreshToken ?? "", ground.reach.keys)).not.toBe(old);
    expect(after.accessExpiresAt.getTime() - ground.reach.clock.now()).toBeGreaterThan(2 * HOUR - MINUTE);
    expect(await works(told)).toBe(true);
    expect((await refreshes()).map(({ code }) => code)).toEqual(["ok"]);
  });

  it("takes the lifetimes that TikTok answers, older ones too", async () => {
    await ground.control("app", { lifetimes: "older" });
    ground.pushed.advance(ALMOST_OUT);
    await tokenText();
    const { accessExpiresAt, refreshExpiresAt } = await ground.readGrant(creatorId);
    const hours = (at: Date) => Math.round((at.getTime() - ground.reach.clock.now()) / HOUR);
    expect([hours(accessExpiresAt), Math.round(hours(refreshExpiresAt) / 24)]).toEqual([24, 180]);
  });

  it("is refreshed by one of eight who need it at the same moment, and the others get the new one", async () => {
    ground.pushed.advance(2 * HOUR + MINUTE);
    const told = await Promise.all(Array.from({ length: 8 }, () => tokenText()));
    expect(new Set(told).size).toBe(1);
    expect(await works(told[0] ?? "")).toBe(true);
    expect(await refreshes()).toHaveLength(1);
  });

  it("that is sealed with a key of before is told so, now and when it has run out, and is there again with the key", async () => {
    const keyless = { ...ground.reach, keys: [{ id: "k2", bytes: randomBytes(32) }] };
    const told = { kind: "failed", failure: { code: "connect.key_missing" } };
    expect(await accessToken(keyless, creatorId)).toMatchObject(told);
    ground.pushed.advance(ALMOST_OUT);
    expect(await accessToken(keyless, creatorId)).toMatchObject(told);
    expect(await refreshes()).toEqual([]);
    ground.pushed.advance(MINUTE);
    expect(await works(await tokenText())).toBe(true);
  });

  it("is not given for a creator that nobody knows", async () => {
    expect(await accessToken(ground.reach, "nobody")).toMatchObject({
      kind: "failed",
      failure: { code: "connect.disconnected" },
    });
  });
});

describe("a refresh that does not come through", () => {
  it.each([
    "drop_before@oauth.refresh",
    "http_5xx@oauth.refresh",
    "garbage@oauth.refresh",
    "server_error@refresh",
    "temporarily_unavailable@refresh",
  ])(
    "by %s never disconnects: the old token serves while it lives, and the next try succeeds",
    async (preset) => {
      const first = await tokenText();
      ground.pushed.advance(ALMOST_OUT);
      await ground.fault({ preset });
      expect(await tokenText()).toBe(first);
      expect(await ground.readGrant(creatorId)).toMatchObject({ state: "active", failure: null });
      expect(await tokenText()).not.toBe(first);
    },
  );

  it("once the old token is dead too, is told as TikTok being unreachable, and disconnects nobody", async () => {
    ground.pushed.advance(3 * HOUR);
    await ground.fault({ on: "oauth.refresh", network: "drop_before" });
    expect(await token()).toMatchObject({ kind: "failed", failure: { code: "tiktok.unreachable" } });
    expect(await ground.readGrant(creatorId)).toMatchObject({ state: "active", failure: null });
    expect((await token()).kind).toBe("token");
  });

  it("with the answer lost: the creator is asked to reconnect, and the old token serves as long as it lives", async () => {
    const first = await tokenText();
    ground.pushed.advance(ALMOST_OUT);
    await ground.fault({ on: "oauth.refresh", network: "drop_after" });
    expect(await tokenText()).toBe(first);
    expect((await ground.readGrant(creatorId)).state).toBe("active");
    // TikTok has traded the pair already, so the next try learns that it is used up.
    expect(await tokenText()).toBe(first);
    expect(await ground.readGrant(creatorId)).toMatchObject({
      state: "reconnect_needed",
      failure: { code: "invalid_grant" },
    });
    expect(await works(first)).toBe(true);
    expect(await tokenText()).toBe(first);
    expect(await refreshes()).toHaveLength(2);
    ground.pushed.advance(5 * MINUTE);
    expect(await token()).toMatchObject({ kind: "failed", failure: { code: "invalid_grant" } });
    expect(await refreshes()).toHaveLength(2);
  });

  it("because of the app's own key is told so and leaves the creator connected", async () => {
    ground.pushed.advance(3 * HOUR);
    await ground.fault({ preset: "invalid_client@refresh" });
    expect(await token()).toMatchObject({ kind: "failed", failure: { code: "invalid_client" } });
    expect((await ground.readGrant(creatorId)).state).toBe("active");
  });
});

describe("a token that TikTok refuses although it looks alive", () => {
  const ask = () =>
    askTikTok(ground.reach, creatorId, "creator_info", (text) => queryCreator(ground.reach.app, text));

  it("is refreshed once, and the question asked again", async () => {
    await ground.control("creators/lena.rooftop/expire-access", {});
    expect(await ask()).toMatchObject({ kind: "ok", value: { handle: "lena.rooftop" } });
    expect(await refreshes()).toHaveLength(1);
    expect((await ground.ledger("creator_info")).map(({ code }) => code)).toEqual([
      "access_token_invalid",
      "ok",
    ]);
    expect((await ground.readGrant(creatorId)).lastCallAt).not.toBeNull();
  });

  it("is refreshed once for all who were refused", async () => {
    await ground.control("creators/lena.rooftop/expire-access", {});
    const told = await Promise.all([ask(), ask(), ask(), ask()]);
    expect(told.map(({ kind }) => kind)).toEqual(["ok", "ok", "ok", "ok"]);
    expect(await refreshes()).toHaveLength(1);
  });

  it("and refuses the fresh one too, ends the grant without a third try", async () => {
    await ground.fault({ preset: "access_token_invalid@creator_info", times: 2 });
    expect(await ask()).toMatchObject({
      kind: "failed",
      failure: { code: "access_token_invalid" },
      reached: "no",
    });
    expect(await ground.ledger("creator_info")).toHaveLength(2);
    const row = await ground.readGrant(creatorId);
    expect(row).toMatchObject({ state: "reconnect_needed", accessToken: null, refreshToken: null });
    expect(await ask()).toMatchObject({ kind: "failed", failure: { code: "access_token_invalid" } });
    expect(await ground.ledger("creator_info")).toHaveLength(2);
  });

  it("because the creator removed the app, ends as a connection to be made anew", async () => {
    await ground.control("creators/lena.rooftop/revoke", {});
    expect(await ask()).toMatchObject({ kind: "failed", failure: { code: "invalid_grant" } });
    expect((await ground.readGrant(creatorId)).state).toBe("reconnect_needed");
    await ground.addCreator("lena.rooftop");
    expect((await ask()).kind).toBe("ok");
  });

  it("for a missing permission keeps the grant and says which code it was", async () => {
    creatorId = await ground.addCreator("kess", undefined, ["user.info.basic"]);
    expect(await ask()).toMatchObject({ kind: "failed", failure: { code: "scope_not_authorized" } });
    expect((await ground.readGrant(creatorId)).state).toBe("active");
  });
});

describe("secrets", () => {
  it("stand nowhere in the database, whatever happened", async () => {
    const seen: string[] = [await tokenText()];
    const remember = async () => {
      const { refreshToken } = await ground.readGrant(creatorId);
      if (refreshToken) seen.push(openRefreshToken(creatorId, refreshToken, ground.reach.keys));
    };
    await remember();
    ground.pushed.advance(ALMOST_OUT);
    seen.push(await tokenText());
    await remember();
    await ground.fault({ preset: "access_token_invalid@creator_info", times: 2 });
    await askTikTok(ground.reach, creatorId, "creator_info", (text) => queryCreator(ground.reach.app, text));
    const dump = await ground.dump();
    expect(new Set(seen).size).toBe(4);
    for (const secret of seen) {
      for (const form of [
        secret,
        Buffer.from(secret).toString("base64url"),
        Buffer.from(secret).toString("hex"),
      ])
        expect(dump).not.toContain(form.replace(/=+$/, ""));
    }
    expect(dump).not.toMatch(/\b(act|rft)\.\w/);
    expect((await ground.readGrant(creatorId)).requestedScopes).toEqual(SCOPES);
  });
});

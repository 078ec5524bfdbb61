import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connectRequest, member, session, user, workspaceCreator } from "#lib/db/schema";
import type { Scope } from "#lib/workspaces/scope";
import { consentAt, REDIRECT } from "#simulator/walkthrough";
import { accessToken } from "./access-token";
import type { Return } from "./exchange-return";
import { finishConnect } from "./finish-connect";
import { listCreators } from "./queries";
import type { Reach } from "./reach";
import { startConnect } from "./start-connect";
import { createGround, MINUTE, SCOPES, type TestGround } from "./test-ground";

let ground: TestGround;
let marta: Scope & Reach;

beforeAll(async () => {
  ground = await createGround();
});
afterAll(() => ground.close());
beforeEach(async () => {
  await ground.reset();
  marta = await ground.addMember();
});

/** Begins to connect, or to repair, and returns the address of TikTok's page. */
async function begin(creatorId: string | null = null, scope = marta): Promise<string> {
  const input = { creatorId, returnTo: "/app/somewhere" };
  const result = await startConnect({ ...scope, redirectUri: REDIRECT }, input);
  if (!result.ok) throw new Error(`Not begun: ${result.problem.kind}`);
  return result.value.url;
}

function asReturn(url: URL): Return {
  const get = (name: string) => url.searchParams.get(name);
  return {
    state: get("state"),
    code: get("code"),
    error: get("error"),
    errorType: get("error_type"),
    errCode: get("errCode"),
  };
}

const consent = async (url: string, persona: string, scopes = SCOPES, decision?: string) =>
  asReturn(await consentAt(url, persona, scopes, decision));

const finish = (back: Return, userId = marta.actor.userId) =>
  finishConnect({ ...ground.reach, redirectUri: REDIRECT }, userId, back);

describe("connecting a creator", () => {
  it("keeps the grant, the profile and the link, and touches no session and no user", async () => {
    const users = await ground.db.select().from(user);
    const done = await finish(await consent(await begin(), "kess"));
    if (done.kind !== "connected") throw new Error(done.failure.code);
    expect(done).toMatchObject({ workspaceId: marta.actor.workspaceId, returnTo: "/app/somewhere" });
    const [row, ...others] = await listCreators(marta);
    expect(others).toEqual([]);
    expect(row).toMatchObject({ id: done.creatorId, displayName: "Kess" });
    expect(row?.grant).toMatchObject({ state: "active", requestedScopes: SCOPES });
    expect(row?.grant?.grantedScopes.toSorted()).toEqual(SCOPES.toSorted());
    expect(await ground.db.select().from(session)).toEqual([]);
    expect(await ground.db.select().from(user)).toEqual(users);
    expect((await accessToken(ground.reach, done.creatorId)).kind).toBe("token");
  });

  it("twice makes two creators, and once more the same one with a new grant", async () => {
    for (const persona of ["kess", "lena.rooftop", "kess"])
      await finish(await consent(await begin(), persona));
    const rows = await listCreators(marta);
    expect(rows.map(({ displayName }) => displayName).toSorted()).toEqual(["Kess", "Lena on the Rooftop"]);
  });

  it("stores the permissions that were ticked beside those that were asked for", async () => {
    const done = await finish(await consent(await begin(), "kess", ["video.upload"]));
    if (done.kind !== "connected") throw new Error(done.failure.code);
    const row = await ground.readGrant(done.creatorId);
    expect(row.requestedScopes).toEqual(SCOPES);
    expect(row.grantedScopes.toSorted()).toEqual(["user.info.basic", "video.upload"]);
  });

  it("stands without the profile when TikTok does not tell it", async () => {
    await ground.fault({ preset: "internal_error@user.info" });
    const done = await finish(await consent(await begin(), "kess"));
    expect(done.kind).toBe("connected");
  });

  it("asks TikTok to show its page every time, with a fresh state and a fresh challenge", async () => {
    const [one, two] = [new URL(await begin()), new URL(await begin())];
    expect(one.searchParams.get("disable_auto_auth")).toBe("1");
    for (const name of ["state", "code_challenge"]) {
      expect(one.searchParams.get(name)).toBeTruthy();
      expect(one.searchParams.get(name)).not.toBe(two.searchParams.get(name));
    }
    const dump = await ground.dump();
    expect(dump).not.toContain(one.searchParams.get("state"));
  });
});

describe("the state of a connection", () => {
  it("works once", async () => {
    const back = await consent(await begin(), "kess");
    expect((await finish(back)).kind).toBe("connected");
    expect(await finish(back)).toMatchObject({ failure: { code: "connect.wrong_state" }, returnTo: null });
    expect(await ground.ledger("oauth.token")).toHaveLength(1);
  });

  it("works once also for two returns at the same moment", async () => {
    const back = await consent(await begin(), "kess");
    const both = await Promise.all([finish(back), finish(back)]);
    expect(both.map(({ kind }) => kind).toSorted()).toEqual(["connected", "failed"]);
  });

  it("belongs to the person who began it: nobody else can end it, or use it up", async () => {
    const paul = await ground.addMember("manager", marta.actor.workspaceId);
    const back = await consent(await begin(), "kess");
    expect(await finish(back, paul.actor.userId)).toMatchObject({ failure: { code: "connect.wrong_state" } });
    expect((await finish(back)).kind).toBe("connected");
  });

  it("runs out after a quarter of an hour", async () => {
    const url = await begin();
    ground.pushed.advance(15 * MINUTE);
    expect(await finish(await consent(url, "kess"))).toMatchObject({
      failure: { code: "connect.wrong_state" },
    });
    expect(await ground.ledger("oauth.token")).toEqual([]);
  });

  it.each([null, "", "guessed"])("is nothing one could leave out or guess: %s", async (state) => {
    const back = await consent(await begin(), "kess");
    expect(await finish({ ...back, state })).toMatchObject({ failure: { code: "connect.wrong_state" } });
  });

  it("ends with the role: who may no longer connect, connects nobody", async () => {
    const back = await consent(await begin(), "kess");
    await ground.db.update(member).set({ role: "client" }).where(eq(member.userId, marta.actor.userId));
    expect(await finish(back)).toMatchObject({ failure: { code: "connect.wrong_state" } });
    await ground.db.delete(member).where(eq(member.userId, marta.actor.userId));
    const [request] = await ground.db.select().from(connectRequest);
    expect(request?.usedAt).not.toBeNull();
    expect(await ground.ledger("oauth.token")).toEqual([]);
    expect(await ground.db.select().from(workspaceCreator)).toEqual([]);
  });
});

describe("what TikTok's page can answer", () => {
  it.each([
    ["cancel", "access_denied"],
    ["non_sandbox_target", "non_sandbox_target"],
    ["server_error@authorize", "server_error"],
    ["temporarily_unavailable@authorize", "temporarily_unavailable"],
    ["unsupported_response_type", "unsupported_response_type"],
  ])("%s becomes %s, and the person lands where they came from", async (how, code) => {
    const url = await begin();
    let back: Return;
    if (how === "cancel") back = await consent(url, "kess", SCOPES, "cancel");
    else {
      await ground.fault({ preset: how });
      const answer = await fetch(url, { redirect: "manual" });
      back = asReturn(new URL(answer.headers.get("location") ?? ""));
    }
    expect(await finish(back)).toMatchObject({ failure: { code }, returnTo: "/app/somewhere" });
  });

  it("something that nobody knows is told with its name", async () => {
    const state = new URL(await begin()).searchParams.get("state");
    const back = { state, code: null, error: "gone_fishing", errorType: null, errCode: null };
    expect(await finish(back)).toMatchObject({
      failure: { code: "unknown", args: { code: "gone_fishing" }, support: { rawCode: "gone_fishing" } },
    });
  });

  it.each([
    ["a code that has run out", "connect.code_expired", () => ground.pushed.advance(11 * MINUTE)],
    ["a wrong key", "invalid_client", () => ground.control("app", { clientSecret: "another" })],
    [
      "a lost answer",
      "tiktok.unreachable",
      () => ground.fault({ preset: "drop_after@oauth.refresh", on: "oauth.token" }),
    ],
  ])("%s has words of its own", async (_, code, happens) => {
    const back = await consent(await begin(), "kess");
    await happens();
    expect(await finish(back)).toMatchObject({ kind: "failed", failure: { code } });
    expect(await ground.db.select().from(workspaceCreator)).toEqual([]);
  });
});

describe("repairing a connection", () => {
  it("is refused for a creator of somebody else's workspace", async () => {
    const elsewhere = await ground.addMember();
    const creatorId = await ground.addCreator("kess", elsewhere);
    const result = await startConnect({ ...marta, redirectUri: REDIRECT }, { creatorId, returnTo: "/" });
    expect(result).toEqual({ ok: false, problem: { kind: "not_found" } });
  });

  it("brings the same creator back", async () => {
    const creatorId = await ground.addCreator("kess", marta);
    await ground.control("creators/kess/revoke", {});
    expect(await finish(await consent(await begin(creatorId), "kess"))).toMatchObject({ creatorId });
    expect((await accessToken(ground.reach, creatorId)).kind).toBe("token");
  });

  it("with a profile that nobody asked for gives its permission back and names both", async () => {
    const creatorId = await ground.addCreator("kess", marta);
    await finish(await consent(await begin(creatorId), "kess"));
    const done = await finish(await consent(await begin(creatorId), "lena.rooftop"));
    expect(done).toMatchObject({
      kind: "failed",
      failure: {
        code: "connect.wrong_account",
        args: { connected: "Lena on the Rooftop", expected: "Kess" },
      },
    });
    expect((await ground.ledger("oauth.revoke")).map(({ code }) => code)).toEqual(["ok"]);
    expect(await listCreators(marta)).toHaveLength(1);
    const { creators } = await ground.control<{ creators: { handle: string; grants: object[] }[] }>(
      "creators",
    );
    expect(creators.find(({ handle }) => handle === "lena.rooftop")?.grants).toEqual([]);
    expect((await accessToken(ground.reach, creatorId)).kind).toBe("token");
  });

  it("with a profile that is connected in its own right leaves that connection alone", async () => {
    const kess = await ground.addCreator("kess", marta);
    const lena = await ground.addCreator("lena.rooftop", await ground.addMember());
    const done = await finish(await consent(await begin(kess), "lena.rooftop"));
    expect(done).toMatchObject({ failure: { code: "connect.wrong_account" } });
    expect(await ground.ledger("oauth.revoke")).toEqual([]);
    expect((await accessToken(ground.reach, lena)).kind).toBe("token");
  });
});

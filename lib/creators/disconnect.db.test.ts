import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { stopPosts } from "#lib/posts/stop-posts";
import type { Scope } from "#lib/workspaces/scope";
import { accessToken } from "./access-token";
import { disconnect } from "./disconnect";
import type { StopsPosts } from "./let-go";
import { listCreators } from "./queries";
import type { Reach } from "./reach";
import { createGround, HOUR, type TestGround } from "./test-ground";

let ground: TestGround;
let marta: Scope & Reach & StopsPosts;
let creatorId: string;

beforeAll(async () => {
  ground = await createGround();
});
afterAll(() => ground.close());
beforeEach(async () => {
  await ground.reset();
  marta = { ...(await ground.addMember()), stopPosts };
  creatorId = await ground.addCreator("lena.rooftop", marta);
});

const revokes = async () => (await ground.ledger("oauth.revoke")).map(({ code }) => code);

describe("disconnecting", () => {
  it("takes the app off the creator's list at TikTok and erases the tokens", async () => {
    expect(await disconnect(marta, { creatorId })).toEqual({ ok: true, value: { stopped: 0 } });
    expect(await revokes()).toEqual(["ok"]);
    expect(await ground.readGrant(creatorId)).toMatchObject({
      state: "disconnected",
      accessToken: null,
      refreshToken: null,
      grantedScopes: [],
    });
    expect(await listCreators(marta)).toEqual([]);
    expect(await accessToken(ground.reach, creatorId)).toMatchObject({
      kind: "failed",
      failure: { code: "connect.disconnected" },
    });
  });

  it("refreshes first where the access token has run out, because TikTok wants a living one", async () => {
    ground.pushed.advance(3 * HOUR);
    await disconnect(marta, { creatorId });
    expect(await revokes()).toEqual(["ok"]);
  });

  it("erases the tokens also when TikTok cannot be reached", async () => {
    await ground.fault({ on: "oauth.revoke", network: "drop_before" });
    expect((await disconnect(marta, { creatorId })).ok).toBe(true);
    expect(await ground.readGrant(creatorId)).toMatchObject({ state: "disconnected", accessToken: null });
  });

  it("leaves the creator to another workspace that holds them", async () => {
    const elsewhere = { ...(await ground.addMember()), stopPosts };
    await ground.link(elsewhere, creatorId);
    await disconnect(marta, { creatorId });
    expect(await revokes()).toEqual([]);
    expect(await listCreators(marta)).toEqual([]);
    expect(await listCreators(elsewhere)).toHaveLength(1);
    expect((await accessToken(ground.reach, creatorId)).kind).toBe("token");
    await disconnect(elsewhere, { creatorId });
    expect(await revokes()).toEqual(["ok"]);
  });

  it("finds nothing in somebody else's workspace, and changes nothing there", async () => {
    const stranger = { ...(await ground.addMember("owner")), stopPosts };
    expect(await disconnect(stranger, { creatorId })).toEqual({ ok: false, problem: { kind: "not_found" } });
    expect((await accessToken(ground.reach, creatorId)).kind).toBe("token");
  });

  it("is not undone by a refresh that was on its way", async () => {
    ground.pushed.advance(2 * HOUR - 60_000);
    await ground.fault({ on: "oauth.refresh", network: "slow", delayMs: 4 });
    const late = accessToken(ground.reach, creatorId);
    await expect.poll(async () => (await ground.ledger("oauth.refresh")).length).toBe(1);
    ground.pushed.advance(46_000);
    await disconnect(marta, { creatorId });
    expect(await late).toMatchObject({ kind: "failed", failure: { code: "connect.disconnected" } });
    expect(await ground.readGrant(creatorId)).toMatchObject({ state: "disconnected", accessToken: null });
  });

  it("and connecting again begins anew", async () => {
    await disconnect(marta, { creatorId });
    expect(await ground.addCreator("lena.rooftop", marta)).toBe(creatorId);
    expect((await accessToken(ground.reach, creatorId)).kind).toBe("token");
    expect((await ground.readGrant(creatorId)).failure).toBeNull();
  });
});

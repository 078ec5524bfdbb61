import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connectLink, connectRequest, session, user, workspaceCreator } from "#lib/db/schema";
import type { Mail } from "#lib/mail/mailbox";
import type { PostOffice } from "#lib/mail/post-office";
import type { Scope } from "#lib/workspaces/scope";
import { consentAt, REDIRECT } from "#simulator/walkthrough";
import { accessToken } from "./access-token";
import type { Return } from "./exchange-return";
import { finishConnect } from "./finish-connect";
import { finishConnectLink, isLinkState } from "./finish-connect-link";
import { followConnectLink } from "./follow-connect-link";
import { type MadeLink, makeConnectLink, makeReconnectLink } from "./make-connect-link";
import { noteOpened, viewConnectLink } from "./open-connect-link";
import { listConnectLinks, listCreators } from "./queries";
import type { Reach } from "./reach";
import { revokeConnectLink } from "./revoke-connect-link";
import { createGround, HOUR, MINUTE, SCOPES, type TestGround } from "./test-ground";

const DAY = 24 * HOUR;
const NOT_FOUND = { ok: false, problem: { kind: "not_found" } };
const CHANGED = { ok: false, problem: { kind: "changed" } };

let ground: TestGround;
let marta: Scope & Reach & { postOffice: PostOffice };
let mails: Omit<Mail, "at">[] = [];

const withMail = <T extends object>(scope: T): T & { postOffice: PostOffice } => ({
  ...scope,
  postOffice: {
    appUrl: "https://aircheck.example.com",
    send: async (mail) => {
      mails.push(mail);
    },
  },
});

beforeAll(async () => {
  ground = await createGround();
});
afterAll(() => ground.close());
beforeEach(async () => {
  await ground.reset();
  mails = [];
  marta = withMail(await ground.addMember());
});

const secretOf = ({ url }: MadeLink) => url.split("/").at(-1) ?? "";

async function makeLink(email: string | null = null): Promise<{ id: string; secret: string }> {
  const made = await makeConnectLink(marta, { label: "Kess", email });
  if (!made.ok) throw new Error("The link was not made.");
  return { id: made.value.linkId, secret: secretOf(made.value) };
}

async function makeRepair(creatorId: string): Promise<{ id: string; secret: string }> {
  const made = await makeReconnectLink(marta, { creatorId, email: null });
  if (!made.ok) throw new Error("The link was not made.");
  return { id: made.value.linkId, secret: secretOf(made.value) };
}

const reach = () => ({ ...ground.reach, redirectUri: REDIRECT });

/** Presses the button of the link's page. */
async function leave(secret: string, receipt?: string): Promise<{ url: string; state: string }> {
  const left = await followConnectLink(reach(), { secret, receipt });
  if (!left.ok) throw new Error(`Not left: ${left.problem.kind}`);
  return left.value;
}

async function consent(url: string, persona: string, scopes = SCOPES, decision?: string): Promise<Return> {
  const back = (await consentAt(url, persona, scopes, decision)).searchParams;
  return {
    state: back.get("state"),
    code: back.get("code"),
    error: back.get("error"),
    errorType: back.get("error_type"),
    errCode: back.get("errCode"),
  };
}

/** The whole way in one browser. */
async function follow(secret: string, persona: string, scopes = SCOPES, receipt?: string) {
  const { url, state } = await leave(secret, receipt);
  return { state, result: await finishConnectLink(reach(), await consent(url, persona, scopes)) };
}

const view = (secret: string, receipt?: string) => viewConnectLink(ground.reach, { secret, receipt });
const stateOf = async (id: string) =>
  (await listConnectLinks(marta, { limit: 50 })).links.find((link) => link.id === id)?.state;

describe("a connect link", () => {
  it("lets the workspace in, and makes neither a user nor a session", async () => {
    const users = await ground.db.select().from(user);
    const { id, secret } = await makeLink();
    expect(await stateOf(id)).toBe("sent");
    expect(await view(secret)).toMatchObject({ kind: "open", workspaceName: "Northlight", expected: null });
    const { result } = await follow(secret, "kess");
    if (result.kind !== "connected") throw new Error(result.failure.code);
    expect(result.workspaceId).toBe(marta.actor.workspaceId);
    expect(await listCreators(marta)).toMatchObject([{ id: result.creatorId, displayName: "Kess" }]);
    const [link] = await ground.db.select().from(workspaceCreator);
    expect(link?.addedBy).toBe(marta.actor.userId);
    expect(await ground.db.select().from(session)).toEqual([]);
    expect(await ground.db.select().from(user)).toEqual(users);
    expect((await accessToken(ground.reach, result.creatorId)).kind).toBe("token");
    expect(await stateOf(id)).toBe("connected");
  });

  it("is shown once: neither the table nor the list holds it", async () => {
    const { secret } = await makeLink("kess@example.com");
    expect(Buffer.from(secret, "base64url")).toHaveLength(32);
    expect(mails[0]?.text).toContain(secret);
    const { state } = await leave(secret);
    const dump = await ground.dump();
    expect(dump).not.toContain(secret);
    expect(dump).not.toContain(state);
    expect(JSON.stringify(await listConnectLinks(marta, { limit: 9 }))).not.toContain(secret);
  });

  it("is used up by nothing but a grant: not by looking, leaving, or cancelling", async () => {
    const { id, secret } = await makeLink();
    for (let look = 0; look < 3; look++) await view(secret);
    await leave(secret);
    const { url } = await leave(secret);
    const cancelled = await finishConnectLink(reach(), await consent(url, "kess", SCOPES, "cancel"));
    expect(cancelled).toMatchObject({ failure: { code: "access_denied" } });
    expect(await stateOf(id)).toBe("sent");
    await noteOpened(ground.reach, secret);
    expect(await stateOf(id)).toBe("opened");
    expect((await follow(secret, "kess")).result.kind).toBe("connected");
  });

  it("works once: who comes second is told that it was used", async () => {
    const { secret } = await makeLink();
    const second = await leave(secret);
    await follow(secret, "kess");
    expect((await view(secret)).kind).toBe("used");
    expect(await followConnectLink(reach(), { secret, receipt: undefined })).toEqual(CHANGED);
    const late = await finishConnectLink(reach(), await consent(second.url, "lena.rooftop"));
    expect(late).toMatchObject({ failure: { code: "connect.link_expired" } });
    expect(await listCreators(marta)).toHaveLength(1);
    expect(await ground.ledger("oauth.token")).toHaveLength(1);
  });

  it("ends after seven days, by the clock", async () => {
    const { id, secret } = await makeLink();
    ground.pushed.advance(7 * DAY - MINUTE);
    const last = await leave(secret);
    ground.pushed.advance(MINUTE);
    expect((await view(secret)).kind).toBe("expired");
    expect(await stateOf(id)).toBe("expired");
    expect(await followConnectLink(reach(), { secret, receipt: undefined })).toEqual(CHANGED);
    // Who was on TikTok's page in time may finish.
    expect((await finishConnectLink(reach(), await consent(last.url, "kess"))).kind).toBe("connected");
  });

  it("that was taken back connects nothing, also for who is on TikTok's page", async () => {
    const { id, secret } = await makeLink();
    const { url } = await leave(secret);
    expect(await revokeConnectLink(marta, { linkId: id })).toEqual({ ok: true, value: null });
    expect(await revokeConnectLink(marta, { linkId: id })).toEqual(CHANGED);
    expect((await view(secret)).kind).toBe("revoked");
    const late = await finishConnectLink(reach(), await consent(url, "kess"));
    expect(late).toMatchObject({ failure: { code: "connect.link_expired" } });
    expect(await listCreators(marta)).toEqual([]);
    expect(await ground.ledger("oauth.token")).toEqual([]);
    const used = await makeLink();
    await follow(used.secret, "kess");
    expect(await revokeConnectLink(marta, { linkId: used.id })).toEqual(CHANGED);
  });

  it.each(["", "guessed", "a".repeat(43)])("is nothing one could guess: %j", async (secret) => {
    await makeLink();
    expect(await view(secret)).toEqual({ kind: "unknown" });
    expect(await followConnectLink(reach(), { secret, receipt: undefined })).toEqual(NOT_FOUND);
  });

  it("of another workspace is not there", async () => {
    const { id } = await makeLink();
    const stranger = await ground.addMember("owner");
    expect(await revokeConnectLink(stranger, { linkId: id })).toEqual(NOT_FOUND);
    expect(await listConnectLinks(stranger, { limit: 9 })).toEqual({ links: [], next: null });
    expect(await stateOf(id)).toBe("sent");
  });

  it("comes in pages, newest first", async () => {
    const ids = [];
    for (let each = 0; each < 3; each++) {
      ids.unshift((await makeLink()).id);
      ground.pushed.advance(MINUTE);
    }
    const first = await listConnectLinks(marta, { limit: 2 });
    expect(first.links.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    const second = await listConnectLinks(marta, { limit: 2, after: first.next ?? "" });
    expect(second).toMatchObject({ links: [{ id: ids[2] }], next: null });
  });
});

describe("the state of a visit", () => {
  it("works once and for a quarter of an hour", async () => {
    const { secret } = await makeLink();
    const back = await consent((await leave(secret)).url, "kess");
    ground.pushed.advance(16 * MINUTE);
    const late = await finishConnectLink(reach(), back);
    expect(late).toMatchObject({ failure: { code: "connect.wrong_state" } });
    const again = await consent((await leave(secret)).url, "kess");
    const both = await Promise.all([finishConnectLink(reach(), again), finishConnectLink(reach(), again)]);
    expect(both.map(({ kind }) => kind).toSorted()).toEqual(["connected", "failed"]);
  });

  it("is none of the staff's, and theirs is none of a link's", async () => {
    const { secret } = await makeLink();
    const back = await consent((await leave(secret)).url, "kess");
    expect(await isLinkState(ground.reach, back.state ?? "")).toBe(true);
    expect(await isLinkState(ground.reach, "guessed")).toBe(false);
    const staff = await finishConnect(reach(), marta.actor.userId, back);
    expect(staff).toMatchObject({ failure: { code: "connect.wrong_state" } });
    await ground.db.update(connectRequest).set({ linkId: null, userId: marta.actor.userId });
    expect(await finishConnectLink(reach(), back)).toMatchObject({
      failure: { code: "connect.wrong_state" },
    });
    expect((await finishConnect(reach(), marta.actor.userId, back)).kind).toBe("connected");
  });
});

describe("what was left off", () => {
  it("is completed by the browser that used the link, for an hour, and by nobody else", async () => {
    const { secret } = await makeLink();
    const { state } = await follow(secret, "kess", ["user.info.basic"]);
    expect(await view(secret, state)).toMatchObject({ kind: "connected", granted: ["user.info.basic"] });
    expect((await view(secret, "guessed")).kind).toBe("used");
    const wrong = await follow(secret, "lena.rooftop", SCOPES, state);
    expect(wrong.result).toMatchObject({ failure: { code: "connect.wrong_account" } });
    const again = await follow(secret, "kess", SCOPES, state);
    expect(again.result.kind).toBe("connected");
    const done = await view(secret, again.state);
    if (done.kind !== "connected") throw new Error(done.kind);
    expect(done.granted.toSorted()).toEqual(SCOPES.toSorted());
    expect(await listCreators(marta)).toHaveLength(1);
    ground.pushed.advance(HOUR);
    expect((await view(secret, again.state)).kind).toBe("used");
    const late = await followConnectLink(reach(), { secret, receipt: again.state });
    expect(late).toEqual(CHANGED);
  });
});

describe("a link that repairs", () => {
  it("brings a lost permission back", async () => {
    const creatorId = await ground.addCreator("kess", marta);
    await ground.control("creators/kess/revoke", {});
    const { secret } = await makeRepair(creatorId);
    expect((await follow(secret, "kess")).result).toMatchObject({ kind: "connected", creatorId });
    expect((await accessToken(ground.reach, creatorId)).kind).toBe("token");
  });

  it("refuses another profile, gives its permission back, names both, and stays open", async () => {
    const creatorId = await ground.addCreator("kess", marta);
    const { id, secret } = await makeRepair(creatorId);
    const { result } = await follow(secret, "lena.rooftop");
    expect(result).toMatchObject({
      failure: { code: "connect.wrong_account", args: { connected: "Lena on the Rooftop" } },
    });
    expect((await ground.ledger("oauth.revoke")).map(({ code }) => code)).toEqual(["ok"]);
    expect(await stateOf(id)).toBe("sent");
    expect((await follow(secret, "kess")).result.kind).toBe("connected");
  });

  it("is made for nobody whom the workspace does not know", async () => {
    const elsewhere = await ground.addMember();
    const creatorId = await ground.addCreator("kess", elsewhere);
    for (const id of [creatorId, "nobody"])
      expect(await makeReconnectLink(marta, { creatorId: id, email: null })).toEqual(NOT_FOUND);
    expect(await ground.db.select().from(connectLink)).toEqual([]);
  });

  it("tells whom it is for", async () => {
    const creatorId = await ground.addCreator("kess", marta);
    await follow((await makeRepair(creatorId)).secret, "kess");
    const { id, secret } = await makeRepair(creatorId);
    expect(await view(secret)).toMatchObject({ kind: "open", expected: "Kess" });
    const [row] = await ground.db.select().from(connectLink).where(eq(connectLink.id, id));
    expect(row?.label).toBe("Kess");
  });
});

import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "#lib/db/id";
import { account, creator, post, postEvent, user } from "#lib/db/schema";
import { emptyContent } from "#lib/posts/blank-content";
import { stopPosts } from "#lib/posts/stop-posts";
import { openHome } from "#lib/workspaces/open-home";
import type { Scope } from "#lib/workspaces/scope";
import { accessToken } from "./access-token";
import { disconnect } from "./disconnect";
import { endAccess } from "./end-access";
import { makeReconnectLink } from "./make-connect-link";
import { listAccess, listCreators } from "./queries";
import type { Reach } from "./reach";
import { createGround, type TestGround } from "./test-ground";

const NOT_FOUND = { ok: false, problem: { kind: "not_found" } };

let ground: TestGround;
let marta: Scope & Reach;
let creatorId: string;
let lena: { id: string; name: string | null };

beforeAll(async () => {
  ground = await createGround();
});
afterAll(() => ground.close());
beforeEach(async () => {
  await ground.reset();
  marta = await ground.addMember();
  creatorId = await ground.addCreator("lena.rooftop", marta);
  lena = await signInAs(creatorId, "Lena");
});

/** Somebody who signs in as this creator, with the home that was opened for them. */
async function signInAs(id: string, name: string): Promise<{ id: string; name: string | null }> {
  const [row] = await ground.db.select().from(creator).where(eq(creator.id, id));
  const [person] = await ground.db.insert(user).values({ name }).returning();
  if (!row || !person) throw new Error("The creator is not there.");
  const signIn = { userId: person.id, type: "oauth", provider: "tiktok", providerAccountId: row.openId };
  await ground.db.insert(account).values(signIn);
  await openHome(ground.reach, { userId: person.id, timeZone: "Europe/Berlin" });
  return { id: person.id, name };
}

async function addPost({ actor }: Scope, state: string, of = creatorId): Promise<string> {
  const at = new Date(ground.reach.clock.now());
  const row = { id: newId(at.getTime()), workspaceId: actor.workspaceId, creatorId: of, state };
  const times = { publishAt: at, dueAt: at, createdAt: at, updatedAt: at, jobId: "a-job" };
  await ground.db.insert(post).values({ ...row, ...times, content: emptyContent() });
  return row.id;
}

const end = (person: { id: string; name: string | null }, holderId: string) =>
  endAccess({ ...ground.reach, stopPosts }, person, { holderId });
const readPost = async (id: string) => (await ground.db.select().from(post).where(eq(post.id, id)))[0];

describe("a creator who signs in", () => {
  it("sees who may post for them, since when, and who added them, but not their own home", async () => {
    await addPost(marta, "scheduled");
    await addPost(marta, "draft");
    expect(await listAccess(ground.reach, lena.id)).toEqual([
      {
        workspaceId: marta.actor.workspaceId,
        workspaceName: "Northlight",
        since: expect.stringMatching(/Z$/),
        addedBy: "Marta",
        waiting: 1,
      },
    ]);
    expect(await listAccess(ground.reach, marta.actor.userId)).toEqual([]);
  });

  it("ends it, and everything that waited for its time is stopped at once", async () => {
    const [one, two] = [await addPost(marta, "scheduled"), await addPost(marta, "scheduled")];
    const holderId = marta.actor.workspaceId;
    expect(await end(lena, holderId)).toEqual({ ok: true, value: { stopped: 2 } });
    for (const id of [one, two]) {
      expect(await readPost(id)).toMatchObject({
        state: "blocked",
        failure: { code: "connect.access_ended" },
        dueAt: null,
        jobId: null,
      });
      const [event] = await ground.db.select().from(postEvent).where(eq(postEvent.postId, id));
      expect(event).toMatchObject({
        actor: { kind: "member", userId: lena.id, name: "Lena" },
        to: "blocked",
      });
    }
    expect(await listCreators(marta)).toEqual([]);
    expect(await listAccess(ground.reach, lena.id)).toEqual([]);
    expect(await end(lena, holderId)).toEqual(NOT_FOUND);
  });

  it("touches nothing else: drafts, what is out, other creators, other workspaces, their own sign-in", async () => {
    const elsewhere = await ground.addMember();
    await ground.link(elsewhere, creatorId);
    const other = await ground.addCreator("kess", marta);
    const kept = [
      [await addPost(marta, "draft"), "draft"],
      [await addPost(marta, "published"), "published"],
      [await addPost(marta, "uploading"), "uploading"],
      [await addPost(marta, "scheduled", other), "scheduled"],
      [await addPost(elsewhere, "scheduled"), "scheduled"],
    ] as const;
    expect(await end(lena, marta.actor.workspaceId)).toEqual({ ok: true, value: { stopped: 0 } });
    for (const [id, state] of kept) expect((await readPost(id))?.state).toBe(state);
    expect(await listCreators(elsewhere)).toHaveLength(1);
    expect((await accessToken(ground.reach, creatorId)).kind).toBe("token");
    expect(await ground.ledger("oauth.revoke")).toEqual([]);
  });

  it("ends nothing of somebody else's, and staff end nothing by it", async () => {
    const kess = await signInAs(await ground.addCreator("kess"), "Kess");
    for (const person of [kess, { id: marta.actor.userId, name: "Marta" }])
      expect(await end(person, marta.actor.workspaceId)).toEqual(NOT_FOUND);
    expect(await listCreators(marta)).toHaveLength(1);
  });

  it("can be asked again, by a link, by who has posts of theirs", async () => {
    const postOffice = { appUrl: "https://aircheck.example.com", send: async () => {} };
    const ask = () => makeReconnectLink({ ...marta, postOffice }, { creatorId, email: null });
    await addPost(marta, "scheduled");
    await end(lena, marta.actor.workspaceId);
    expect((await ask()).ok).toBe(true);
    await ground.db.delete(post);
    expect(await ask()).toEqual(NOT_FOUND);
  });

  it("who ends the last access of all takes the app off TikTok's list too", async () => {
    const holders = [...(await listAccess(ground.reach, lena.id)).map(({ workspaceId }) => workspaceId)];
    const home = await openHome(ground.reach, { userId: lena.id, timeZone: "Europe/Berlin" });
    for (const holderId of [...holders, home]) expect((await end(lena, holderId)).ok).toBe(true);
    expect((await ground.ledger("oauth.revoke")).map(({ code }) => code)).toEqual(["ok"]);
    expect(await ground.readGrant(creatorId)).toMatchObject({ state: "disconnected", accessToken: null });
  });
});

describe("staff who disconnect", () => {
  it("leave no post that silently stays planned, also where another workspace holds the creator", async () => {
    const waiting = await addPost(marta, "scheduled");
    expect(await disconnect({ ...marta, stopPosts }, { creatorId })).toEqual({
      ok: true,
      value: { stopped: 1 },
    });
    expect(await readPost(waiting)).toMatchObject({
      state: "blocked",
      failure: { code: "connect.access_ended" },
    });
    expect((await accessToken(ground.reach, creatorId)).kind).toBe("token");
  });

  it("change nothing when a post cannot be stopped: whole, or not at all", async () => {
    await addPost(marta, "scheduled");
    const broken = { stopPosts: () => Promise.reject(new Error("The table is not there.")) };
    await expect(disconnect({ ...marta, ...broken }, { creatorId })).rejects.toThrow("not there");
    expect(await listCreators(marta)).toHaveLength(1);
  });
});

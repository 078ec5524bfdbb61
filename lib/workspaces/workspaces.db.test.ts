import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { account, creator, member, user, workspace, workspaceCreator } from "#lib/db/schema";
import { createTestDatabase, type TestDatabase } from "#lib/db/test-database";
import { openHome } from "./open-home";
import { workspacesOf } from "./queries";
import { may, mayGive, PERMISSION_WORDS, PERMISSIONS, ROLES } from "./roles";
import { enterWorkspace } from "./scope";

let database: TestDatabase;
let now = 0;
const clock = { now: () => now };

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.reset();
  now = 1_800_000_000_000;
});

async function addUser(name: string | null = "Lena", email: string | null = null): Promise<string> {
  const [row] = await database.db.insert(user).values({ name, email }).returning();
  return row?.id ?? "";
}
const open = (userId: string) => openHome({ db: database.db, clock }, { userId, timeZone: "Europe/Berlin" });

describe("the workspace that is opened at a first sign-in", () => {
  it("belongs to that person, who owns it, in their time zone", async () => {
    const userId = await addUser();
    const id = await open(userId);
    expect(await workspacesOf(database.db, userId)).toEqual([
      { id, name: "Lena workspace", timeZone: "Europe/Berlin", role: "owner", homeOf: userId },
    ]);
  });

  it("is one, also when it is opened twice or in two windows at once", async () => {
    const userId = await addUser();
    const ids = await Promise.all([open(userId), open(userId), open(userId)]);
    ids.push(await open(userId));
    expect(new Set(ids).size).toBe(1);
    expect(await database.db.select().from(workspace)).toHaveLength(1);
    expect(await database.db.select().from(member)).toHaveLength(1);
  });

  it("has a name for whoever has none, and never the whole e-mail address", async () => {
    await open(await addUser(null, "marta@northlight.example"));
    await open(await addUser(null));
    const names = (await database.db.select().from(workspace)).map(({ name }) => name);
    expect(names.toSorted()).toEqual(["My workspace", "marta workspace"]);
  });

  it("has the creator in it who signed in, and nobody else's", async () => {
    const userId = await addUser();
    const at = new Date(now);
    for (const openId of ["mine", "other"])
      await database.db
        .insert(creator)
        .values({ id: openId, openId, displayName: openId, createdAt: at, updatedAt: at });
    await database.db
      .insert(account)
      .values({ userId, type: "oauth", provider: "tiktok", providerAccountId: "mine" });
    const workspaceId = await open(userId);
    expect(await database.db.select().from(workspaceCreator)).toMatchObject([
      { workspaceId, creatorId: "mine" },
    ]);
  });
});

describe("entering a workspace", () => {
  it("lets its members in, with the role they have now, and tells anybody else nothing", async () => {
    const [lena, marta] = [await addUser("Lena"), await addUser("Marta")];
    const id = await open(lena);
    expect(await enterWorkspace(database.db, lena, id)).toEqual({
      kind: "member",
      userId: lena,
      name: "Lena",
      role: "owner",
      workspaceId: id,
    });
    expect(await enterWorkspace(database.db, marta, id)).toBeUndefined();
    expect(await enterWorkspace(database.db, lena, "elsewhere")).toBeUndefined();
    expect(await workspacesOf(database.db, marta)).toEqual([]);
  });
});

describe("roles", () => {
  it("leave nothing to chance: every permission names its roles, and an owner has all", () => {
    for (const [permission, roles] of Object.entries(PERMISSIONS)) {
      expect(roles.length, permission).toBeGreaterThan(0);
      for (const role of ROLES)
        expect(may(role, permission as keyof typeof PERMISSIONS)).toBe(
          (roles as readonly string[]).includes(role),
        );
      expect(roles, permission).toContain("owner");
    }
  });

  it("are told in words, every permission of them", () => {
    expect(Object.keys(PERMISSION_WORDS).toSorted()).toEqual(Object.keys(PERMISSIONS).toSorted());
  });

  it("give away no more than they have", () => {
    const given = Object.fromEntries(
      ROLES.map((giver) => [giver, ROLES.filter((each) => mayGive(giver, each))]),
    );
    expect(given).toEqual({
      owner: [...ROLES],
      manager: ["manager", "editor", "client"],
      editor: ["editor", "client"],
      client: ["client"],
    });
  });

  it("let clients look and nothing else", () => {
    const allowed = Object.keys(PERMISSIONS).filter((each) =>
      may("client", each as keyof typeof PERMISSIONS),
    );
    expect(allowed).toEqual(["workspace:read", "post:read"]);
  });
});

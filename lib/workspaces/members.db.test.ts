import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { workspace } from "#lib/db/schema";
import { changeRole } from "./change-role";
import { changeWorkspace } from "./change-workspace";
import { openHome } from "./open-home";
import { listMembers, readSettings, workspacesOf } from "./queries";
import { leaveWorkspace, removeMember } from "./remove-member";
import { enterWorkspace, type Scope } from "./scope";
import { createTeamGround, type TeamGround } from "./test-team";

const NOT_FOUND = { ok: false, problem: { kind: "not_found" } };
const REFUSED = { ok: false, problem: { kind: "input" } };

let ground: TeamGround;
let marta: Scope;

beforeAll(async () => {
  ground = await createTeamGround();
});
afterAll(() => ground.close());
beforeEach(async () => {
  await ground.reset();
  marta = await ground.addWorkspace("marta@northlight.example");
});

const roles = async () => (await listMembers(marta)).map(({ role }) => role);
const roleNow = async ({ actor }: Scope) =>
  (await enterWorkspace(ground.db, actor.userId, actor.workspaceId))?.role;

describe("roles", () => {
  it("change at the next request, and can be given back", async () => {
    const jo = await ground.addMember(marta, "editor", "jo@northlight.example");
    const { userId } = jo.actor;
    expect(await changeRole(marta, { userId, role: "client" })).toEqual({
      ok: true,
      value: { before: "editor" },
    });
    expect(await roleNow(jo)).toBe("client");
    await changeRole(marta, { userId, role: "editor" });
    expect(await roleNow(jo)).toBe("editor");
  });

  it("of the last owner stay", async () => {
    const { userId } = marta.actor;
    expect(await changeRole(marta, { userId, role: "manager" })).toMatchObject(REFUSED);
    expect((await changeRole(marta, { userId, role: "owner" })).ok).toBe(true);
    expect(await roles()).toEqual(["owner"]);
  });

  it("of somebody else's workspace are not there", async () => {
    const stranger = await ground.addWorkspace("stranger@elsewhere.example");
    const { userId } = marta.actor;
    expect(await changeRole(stranger, { userId, role: "client" })).toEqual(NOT_FOUND);
    expect(await roles()).toEqual(["owner"]);
  });
});

describe("removing and leaving", () => {
  it("count from the next request on", async () => {
    const jo = await ground.addMember(marta, "editor", "jo@northlight.example");
    const paul = await ground.addMember(marta, "client", "paul@northlight.example");
    expect(await removeMember(marta, { userId: jo.actor.userId })).toEqual({ ok: true, value: null });
    expect(await leaveWorkspace(paul)).toEqual({ ok: true, value: null });
    expect(await roleNow(jo)).toBeUndefined();
    expect(await roleNow(paul)).toBeUndefined();
    expect(await removeMember(marta, { userId: jo.actor.userId })).toEqual(NOT_FOUND);
  });

  it("are refused to the last owner", async () => {
    await ground.addMember(marta, "manager", "jo@northlight.example");
    expect(await leaveWorkspace(marta)).toMatchObject(REFUSED);
    expect(await removeMember(marta, { userId: marta.actor.userId })).toMatchObject(REFUSED);
    expect(await roles()).toContain("owner");
  });

  it("touch nobody in somebody else's workspace", async () => {
    const stranger = await ground.addWorkspace("stranger@elsewhere.example");
    expect(await removeMember(stranger, { userId: marta.actor.userId })).toEqual(NOT_FOUND);
    expect(await roles()).toEqual(["owner"]);
  });

  it("make a home nobody's home: who was removed from it does not come back through its door", async () => {
    const lena = await ground.addPerson(null);
    const home = await openHome(ground, { userId: lena, timeZone: "Europe/Berlin" });
    const lenaThere = await ground.enter(lena, home);
    const jo = await ground.addMember(lenaThere, "owner", "jo@northlight.example");
    await removeMember(jo, { userId: lena });
    const fresh = await openHome(ground, { userId: lena, timeZone: "Europe/Berlin" });
    expect(fresh).not.toBe(home);
    expect((await workspacesOf(ground.db, lena)).map(({ id }) => id)).toEqual([fresh]);
    const [old] = await ground.db.select().from(workspace).where(eq(workspace.id, home));
    expect(old?.homeOf).toBeNull();
  });
});

describe("a workspace", () => {
  it("that is made belongs to who made it, beside the ones they have", async () => {
    const { userId } = marta.actor;
    const second = await ground.addWorkspace("other@northlight.example");
    expect(await workspacesOf(ground.db, userId)).toMatchObject([{ role: "owner", homeOf: null }]);
    expect(second.actor.role).toBe("owner");
  });

  it("has a name, a zone and a limit that can be changed, and no other workspace is touched", async () => {
    const other = await ground.addWorkspace("other@elsewhere.example");
    const settings = { name: "Southlight", timeZone: "Asia/Tokyo", latenessLimitMinutes: 90 };
    expect(await changeWorkspace(marta, settings)).toEqual({ ok: true, value: null });
    expect(await readSettings(marta)).toEqual(settings);
    expect(await readSettings(other)).toMatchObject({ name: "Northlight Studio", latenessLimitMinutes: 30 });
  });
});

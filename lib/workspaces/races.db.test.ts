import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ENGINES } from "#lib/db/test-database";
import type { PostOffice } from "#lib/mail/post-office";
import { acceptInvitation } from "./accept-invitation";
import { changeRole } from "./change-role";
import { invite } from "./invite";
import { listInvitations, listMembers } from "./queries";
import { leaveWorkspace } from "./remove-member";
import type { Scope } from "./scope";
import { createTeamGround, type TeamGround } from "./test-team";

const JO = "jo@northlight.example";

describe.each(ENGINES)("two people at the same moment, on %s,", (engine) => {
  let ground: TeamGround;
  let marta: Scope & { postOffice: PostOffice };

  beforeAll(async () => {
    ground = await createTeamGround(engine);
  });
  afterAll(() => ground.close());
  beforeEach(async () => {
    await ground.reset();
    marta = await ground.addWorkspace("marta@northlight.example");
  });
  const roles = async () => (await listMembers(marta)).map(({ role }) => role).toSorted();

  it("who demote each other leave one owner", async () => {
    const jo = await ground.addMember(marta, "owner", JO);
    const both = await Promise.all([
      changeRole(marta, { userId: jo.actor.userId, role: "editor" }),
      changeRole(jo, { userId: marta.actor.userId, role: "editor" }),
    ]);
    expect(both.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
    expect(await roles()).toEqual(["editor", "owner"]);
  });

  it("who both leave leave one owner behind", async () => {
    const jo = await ground.addMember(marta, "owner", JO);
    const both = await Promise.all([leaveWorkspace(marta), leaveWorkspace(jo)]);
    expect(both.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
    expect(await roles()).toEqual(["owner"]);
  });

  it("who accept one invitation in two windows are one member", async () => {
    const jo = await ground.addPerson(JO);
    await invite(marta, { email: JO, role: "editor" });
    const secret = ground.newestSecret();
    const both = await Promise.all([1, 2].map(() => acceptInvitation(ground, { id: jo }, { secret })));
    expect(both.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
    expect(await roles()).toEqual(["editor", "owner"]);
  });

  it("who invite the same address send one invitation", async () => {
    const both = await Promise.all([1, 2].map(() => invite(marta, { email: JO, role: "editor" })));
    expect(both.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
    expect(await listInvitations(marta)).toHaveLength(1);
  });
});

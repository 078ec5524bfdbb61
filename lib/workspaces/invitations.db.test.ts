import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { invitation, member } from "#lib/db/schema";
import type { PostOffice } from "#lib/mail/post-office";
import { acceptInvitation } from "./accept-invitation";
import { invite } from "./invite";
import { listInvitations, listMembers, workspacesOf } from "./queries";
import { readInvitation } from "./read-invitation";
import { removeMember } from "./remove-member";
import { resendInvitation } from "./resend-invitation";
import { revokeInvitation } from "./revoke-invitation";
import type { Role } from "./roles";
import type { Scope } from "./scope";
import { APP_URL, createTeamGround, DAY, type TeamGround } from "./test-team";

const JO = "jo@northlight.example";
const NOT_FOUND = { ok: false, problem: { kind: "not_found" } };
const CHANGED = { ok: false, problem: { kind: "changed" } };

let ground: TeamGround;
let marta: Scope & { postOffice: PostOffice };

beforeAll(async () => {
  ground = await createTeamGround();
});
afterAll(() => ground.close());
beforeEach(async () => {
  await ground.reset();
  marta = await ground.addWorkspace("marta@northlight.example");
});

/** Invites and returns the secret of the mailed link, with the invitation's id. */
async function inviteJo(role: Role = "editor", email = JO): Promise<{ id: string; secret: string }> {
  const result = await invite(marta, { email, role });
  if (!result.ok) throw new Error(`Not invited: ${JSON.stringify(result.problem)}`);
  return { id: result.value.invitationId, secret: ground.newestSecret() };
}

const accept = (userId: string, secret: string) => acceptInvitation(ground, { id: userId }, { secret });
const kindOf = async (secret: string, person?: { id: string; email: string | null }) =>
  (await readInvitation(ground, secret, person)).kind;

describe("an invitation", () => {
  it("goes by mail, in a link that nobody else sees and no table holds", async () => {
    const { secret } = await inviteJo();
    expect(ground.mails).toHaveLength(1);
    const [mail] = ground.mails;
    expect(mail?.to).toBe(JO);
    expect(mail?.subject).toBe("marta@northlight.example invites you to Northlight Studio on Aircheck");
    expect(mail?.text).toContain(`${APP_URL}/invite/${secret}`);
    expect(Buffer.from(secret, "base64url")).toHaveLength(32);
    expect(await ground.dump()).not.toContain(secret);
    expect(await listInvitations(marta)).toMatchObject([{ email: JO, role: "editor", expired: false }]);
  });

  it("gives the role to whoever owns the address, once", async () => {
    const jo = await ground.addPerson(JO);
    const { secret } = await inviteJo("manager");
    expect(await kindOf(secret)).toBe("sign_in");
    expect(await kindOf(secret, { id: jo, email: JO })).toBe("open");
    const { workspaceId } = marta.actor;
    expect(await accept(jo, secret)).toEqual({ ok: true, value: { workspaceId } });
    expect(await workspacesOf(ground.db, jo)).toMatchObject([{ id: workspaceId, role: "manager" }]);
    expect(await accept(jo, secret)).toEqual(CHANGED);
    expect(await kindOf(secret)).toBe("used");
    expect(await kindOf(secret, { id: jo, email: JO })).toBe("yours");
    expect(await listInvitations(marta)).toEqual([]);
  });

  it("does not let a removed member back in by the same link", async () => {
    const jo = await ground.addPerson(JO);
    const { secret } = await inviteJo();
    await accept(jo, secret);
    await removeMember(marta, { userId: jo });
    expect(await accept(jo, secret)).toEqual(CHANGED);
    expect(await listMembers(marta)).toHaveLength(1);
  });

  it("is for its address alone, and only once that is proved", async () => {
    const paul = await ground.addPerson("paul@elsewhere.example");
    const kess = await ground.addPerson(null);
    const pretender = await ground.addPerson(JO, false);
    const { secret } = await inviteJo();
    for (const userId of [paul, kess, pretender]) expect(await accept(userId, secret)).toEqual(CHANGED);
    expect(await kindOf(secret, { id: paul, email: "paul@elsewhere.example" })).toBe("another_address");
    expect(await kindOf(secret, { id: kess, email: null })).toBe("another_address");
    expect(await listMembers(marta)).toHaveLength(1);
  });

  it("ends after seven days, by the clock", async () => {
    const jo = await ground.addPerson(JO);
    const { secret } = await inviteJo();
    ground.time.now += 7 * DAY - 1;
    expect(await kindOf(secret)).toBe("sign_in");
    ground.time.now += 1;
    expect(await kindOf(secret)).toBe("expired");
    expect(await accept(jo, secret)).toEqual(CHANGED);
    expect(await listInvitations(marta)).toMatchObject([{ expired: true }]);
  });

  it("that was taken back is told as such", async () => {
    const jo = await ground.addPerson(JO);
    const { id, secret } = await inviteJo();
    expect(await revokeInvitation(marta, { invitationId: id })).toEqual({ ok: true, value: null });
    expect(await revokeInvitation(marta, { invitationId: id })).toEqual(CHANGED);
    expect(await kindOf(secret)).toBe("revoked");
    expect(await accept(jo, secret)).toEqual(CHANGED);
    expect(await listInvitations(marta)).toEqual([]);
  });

  it("sent again has a new link and a new week; the old link is nobody's any more", async () => {
    const { id, secret } = await inviteJo();
    ground.time.now += 8 * DAY;
    expect(await resendInvitation(marta, { invitationId: id })).toEqual({
      ok: true,
      value: { mailed: true },
    });
    expect(await kindOf(secret)).toBe("unknown");
    expect(await kindOf(ground.newestSecret())).toBe("sign_in");
    await accept(await ground.addPerson(JO), ground.newestSecret());
    expect(await resendInvitation(marta, { invitationId: id })).toEqual(CHANGED);
  });

  it.each(["", "guessed", "a".repeat(43)])("is nothing one could guess: %j", async (secret) => {
    await inviteJo();
    expect(await kindOf(secret)).toBe("unknown");
    expect(await accept(await ground.addPerson(JO), secret)).toEqual(NOT_FOUND);
  });

  it("stands also when the mail server is away, and says so", async () => {
    ground.postOffice.broken = true;
    const result = await invite(marta, { email: JO, role: "editor" });
    expect(result).toMatchObject({ ok: true, value: { mailed: false } });
    ground.postOffice.broken = false;
    if (!result.ok) return;
    await resendInvitation(marta, { invitationId: result.value.invitationId });
    expect(await kindOf(ground.newestSecret())).toBe("sign_in");
  });

  it("is refused for a member, and for somebody who is invited already, until that has ended", async () => {
    await ground.addMember(marta, "client", "lena@example.com");
    const refused = { ok: false, problem: { kind: "input" } };
    expect(await invite(marta, { email: "lena@example.com", role: "editor" })).toMatchObject(refused);
    await inviteJo();
    expect(await invite(marta, { email: JO, role: "editor" })).toMatchObject(refused);
    ground.time.now += 7 * DAY;
    expect((await invite(marta, { email: JO, role: "editor" })).ok).toBe(true);
  });

  it("leaves a member the role they have", async () => {
    const jo = await ground.addPerson(JO);
    const { secret } = await inviteJo("owner");
    const { workspaceId } = marta.actor;
    const createdAt = new Date(ground.time.now);
    await ground.db.insert(member).values({ workspaceId, userId: jo, role: "client", createdAt });
    expect((await accept(jo, secret)).ok).toBe(true);
    expect(await workspacesOf(ground.db, jo)).toMatchObject([{ role: "client" }]);
  });

  it("never gives more than the inviter has", async () => {
    const paul = await ground.addMember(marta, "manager", "paul@northlight.example");
    expect(await invite(paul, { email: JO, role: "owner" })).toMatchObject({
      problem: { kind: "not_allowed" },
    });
    expect((await invite(paul, { email: JO, role: "manager" })).ok).toBe(true);
    const { id } = await inviteJo("owner", "ola@northlight.example");
    for (const verb of [resendInvitation, revokeInvitation])
      expect(await verb(paul, { invitationId: id })).toMatchObject({ problem: { kind: "not_allowed" } });
    expect(ground.mails).toHaveLength(2);
  });

  it("of another workspace is not there", async () => {
    const { id } = await inviteJo();
    const before = await ground.db.select().from(invitation).where(eq(invitation.id, id));
    const stranger = await ground.addWorkspace("stranger@elsewhere.example");
    expect(await revokeInvitation(stranger, { invitationId: id })).toEqual(NOT_FOUND);
    expect(await resendInvitation(stranger, { invitationId: id })).toEqual(NOT_FOUND);
    expect(await listInvitations(stranger)).toEqual([]);
    expect(await ground.db.select().from(invitation).where(eq(invitation.id, id))).toEqual(before);
  });
});

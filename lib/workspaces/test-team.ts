import { member, user } from "#lib/db/schema";
import { createTestDatabase, type Engine } from "#lib/db/test-database";
import type { Mail } from "#lib/mail/mailbox";
import type { PostOffice } from "#lib/mail/post-office";
import { createWorkspace } from "./create-workspace";
import type { Role } from "./roles";
import { enterWorkspace, type Member, type Scope } from "./scope";

export const DAY = 24 * 60 * 60_000;
export const APP_URL = "https://aircheck.example.com";

/** Postgres, a clock and a post office that keeps what it is given. */
export async function createTeamGround(engine?: Engine) {
  const database = await createTestDatabase(engine);
  const { db } = database;
  const time = { now: 1_800_000_000_000 };
  const clock = { now: () => time.now };
  const mails: Omit<Mail, "at">[] = [];
  const postOffice: PostOffice & { broken: boolean } = {
    appUrl: APP_URL,
    broken: false,
    send: async (mail) => {
      if (postOffice.broken) throw new Error("The mail server did not answer.");
      mails.push(mail);
    },
  };

  async function addPerson(email: string | null, verified = true): Promise<string> {
    const row = { name: email ? null : "Kess", email, emailVerified: verified ? new Date(time.now) : null };
    const [person] = await db.insert(user).values(row).returning({ id: user.id });
    if (!person) throw new Error("The user that was just written is not there.");
    return person.id;
  }

  /** A workspace with one owner. */
  async function addWorkspace(email: string): Promise<Scope & { postOffice: PostOffice }> {
    const userId = await addPerson(email);
    const place = { name: "Northlight Studio", timeZone: "Europe/Berlin" };
    const made = await createWorkspace({ db, clock }, { id: userId }, place);
    if (!made.ok) throw new Error("The workspace was not made.");
    return enter(userId, made.value.workspaceId);
  }

  async function enter(userId: string, workspaceId: string): Promise<Scope & { postOffice: PostOffice }> {
    const actor = (await enterWorkspace(db, userId, workspaceId)) as Member;
    return { db, clock, actor, postOffice };
  }

  async function addMember(scope: Scope, role: Role, email: string) {
    const userId = await addPerson(email);
    const { workspaceId } = scope.actor;
    await db.insert(member).values({ workspaceId, userId, role, createdAt: new Date(time.now) });
    return enter(userId, workspaceId);
  }

  return {
    ...database,
    time,
    clock,
    mails,
    postOffice,
    addPerson,
    addWorkspace,
    addMember,
    enter,
    /** The secret in the newest mail. */
    newestSecret: () => /\/(?:invite|connect)\/([\w-]{43})\b/.exec(mails.at(-1)?.text ?? "")?.[1] ?? "",
    async reset() {
      await database.reset();
      mails.length = 0;
      postOffice.broken = false;
      time.now = 1_800_000_000_000;
    },
  };
}

export type TeamGround = Awaited<ReturnType<typeof createTeamGround>>;

import { eq } from "drizzle-orm";
import { user, workspace } from "#lib/db/schema";
import { log } from "#lib/log/log";
import type { PostOffice } from "#lib/mail/post-office";
import { ROLE_WORDS, type Role } from "./roles";
import type { Scope } from "./scope";

type Promised = { email: string; role: Role; expiresAt: Date };

/** Mails the link of an invitation. @returns false when the mail server did not take it */
export async function mailInvitation(
  { db, actor, postOffice }: Scope & { postOffice: PostOffice },
  { email, role, expiresAt }: Promised,
  secret: string,
): Promise<boolean> {
  const [place] = await db
    .select({ name: workspace.name, timeZone: workspace.timeZone })
    .from(workspace)
    .where(eq(workspace.id, actor.workspaceId));
  const [inviter] = await db
    .select({ name: user.name, email: user.email })
    .from(user)
    .where(eq(user.id, actor.userId));
  const who = inviter?.name ?? inviter?.email ?? "Somebody";
  const name = place?.name ?? "a workspace";
  const { name: word, is } = ROLE_WORDS[role];
  try {
    await postOffice.send({
      to: email,
      subject: `${who} invites you to ${name} on Aircheck`,
      text: [
        `${who} invites you to work in ${name} on Aircheck, as ${word.toLowerCase()}. ${is}`,
        `Open this link to accept. It works once, until ${dayOf(expiresAt, place?.timeZone ?? "UTC")}.`,
        `${postOffice.appUrl}/invite/${secret}`,
        `It is for ${email}: you sign in with that address. If you did not expect this mail, you can ignore it.`,
      ].join("\n\n"),
    });
    return true;
  } catch (problem) {
    log.warn({ problem: String(problem) }, "an invitation could not be mailed");
    return false;
  }
}

const dayOf = (at: Date, timeZone: string) =>
  new Intl.DateTimeFormat("en-GB", { timeZone, weekday: "long", day: "numeric", month: "long" }).format(at);

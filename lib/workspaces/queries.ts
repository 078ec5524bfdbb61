import { and, asc, eq, isNull } from "drizzle-orm";
import type { Db } from "#lib/db/open";
import { invitation, member, user, workspace } from "#lib/db/schema";
import type { Role } from "./roles";
import type { Scope } from "./scope";

/** The workspaces of a user, oldest first. */
export function workspacesOf(db: Db, userId: string) {
  return db
    .select({
      id: workspace.id,
      name: workspace.name,
      timeZone: workspace.timeZone,
      role: member.role,
      homeOf: workspace.homeOf,
    })
    .from(member)
    .innerJoin(workspace, eq(workspace.id, member.workspaceId))
    .where(eq(member.userId, userId))
    .orderBy(member.createdAt);
}

/** What holds for the whole workspace. */
export async function readSettings({ db, actor }: Scope) {
  const [row] = await db
    .select({
      name: workspace.name,
      timeZone: workspace.timeZone,
      latenessLimitMinutes: workspace.latenessLimitMinutes,
    })
    .from(workspace)
    .where(eq(workspace.id, actor.workspaceId));
  return row;
}

export type MemberRow = {
  userId: string;
  name: string | null;
  email: string | null;
  imageUrl: string | null;
  role: Role;
  /** ISO 8601. */
  since: string;
};

/** Who works here, in the order in which they came. */
export async function listMembers({ db, actor }: Scope): Promise<MemberRow[]> {
  const rows = await db
    .select({
      userId: user.id,
      name: user.name,
      email: user.email,
      imageUrl: user.image,
      role: member.role,
      since: member.createdAt,
    })
    .from(member)
    .innerJoin(user, eq(user.id, member.userId))
    .where(eq(member.workspaceId, actor.workspaceId))
    .orderBy(asc(member.createdAt), asc(user.id));
  return rows.map((row) => ({ ...row, since: row.since.toISOString() }));
}

export type InvitationRow = {
  id: string;
  email: string;
  role: Role;
  /** Name or address of who invited; null once they are gone. */
  by: string | null;
  expiresAt: string;
  expired: boolean;
};

const SHOWN_INVITATIONS = 100;

/** Invitations that nobody has accepted or taken back, oldest first; those that ran out are among them. */
export async function listInvitations({ db, clock, actor }: Scope): Promise<InvitationRow[]> {
  const rows = await db
    .select({
      id: invitation.id,
      email: invitation.email,
      role: invitation.role,
      expiresAt: invitation.expiresAt,
      name: user.name,
      address: user.email,
    })
    .from(invitation)
    .leftJoin(user, eq(user.id, invitation.invitedBy))
    .where(
      and(
        eq(invitation.workspaceId, actor.workspaceId),
        isNull(invitation.acceptedAt),
        isNull(invitation.revokedAt),
      ),
    )
    .orderBy(asc(invitation.id))
    .limit(SHOWN_INVITATIONS);
  return rows.map(({ id, email, role, expiresAt, name, address }) => ({
    id,
    email,
    role,
    by: name ?? address,
    expiresAt: expiresAt.toISOString(),
    expired: expiresAt.getTime() <= clock.now(),
  }));
}

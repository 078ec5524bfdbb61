import { and, eq, gt, isNull } from "drizzle-orm";
import { newId } from "#lib/db/id";
import { invitation, member, user } from "#lib/db/schema";
import { done, type Result, refuse } from "#lib/errors/result";
import type { PostOffice } from "#lib/mail/post-office";
import { hashLinkSecret, LINK_LIFETIME_MS, newLinkSecret } from "./link-secret";
import { lockWorkspace } from "./lock-workspace";
import { mailInvitation } from "./mail-invitation";
import { mayGive, type Role } from "./roles";
import type { Scope } from "./scope";

/**
 * Promises somebody a place in the workspace and mails them the link to take it. The link works once, for the owner of
 * that address, for seven days; nobody but they ever see it.
 * @returns `mailed` false when the mail server did not take it: the invitation stands, and can be sent again
 */
export async function invite(
  scope: Scope & { postOffice: PostOffice },
  input: { email: string; role: Role },
): Promise<Result<{ invitationId: string; mailed: boolean }>> {
  const { db, clock, actor } = scope;
  if (!mayGive(actor.role, input.role)) return refuse({ kind: "not_allowed", needs: "member:change" });
  const now = clock.now();
  const secret = newLinkSecret();
  const row = {
    id: newId(now),
    workspaceId: actor.workspaceId,
    email: input.email,
    role: input.role,
    tokenHash: hashLinkSecret(secret),
    invitedBy: actor.userId,
    createdAt: new Date(now),
    expiresAt: new Date(now + LINK_LIFETIME_MS),
  };
  const inTheWay = await db.transaction(async (tx) => {
    await lockWorkspace(tx, actor.workspaceId);
    const [known] = await tx
      .select({ id: user.id })
      .from(member)
      .innerJoin(user, eq(user.id, member.userId))
      .where(and(eq(member.workspaceId, actor.workspaceId), eq(user.email, input.email)));
    if (known) return `${input.email} is a member already`;
    const [waiting] = await tx
      .select({ id: invitation.id })
      .from(invitation)
      .where(
        and(
          eq(invitation.workspaceId, actor.workspaceId),
          eq(invitation.email, input.email),
          isNull(invitation.acceptedAt),
          isNull(invitation.revokedAt),
          gt(invitation.expiresAt, new Date(now)),
        ),
      );
    if (waiting) return `${input.email} is invited already. Send that invitation again instead`;
    await tx.insert(invitation).values(row);
    return undefined;
  });
  if (inTheWay) return refuse({ kind: "input", fields: { email: inTheWay } });
  return done({ invitationId: row.id, mailed: await mailInvitation(scope, row, secret) });
}

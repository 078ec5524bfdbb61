import { eq } from "drizzle-orm";
import { invitation, user, workspace } from "#lib/db/schema";
import { hashLinkSecret } from "./link-secret";
import type { Role } from "./roles";
import type { Ground } from "./scope";

/** Who can be asked about a link: whoever made it, where they are still known. */
export type Sender = { name: string; email: string | null };

type Promised = {
  workspaceName: string;
  /** IANA name, in which times are told. */
  timeZone: string;
  role: Role;
  email: string;
  from: Sender | null;
  expiresAt: string;
};

/**
 * How an invitation stands for whoever opened its link. `open` only for its address; `sign_in` says that nobody is
 * signed in, `another_address` that somebody else is. Times are ISO 8601, UTC.
 */
export type InvitationView =
  | { kind: "unknown" }
  | ({ kind: "open" | "sign_in" | "another_address" | "expired" | "revoked" | "used" } & Promised)
  | ({ kind: "yours"; workspaceId: string } & Promised);

/** What the page behind the link shows. Looking at it changes nothing. */
export async function readInvitation(
  { db, clock }: Ground,
  secret: string,
  person: { id: string; email: string | null } | undefined,
): Promise<InvitationView> {
  const [row] = await db
    .select({
      invitation,
      workspaceName: workspace.name,
      timeZone: workspace.timeZone,
      senderName: user.name,
      senderEmail: user.email,
    })
    .from(invitation)
    .innerJoin(workspace, eq(workspace.id, invitation.workspaceId))
    .leftJoin(user, eq(user.id, invitation.invitedBy))
    .where(eq(invitation.tokenHash, hashLinkSecret(secret)));
  if (!row) return { kind: "unknown" };
  const { acceptedAt, acceptedBy, revokedAt, expiresAt, email, role, workspaceId } = row.invitation;
  const sender = row.senderName ?? row.senderEmail;
  const promised = {
    workspaceName: row.workspaceName,
    timeZone: row.timeZone,
    role,
    email,
    from: sender ? { name: sender, email: row.senderEmail } : null,
    expiresAt: expiresAt.toISOString(),
  };
  if (acceptedAt && person && acceptedBy === person.id) return { kind: "yours", workspaceId, ...promised };
  if (acceptedAt) return { kind: "used", ...promised };
  if (revokedAt) return { kind: "revoked", ...promised };
  if (expiresAt.getTime() <= clock.now()) return { kind: "expired", ...promised };
  if (!person) return { kind: "sign_in", ...promised };
  return { kind: person.email?.toLowerCase() === email ? "open" : "another_address", ...promised };
}

import { and, eq, isNull } from "drizzle-orm";
import { invitation } from "#lib/db/schema";
import { done, type Result, refuse } from "#lib/errors/result";
import type { PostOffice } from "#lib/mail/post-office";
import { hashLinkSecret, LINK_LIFETIME_MS, newLinkSecret } from "./link-secret";
import { loadInvitation } from "./load-invitation";
import { mailInvitation } from "./mail-invitation";
import { mayGive } from "./roles";
import type { Scope } from "./scope";

/** Mails an invitation once more, with a new link for another seven days. The link of the mail before ends with it. */
export async function resendInvitation(
  scope: Scope & { postOffice: PostOffice },
  { invitationId }: { invitationId: string },
): Promise<Result<{ mailed: boolean }>> {
  const { db, clock, actor } = scope;
  const row = await loadInvitation(scope, invitationId);
  if (!row) return refuse({ kind: "not_found" });
  if (!mayGive(actor.role, row.role)) return refuse({ kind: "not_allowed", needs: "member:change" });
  const secret = newLinkSecret();
  const [renewed] = await db
    .update(invitation)
    .set({ tokenHash: hashLinkSecret(secret), expiresAt: new Date(clock.now() + LINK_LIFETIME_MS) })
    .where(and(eq(invitation.id, row.id), isNull(invitation.acceptedAt), isNull(invitation.revokedAt)))
    .returning();
  if (!renewed) return refuse({ kind: "changed" });
  return done({ mailed: await mailInvitation(scope, renewed, secret) });
}

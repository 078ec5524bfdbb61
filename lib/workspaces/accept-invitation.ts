import { and, eq, gt, isNotNull, isNull } from "drizzle-orm";
import { invitation, member, user } from "#lib/db/schema";
import { done, type Result, refuse } from "#lib/errors/result";
import { hashLinkSecret } from "./link-secret";
import type { Ground } from "./scope";

/**
 * Takes the place that was promised. Only who has proved to own the address can: by signing in with it. Who belongs to
 * the workspace already keeps the role they have.
 * @returns `changed` when it is not open to this person: `readInvitation` says why
 */
export async function acceptInvitation(
  { db, clock }: Ground,
  person: { id: string },
  { secret }: { secret: string },
): Promise<Result<{ workspaceId: string }>> {
  const at = new Date(clock.now());
  return db.transaction(async (tx) => {
    const hash = hashLinkSecret(secret);
    const [promised] = await tx
      .select({ id: invitation.id })
      .from(invitation)
      .where(eq(invitation.tokenHash, hash));
    if (!promised) return refuse({ kind: "not_found" });
    const [owner] = await tx
      .select({ email: user.email })
      .from(user)
      .where(and(eq(user.id, person.id), isNotNull(user.emailVerified)));
    if (!owner?.email) return refuse({ kind: "changed" });
    // Whoever is second, in another window or on another device, finds it used.
    const [taken] = await tx
      .update(invitation)
      .set({ acceptedAt: at, acceptedBy: person.id })
      .where(
        and(
          eq(invitation.tokenHash, hash),
          eq(invitation.email, owner.email.toLowerCase()),
          isNull(invitation.acceptedAt),
          isNull(invitation.revokedAt),
          gt(invitation.expiresAt, at),
        ),
      )
      .returning({ workspaceId: invitation.workspaceId, role: invitation.role });
    if (!taken) return refuse({ kind: "changed" });
    await tx
      .insert(member)
      .values({ workspaceId: taken.workspaceId, userId: person.id, role: taken.role, createdAt: at })
      .onConflictDoNothing();
    return done({ workspaceId: taken.workspaceId });
  });
}

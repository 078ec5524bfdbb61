import { and, eq, isNull } from "drizzle-orm";
import { invitation } from "#lib/db/schema";
import { done, type Result, refuse } from "#lib/errors/result";
import { loadInvitation } from "./load-invitation";
import { mayGive } from "./roles";
import type { Scope } from "./scope";

/** Takes an invitation back: its link ends at once. */
export async function revokeInvitation(
  scope: Scope,
  { invitationId }: { invitationId: string },
): Promise<Result<null>> {
  const { db, clock, actor } = scope;
  const row = await loadInvitation(scope, invitationId);
  if (!row) return refuse({ kind: "not_found" });
  if (!mayGive(actor.role, row.role)) return refuse({ kind: "not_allowed", needs: "member:change" });
  const taken = await db
    .update(invitation)
    .set({ revokedAt: new Date(clock.now()) })
    .where(and(eq(invitation.id, row.id), isNull(invitation.acceptedAt), isNull(invitation.revokedAt)))
    .returning({ id: invitation.id });
  return taken.length === 1 ? done(null) : refuse({ kind: "changed" });
}

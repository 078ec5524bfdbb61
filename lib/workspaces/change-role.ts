import { and, eq } from "drizzle-orm";
import { member } from "#lib/db/schema";
import { done, type Result, refuse } from "#lib/errors/result";
import { isLastOwner, loadMember, lockWorkspace } from "./lock-workspace";
import { mayGive, type Role } from "./roles";
import type { Scope } from "./scope";

/**
 * Gives a member another role; it counts from their next request on. The last owner stays one.
 * @returns the role before, so that it can be given back
 */
export async function changeRole(
  { db, actor }: Scope,
  { userId, role }: { userId: string; role: Role },
): Promise<Result<{ before: Role }>> {
  if (!mayGive(actor.role, role)) return refuse({ kind: "not_allowed", needs: "member:change" });
  return db.transaction(async (tx) => {
    await lockWorkspace(tx, actor.workspaceId);
    const found = await loadMember(tx, actor.workspaceId, userId);
    if (!found) return refuse({ kind: "not_found" });
    if (role !== "owner" && (await isLastOwner(tx, actor.workspaceId, userId)))
      return refuse({
        kind: "input",
        fields: { role: "A workspace needs an owner. Make somebody else one first" },
      });
    await tx
      .update(member)
      .set({ role })
      .where(and(eq(member.workspaceId, actor.workspaceId), eq(member.userId, userId)));
    return done({ before: found.role });
  });
}

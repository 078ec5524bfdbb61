import { and, eq } from "drizzle-orm";
import { member, workspace } from "#lib/db/schema";
import { done, type Result, refuse } from "#lib/errors/result";
import { isLastOwner, loadMember, lockWorkspace } from "./lock-workspace";
import type { Scope } from "./scope";

/** Takes somebody out of the workspace; their next request finds it no more. The last owner stays. */
export async function removeMember(
  { db, actor }: Scope,
  { userId }: { userId: string },
): Promise<Result<null>> {
  const { workspaceId } = actor;
  return db.transaction(async (tx) => {
    await lockWorkspace(tx, workspaceId);
    if (!(await loadMember(tx, workspaceId, userId))) return refuse({ kind: "not_found" });
    if (await isLastOwner(tx, workspaceId, userId))
      return refuse({
        kind: "input",
        fields: { member: "A workspace needs an owner. Make somebody else one first" },
      });
    await tx.delete(member).where(and(eq(member.workspaceId, workspaceId), eq(member.userId, userId)));
    // A home is opened to its person whenever they have no other place. Once they are out, it is nobody's home.
    await tx
      .update(workspace)
      .set({ homeOf: null })
      .where(and(eq(workspace.id, workspaceId), eq(workspace.homeOf, userId)));
    return done(null);
  });
}

/** Goes by oneself. */
export const leaveWorkspace = (scope: Scope): Promise<Result<null>> =>
  removeMember(scope, { userId: scope.actor.userId });

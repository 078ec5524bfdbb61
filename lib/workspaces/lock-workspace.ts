import { and, eq } from "drizzle-orm";
import type { Tx } from "#lib/db/open";
import { member, workspace } from "#lib/db/schema";
import type { WorkspaceId } from "./scope";

/** Who belongs to a workspace changes one change at a time, so that two owners cannot both stop being the last one. */
export async function lockWorkspace(tx: Tx, workspaceId: WorkspaceId): Promise<void> {
  await tx.select({ id: workspace.id }).from(workspace).where(eq(workspace.id, workspaceId)).for("update");
}

/** A membership of this workspace; a foreign one is as absent as one that never was. */
export async function loadMember(tx: Tx, workspaceId: WorkspaceId, userId: string) {
  const [row] = await tx
    .select()
    .from(member)
    .where(and(eq(member.workspaceId, workspaceId), eq(member.userId, userId)));
  return row;
}

/** Is this the only owner? Ask with the workspace locked. */
export async function isLastOwner(tx: Tx, workspaceId: WorkspaceId, userId: string): Promise<boolean> {
  const owners = await tx
    .select({ userId: member.userId })
    .from(member)
    .where(and(eq(member.workspaceId, workspaceId), eq(member.role, "owner")))
    .limit(2);
  return owners.length === 1 && owners[0]?.userId === userId;
}

import { eq } from "drizzle-orm";
import type { Db } from "#lib/db/open";
import { member, workspace } from "#lib/db/schema";

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

import { eq, sql } from "drizzle-orm";
import type { Tx } from "#lib/db/open";
import { workspace } from "#lib/db/schema";

/**
 * Writes down that the workspace stores so many bytes more, or fewer, within the transaction in which the file comes or goes:
 * adding up all files would take longer with each.
 */
export async function countStored(tx: Tx, workspaceId: string, bytes: number): Promise<void> {
  await tx
    .update(workspace)
    .set({ storedBytes: sql`${workspace.storedBytes} + ${bytes}` })
    .where(eq(workspace.id, workspaceId));
}

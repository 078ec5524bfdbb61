import { and, eq, inArray, sum } from "drizzle-orm";
import type { Db, Tx } from "#lib/db/open";
import { upload, workspace } from "#lib/db/schema";

/** What a workspace stores, and what is on its way there, in bytes. */
export async function usedBytes(db: Db | Tx, workspaceId: string): Promise<number> {
  const stored = await storedIn(db, workspaceId);
  const [coming] = await db
    .select({ bytes: sum(upload.bytes) })
    .from(upload)
    .where(and(eq(upload.workspaceId, workspaceId), inArray(upload.state, ["open", "checking"])));
  return stored + Number(coming?.bytes ?? 0);
}

/** Bytes that a workspace's files take. */
export async function storedIn(db: Db | Tx, workspaceId: string): Promise<number> {
  const [found] = await db
    .select({ bytes: workspace.storedBytes })
    .from(workspace)
    .where(eq(workspace.id, workspaceId));
  return found?.bytes ?? 0;
}

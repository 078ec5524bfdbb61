import { and, eq, inArray, isNull, sum } from "drizzle-orm";
import type { Db, Tx } from "#lib/db/open";
import { media, upload } from "#lib/db/schema";

/** What a workspace stores, and what is on its way there, in bytes. */
export async function usedBytes(db: Db | Tx, workspaceId: string): Promise<number> {
  const [stored] = await db
    .select({ bytes: sum(media.bytes) })
    .from(media)
    .where(and(eq(media.workspaceId, workspaceId), isNull(media.deletedAt)));
  const [coming] = await db
    .select({ bytes: sum(upload.bytes) })
    .from(upload)
    .where(and(eq(upload.workspaceId, workspaceId), inArray(upload.state, ["open", "checking"])));
  return Number(stored?.bytes ?? 0) + Number(coming?.bytes ?? 0);
}

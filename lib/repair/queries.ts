import { and, eq } from "drizzle-orm";
import { repair } from "#lib/db/schema";
import type { Scope } from "#lib/workspaces/scope";
import { type RepairView, viewRepair } from "./repair-view";

/** A conversion of the actor's workspace; one of another workspace is not found. */
export async function findRepair({ db, actor }: Scope, repairId: string): Promise<RepairView | undefined> {
  const own = and(eq(repair.workspaceId, actor.workspaceId), eq(repair.id, repairId));
  const [row] = await db.select().from(repair).where(own);
  return row && viewRepair(db, row);
}

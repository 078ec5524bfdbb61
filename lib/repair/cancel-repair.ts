import { and, eq, inArray } from "drizzle-orm";
import { repair } from "#lib/db/schema";
import { done, type Result, refuse } from "#lib/errors/result";
import type { Scope } from "#lib/workspaces/scope";
import { findRepair } from "./queries";
import type { RepairView } from "./repair-view";

/** Ends a conversion; whoever works on it finds out within a second. One that has ended stays as it is. */
export async function cancelRepair(
  scope: Scope,
  { repairId }: { repairId: string },
): Promise<Result<RepairView>> {
  const { db, clock, actor } = scope;
  const own = and(eq(repair.workspaceId, actor.workspaceId), eq(repair.id, repairId));
  await db
    .update(repair)
    .set({ state: "canceled", leaseUntil: null, endedAt: new Date(clock.now()) })
    .where(and(own, inArray(repair.state, ["queued", "running"])));
  const view = await findRepair(scope, repairId);
  return view ? done(view) : refuse({ kind: "not_found" });
}

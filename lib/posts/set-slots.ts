import { and, eq } from "drizzle-orm";
import { newId } from "#lib/db/id";
import { slot, workspaceCreator } from "#lib/db/schema";
import { done, type Result, refuse } from "#lib/errors/result";
import type { Scope } from "#lib/workspaces/scope";
import { queueSettings } from "./queue-queries";
import type { Slot } from "./slots";

/** Replaces the weekly times of a creator's queue. Posts that already have a time keep it. */
export async function setSlots(
  scope: Scope,
  input: { creatorId: string; slots: Slot[] },
): Promise<Result<{ slots: Slot[] }>> {
  const { db, clock, actor } = scope;
  const { workspaceId } = actor;
  const { creatorId } = input;
  return db.transaction(async (tx) => {
    if (!(await queueSettings(scope, tx, creatorId))) return refuse({ kind: "not_found" });
    const fresh = [...new Map(input.slots.map((each) => [`${each.weekday} ${each.time}`, each])).values()];
    await tx.delete(slot).where(and(eq(slot.workspaceId, workspaceId), eq(slot.creatorId, creatorId)));
    const rows = fresh.map((each) => ({ id: newId(clock.now()), workspaceId, creatorId, ...each }));
    if (rows.length > 0) await tx.insert(slot).values(rows);
    const ordered = fresh.sort((a, b) => a.weekday - b.weekday || a.time.localeCompare(b.time));
    return done({ slots: ordered });
  });
}

/** The zone in which a creator's times are told and planned. Posts that have a time keep their own zone. */
export async function setCreatorZone(
  { db, actor }: Scope,
  input: { creatorId: string; timeZone: string },
): Promise<Result<{ timeZone: string }>> {
  const link = and(
    eq(workspaceCreator.workspaceId, actor.workspaceId),
    eq(workspaceCreator.creatorId, input.creatorId),
  );
  const { timeZone } = input;
  const changed = await db
    .update(workspaceCreator)
    .set({ timeZone })
    .where(link)
    .returning({ id: workspaceCreator.creatorId });
  return changed.length === 1 ? done({ timeZone }) : refuse({ kind: "not_found" });
}

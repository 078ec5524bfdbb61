import { isDeepStrictEqual } from "node:util";
import { and, desc, eq, inArray, isNull } from "drizzle-orm";
import { newId } from "#lib/db/id";
import type { RepairPlan } from "#lib/db/json";
import type { Tx } from "#lib/db/open";
import { media, repair } from "#lib/db/schema";
import { failure } from "#lib/errors/failure";
import { done, type Result, refuse, refuseWith } from "#lib/errors/result";
import { planRepair } from "#lib/media/plan-repair";
import type { Scope } from "#lib/workspaces/scope";
import { blockingIn } from "./judge-file";
import { type RepairView, viewRepair } from "./repair-view";
import type { EnqueuesRepairs } from "./workshop";

export type RequestRepair = {
  mediaId: string;
  /** How long the creator's videos may be, seconds; `null` while no creator is chosen. */
  maxSeconds: number | null;
  /** TikTok has refused this file, whatever our checks say of it. */
  refused: boolean;
};

/**
 * A person says: convert this file. What is to be done is worked out here, from what was measured; the same thing asked
 * for again is the conversion that is under way, or the file that it came to.
 */
export async function requestRepair(
  scope: Scope & EnqueuesRepairs,
  { mediaId, maxSeconds, refused }: RequestRepair,
): Promise<Result<RepairView>> {
  const { db, clock, actor } = scope;
  const at = new Date(clock.now());
  return db.transaction(async (tx) => {
    const own = and(eq(media.workspaceId, actor.workspaceId), eq(media.id, mediaId), isNull(media.deletedAt));
    // Two presses at once ask one after the other.
    const [file] = await tx.select().from(media).where(own).for("update");
    if (!file) return refuse({ kind: "not_found" });
    const outlook = planRepair(file, blockingIn(file, { maxSeconds }), { maxSeconds, refused });
    if (outlook.kind === "fine") return refuse({ kind: "changed" });
    if (outlook.kind === "beyond") {
      return refuseWith(failure("repair.beyond", { reason: outlook.why }, { at: at.toISOString() }));
    }
    const known = await findSame(tx, mediaId, outlook.plan);
    if (known) return done(known);
    const row = {
      ...{ id: newId(clock.now()), workspaceId: actor.workspaceId, mediaId, plan: outlook.plan },
      ...{ state: "queued" as const, requestedBy: actor.userId, createdAt: at },
    };
    const [written] = await tx.insert(repair).values(row).returning();
    if (!written) throw new Error("The conversion that was just written is not there.");
    await scope.enqueueRepair(tx, { repairId: row.id, short: outlook.plan.kind !== "encode" });
    return done(await viewRepair(tx, written));
  });
}

/** The same conversion of the same file that is under way, or whose result is still there. */
async function findSame(tx: Tx, mediaId: string, plan: RepairPlan): Promise<RepairView | undefined> {
  const alike = and(eq(repair.mediaId, mediaId), inArray(repair.state, ["queued", "running", "done"]));
  const rows = await tx.select().from(repair).where(alike).orderBy(desc(repair.id));
  for (const row of rows) {
    if (!isDeepStrictEqual(row.plan, plan)) continue;
    const view = await viewRepair(tx, row);
    if (view.state !== "done" || view.result) return view;
  }
  return undefined;
}

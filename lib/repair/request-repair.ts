import { isDeepStrictEqual } from "node:util";
import { and, desc, eq, inArray, isNull, sum } from "drizzle-orm";
import { newId } from "#lib/db/id";
import type { RepairPlan } from "#lib/db/json";
import type { Tx } from "#lib/db/open";
import { media, repair } from "#lib/db/schema";
import { failure } from "#lib/errors/failure";
import { sizeText } from "#lib/errors/measure";
import { done, type Result, refuse, refuseWith } from "#lib/errors/result";
import { planRepair } from "#lib/media/plan-repair";
import { usedBytes } from "#lib/media-library/used-bytes";
import { lockWorkspace } from "#lib/workspaces/lock-workspace";
import type { Scope, WorkspaceId } from "#lib/workspaces/scope";
import { blockingIn } from "./judge-file";
import { type RepairView, viewRepair } from "./repair-view";
import { type EnqueuesRepairs, isShort } from "./workshop";

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
 * @param quotaBytes what the workspace may store, converted files included; 0: no limit of ours
 */
export async function requestRepair(
  scope: Scope & EnqueuesRepairs,
  { mediaId, maxSeconds, refused }: RequestRepair,
  quotaBytes = 0,
): Promise<Result<RepairView>> {
  const { db, clock, actor } = scope;
  const at = new Date(clock.now());
  return db.transaction(async (tx) => {
    const own = and(eq(media.workspaceId, actor.workspaceId), eq(media.id, mediaId), isNull(media.deletedAt));
    // Two presses at once ask one after the other.
    const [file] = await tx.select().from(media).where(own).for("update");
    if (!file) return refuse({ kind: "not_found" });
    const planned = (anew: boolean) =>
      planRepair(file, blockingIn(file, { maxSeconds }), { maxSeconds, refused: anew });
    const first = planned(refused);
    const isPacking = first.kind === "repairable" && first.plan.kind === "remux";
    // What could not be packed anew is coded anew: the same plan would come to the same end.
    const outlook = isPacking && (await hasFailedPacking(tx, mediaId)) ? planned(true) : first;
    if (outlook.kind === "fine") return refuse({ kind: "changed" });
    if (outlook.kind === "beyond") {
      return refuseWith(failure("repair.beyond", { reason: outlook.why }, { at: at.toISOString() }));
    }
    const known = await findSame(tx, mediaId, outlook.plan);
    if (known) return done(known);
    const full = await findFull(tx, actor.workspaceId, file.bytes, quotaBytes);
    if (full) return refuseWith(failure("storage.quota", full, { at: at.toISOString() }));
    const row = {
      ...{ id: newId(clock.now()), workspaceId: actor.workspaceId, mediaId, plan: outlook.plan },
      ...{ state: "queued" as const, requestedBy: actor.userId, createdAt: at },
    };
    const [written] = await tx.insert(repair).values(row).returning();
    if (!written) throw new Error("The conversion that was just written is not there.");
    await scope.enqueueRepair(tx, { repairId: row.id, short: isShort(outlook.plan) });
    return done(await viewRepair(tx, written));
  });
}

/** What comes of a conversion is about as large as the file; how large exactly is known only afterwards. */
async function findFull(tx: Tx, workspaceId: WorkspaceId, bytes: number, quotaBytes: number) {
  if (quotaBytes === 0) return undefined;
  await lockWorkspace(tx, workspaceId);
  const waiting = and(eq(repair.workspaceId, workspaceId), inArray(repair.state, ["queued", "running"]));
  const [coming] = await tx
    .select({ bytes: sum(media.bytes) })
    .from(repair)
    .innerJoin(media, eq(media.id, repair.mediaId))
    .where(waiting);
  const used = (await usedBytes(tx, workspaceId)) + Number(coming?.bytes ?? 0);
  if (used + bytes <= quotaBytes) return undefined;
  return { used: sizeText(used), quota: sizeText(quotaBytes), size: sizeText(bytes) };
}

/** Packing this file anew has come to nothing because of what is in it. */
async function hasFailedPacking(tx: Tx, mediaId: string): Promise<boolean> {
  const failed = and(eq(repair.mediaId, mediaId), eq(repair.state, "failed"));
  const rows = await tx.select({ plan: repair.plan, failure: repair.failure }).from(repair).where(failed);
  return rows.some(
    ({ plan, failure: cause }) => plan.kind === "remux" && ABOUT_THE_FILE.has(cause?.code ?? ""),
  );
}

const ABOUT_THE_FILE: ReadonlySet<string> = new Set(["repair.broken", "repair.not_cured"]);

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

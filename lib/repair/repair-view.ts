import { eq } from "drizzle-orm";
import type { RepairPlan } from "#lib/db/json";
import type { Db, Tx } from "#lib/db/open";
import { media, type repair } from "#lib/db/schema";
import type { Failure } from "#lib/errors/failure";
import type { MediaView } from "#lib/media/view";
import { mediaView } from "#lib/media-library/media-view";

export type RepairRow = typeof repair.$inferSelect;

/** A conversion as the screen knows it. */
export type RepairView = {
  id: string;
  /** The file that is converted. */
  mediaId: string;
  plan: RepairPlan;
  state: RepairRow["state"];
  /** From 0 to 1. */
  share: number;
  result: MediaView | null;
  failure: Failure | null;
};

/** A row with the file that it came to. */
export async function viewRepair(db: Db | Tx, row: RepairRow): Promise<RepairView> {
  const { id, mediaId, plan, state, progress, resultId, failure } = row;
  const [result] = resultId ? await db.select().from(media).where(eq(media.id, resultId)) : [];
  return {
    ...{ id, mediaId, plan, state, failure },
    share: progress / 1000,
    result: result && !result.deletedAt ? mediaView(result) : null,
  };
}

import { and, eq, isNull, ne, notInArray } from "drizzle-orm";
import { media } from "#lib/db/schema";
import { type Failure, failure } from "#lib/errors/failure";
import { unusableFailure } from "#lib/media/explain";
import { judged } from "#lib/media/verdict";
import { checksumsOf } from "#lib/storage/checksums";
import type { Storage } from "#lib/storage/storage";
import { lockWorkspace } from "#lib/workspaces/lock-workspace";
import type { Ground, WorkspaceId } from "#lib/workspaces/scope";
import { countStored } from "./count-stored";
import { measureStored } from "./measure-stored";

export type MediaRow = typeof media.$inferSelect;

/** A whole file that stands in the storage under an id of ours and is not in the library yet. */
export type FreshFile = {
  mediaId: string;
  workspaceId: WorkspaceId;
  uploadedBy: string | null;
  /** For people only. */
  fileName: string;
  /** What its sender computed, see lib/storage/pieces; null where nobody did. */
  checksum: string | null;
  /** The file that it was converted from. */
  repairedFrom: string | null;
};

export type Taken = { kind: "taken"; row: MediaRow } | { kind: "refused"; failure: Failure };

/**
 * Takes a stored file into the library: hashes it, measures it, and refuses with guidance what nobody can read. What TikTok
 * would refuse is kept, because it may be converted; it cannot be sent. The same bytes a second time are the file that is
 * already here. Bytes that were not taken under their own id are the caller's to discard, once it has written down what became
 * of them. Taking a file twice is no error.
 */
export async function takeFile(ground: Ground & { storage: Storage }, file: FreshFile): Promise<Taken> {
  const { db, clock, storage } = ground;
  const { mediaId, workspaceId } = file;
  const at = new Date(clock.now()).toISOString();
  const refused = (why: Failure): Taken => ({ kind: "refused", failure: why });
  const [before] = await db.select().from(media).where(eq(media.id, mediaId));
  if (before) return { kind: "taken", row: before };
  const { sha256, pieces, bytes } = await checksumsOf(storage, mediaId);
  if (file.checksum !== null && file.checksum !== pieces)
    return refused(failure("media.altered", {}, { at }));
  const here = and(
    ...[eq(media.workspaceId, workspaceId), eq(media.sha256, sha256), isNull(media.deletedAt)],
    // Another process may have taken this very file meanwhile: it is no copy of itself.
    ne(media.id, mediaId),
  );
  const alike = await db.select().from(media).where(here).orderBy(media.id);
  for (const same of alike)
    if ((await storage.sizeOf(same.id)) === bytes) return { kind: "taken", row: same };
  const measured = await measureStored(storage, mediaId);
  if (measured.kind === "unusable") return refused(unusableFailure(measured, at));
  const { uploadedBy, fileName, repairedFrom } = file;
  const { facts } = measured;
  const row = {
    ...{ id: mediaId, workspaceId, uploadedBy, fileName, bytes, sha256, pieces, repairedFrom, facts },
    ...judged({ facts, bytes }),
    createdAt: new Date(clock.now()),
  };
  const taken = await db.transaction(async (tx) => {
    await lockWorkspace(tx, workspaceId);
    // Another upload may have brought the same bytes at this very moment: one of the two sees the other.
    const lost = alike.map(({ id }) => id);
    const [twin] = await tx
      .select()
      .from(media)
      .where(and(here, notInArray(media.id, lost)))
      .orderBy(media.id)
      .limit(1);
    if (twin) return twin;
    // The bytes were first: a file without a row is only waste, a row without its file would be a lie.
    const added = await tx.insert(media).values(row).onConflictDoNothing().returning({ id: media.id });
    if (added.length > 0) await countStored(tx, workspaceId, bytes);
    return { ...row, deletedAt: null };
  });
  return { kind: "taken", row: taken };
}

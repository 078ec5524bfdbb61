import { and, eq, inArray, lt, type SQL } from "drizzle-orm";
import { media, upload } from "#lib/db/schema";
import { done, type Result, refuse } from "#lib/errors/result";
import type { Storage } from "#lib/storage/storage";
import type { Ground, Scope } from "#lib/workspaces/scope";
import { findUpload } from "./find-upload";

type Place = Ground & { storage: Storage };

/** Lets go of an upload and of what has arrived of it. One that is being checked is let be, unless its bytes are gone. */
export async function cancelUpload(scope: Scope & Place, uploadId: string): Promise<Result<null>> {
  const row = await findUpload(scope, uploadId);
  if (!row) return refuse({ kind: "not_found" });
  const lost = row.state === "checking" && (await scope.storage.sizeOf(row.id)) === undefined;
  await letGo(scope, and(eq(upload.id, row.id), eq(upload.state, lost ? "checking" : "open")));
  return done(null);
}

const BATCH = 100;

/**
 * Cleans away uploads that nobody has gone on with for a day, and the memory of finished ones.
 * @returns how many
 */
export async function sweepUploads(place: Place): Promise<number> {
  const late = await place.db
    .select({ id: upload.id })
    .from(upload)
    .where(lt(upload.expiresAt, new Date(place.clock.now())))
    .limit(BATCH);
  const ids = late.map(({ id }) => id);
  if (ids.length === 0) return 0;
  return letGo(place, and(inArray(upload.id, ids), lt(upload.expiresAt, new Date(place.clock.now()))));
}

/** The row first: without it no byte is taken any more, so what is removed afterwards stays removed. */
async function letGo({ db, storage }: Place, which: SQL | undefined): Promise<number> {
  const gone = await db.delete(upload).where(which).returning();
  const troubles: unknown[] = [];
  for (const { id, state, multipartId } of gone) {
    if (state === "done" || state === "refused") continue;
    const [kept] = await db.select({ id: media.id }).from(media).where(eq(media.id, id));
    if (kept) continue;
    try {
      if (storage.kind === "s3" && multipartId) await storage.dropParts(id, multipartId);
      await storage.discard(id);
    } catch (problem) {
      // One file that cannot be removed keeps nobody from removing the others.
      troubles.push(problem);
    }
  }
  if (troubles.length > 0)
    throw new AggregateError(troubles, "Not all bytes of abandoned uploads were removed.");
  return gone.length;
}

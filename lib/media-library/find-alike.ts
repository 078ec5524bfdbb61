import { and, eq, isNull } from "drizzle-orm";
import { media } from "#lib/db/schema";
import { checksumsOf } from "#lib/storage/checksums";
import type { Storage } from "#lib/storage/storage";
import type { Scope } from "#lib/workspaces/scope";
import type { MediaRow } from "./take-file";

type Here = Scope & { storage: Storage };

/** So many files from before their checksums were kept are read for one question. */
const MOST_READ = 8;

/**
 * The stored file of this workspace with the same bytes, if it is really there.
 * @param checksum of lib/storage/pieces
 * @returns "compare" where one may be the same and there is no checksum yet to tell by
 */
export async function findAlike(
  scope: Here,
  bytes: number,
  checksum: string | null,
): Promise<MediaRow | "compare" | undefined> {
  const { db, actor, storage } = scope;
  const living = and(eq(media.workspaceId, actor.workspaceId), isNull(media.deletedAt));
  const ofSize = and(living, eq(media.bytes, bytes));
  const isThere = async ({ id }: MediaRow) => (await storage.sizeOf(id)) === bytes;
  if (checksum === null) {
    const [one] = await db.select({ id: media.id }).from(media).where(ofSize).limit(1);
    return one && "compare";
  }
  const same = await db
    .select()
    .from(media)
    .where(and(living, eq(media.pieces, checksum)))
    .orderBy(media.id);
  for (const row of same) if (await isThere(row)) return row;
  const unread = await db
    .select()
    .from(media)
    .where(and(ofSize, isNull(media.pieces)))
    .orderBy(media.id)
    .limit(MOST_READ);
  for (const row of unread)
    if ((await isThere(row)) && (await readPieces(scope, row.id)) === checksum) return row;
  return undefined;
}

const reading = new Map<string, Promise<string>>();

/** Reads a file's checksum and keeps it. Whoever asks meanwhile waits for the same reading. */
async function readPieces(scope: Here, mediaId: string): Promise<string> {
  const { db, storage } = scope;
  const read = async () => {
    const { pieces } = await checksumsOf(storage, mediaId);
    await db.update(media).set({ pieces }).where(eq(media.id, mediaId));
    return pieces;
  };
  const asked = reading.get(mediaId) ?? read().finally(() => reading.delete(mediaId));
  reading.set(mediaId, asked);
  return asked;
}

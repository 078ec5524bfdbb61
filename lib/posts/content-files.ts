import { and, eq, inArray, isNull } from "drizzle-orm";
import type { PostContent } from "#lib/db/json";
import type { Db, Tx } from "#lib/db/open";
import { media } from "#lib/db/schema";

/** The stored files that a post would send, in their order: one video, or photos. */
export const fileIds = ({ kind, mediaId, photos }: PostContent): string[] =>
  kind === "photo" ? (photos?.mediaIds ?? []) : mediaId ? [mediaId] : [];

/** The file by which a post is recognised in lists: its video, or its cover photo. */
export const coverIdOf = ({ kind, mediaId, photos }: PostContent): string | null =>
  kind === "photo" ? (photos?.mediaIds[photos.coverIndex] ?? null) : mediaId;

/** Every file that a draft holds on to, also for the kind that it is not just now. */
export const heldIds = ({ mediaId, photos }: PostContent): string[] => [
  ...(mediaId ? [mediaId] : []),
  ...(photos?.mediaIds ?? []),
];

/** The rows of those of `ids` that are the workspace's own, in the order of `ids`; a photo may stand twice. */
export async function findFiles(db: Db | Tx, workspaceId: string, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const own = and(eq(media.workspaceId, workspaceId), inArray(media.id, [...new Set(ids)]));
  const rows = await db.select().from(media).where(own);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/**
 * Keeps files from being deleted until this transaction has ended: whoever deletes one waits, and then finds the post that
 * needs it. False when one of them is gone already.
 */
export async function holdFiles(tx: Tx, files: readonly { id: string }[]): Promise<boolean> {
  const ids = [...new Set(files.map(({ id }) => id))];
  const there = and(inArray(media.id, ids), isNull(media.deletedAt));
  const held = await tx.select({ id: media.id }).from(media).where(there).orderBy(media.id).for("share");
  return held.length === ids.length;
}

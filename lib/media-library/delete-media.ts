import { and, eq, isNull } from "drizzle-orm";
import { media } from "#lib/db/schema";
import { done, type Result, refuse } from "#lib/errors/result";
import type { Storage } from "#lib/storage/storage";
import type { Scope } from "#lib/workspaces/scope";
import { countStored } from "./count-stored";
import { NEEDS_FILES, type Use } from "./use";
import { usesOf } from "./uses";

/** `kept`: posts still need the file. `deleted`: drafts and ended posts that named it have to do without. */
export type Deletion = { kind: "kept" | "deleted"; posts: Use[] };

/**
 * Deletes a file's bytes for good. The row stays, because what was published with it refers to it. A file that a post
 * still has to be sent with is kept, and the posts are named. Deleting twice is no error.
 */
export async function deleteMedia(
  { db, clock, actor, storage }: Scope & { storage: Storage },
  { mediaId }: { mediaId: string },
): Promise<Result<Deletion>> {
  const { workspaceId } = actor;
  const outcome = await db.transaction(async (tx): Promise<Deletion | undefined> => {
    const own = and(eq(media.workspaceId, workspaceId), eq(media.id, mediaId));
    // A post that is scheduled at this moment refers to the row: one of the two waits for the other.
    const [row] = await tx.select({ id: media.id }).from(media).where(own).for("update");
    if (!row) return undefined;
    // Asked for by themselves: hundreds of newer drafts must not hide the one post that is scheduled.
    const needing = await usesOf(tx, workspaceId, mediaId, NEEDS_FILES);
    if (needing.length > 0) return { kind: "kept", posts: needing };
    const posts = await usesOf(tx, workspaceId, mediaId);
    const gone = await tx
      .update(media)
      .set({ deletedAt: new Date(clock.now()) })
      .where(and(own, isNull(media.deletedAt)))
      .returning({ bytes: media.bytes });
    for (const { bytes } of gone) await countStored(tx, workspaceId, -bytes);
    return { kind: "deleted", posts: posts.filter(({ state }) => state !== "published") };
  });
  if (!outcome) return refuse({ kind: "not_found" });
  // Last: without the row's mark, a crash in between would leave a file in the library that is not there.
  if (outcome.kind === "deleted") await storage.discard(mediaId);
  return done(outcome);
}

import { and, eq, isNull } from "drizzle-orm";
import { media } from "#lib/db/schema";
import type { Scope } from "#lib/workspaces/scope";

/** A stored file of the actor's workspace; one of another workspace, or one that was deleted, is not found. */
export async function findMedia({ db, actor }: Scope, mediaId: string) {
  const own = and(eq(media.workspaceId, actor.workspaceId), eq(media.id, mediaId), isNull(media.deletedAt));
  const [row] = await db.select().from(media).where(own);
  return row;
}

import { and, eq } from "drizzle-orm";
import type { WallTime } from "#lib/clock/wall-time";
import { newId } from "#lib/db/id";
import type { PostContent } from "#lib/db/json";
import { post, postEvent, workspaceCreator } from "#lib/db/schema";
import { done, type Result, refuse } from "#lib/errors/result";
import type { Scope } from "#lib/workspaces/scope";
import { findFiles, heldIds } from "./content-files";
import { recorded } from "./recorded";

export type SaveDraft = {
  postId: string | null;
  version: number;
  creatorId: string | null;
  content: PostContent;
  /** The time that is being thought of; null for "now", or for none yet. */
  when?: WallTime | null;
};
export type SavedDraft = { postId: string; version: number; savedAt: string };

/**
 * Keeps what somebody is composing. A save from a window that has not seen the newest version is refused as `changed`,
 * so that nobody's words are overwritten unseen.
 */
export async function saveDraft(scope: Scope, input: SaveDraft): Promise<Result<SavedDraft>> {
  const { db, clock, actor } = scope;
  const { workspaceId } = actor;
  const now = clock.now();
  const at = new Date(now);
  return db.transaction(async (tx) => {
    if (input.creatorId) {
      const link = and(
        eq(workspaceCreator.workspaceId, workspaceId),
        eq(workspaceCreator.creatorId, input.creatorId),
      );
      const [linked] = await tx.select({ id: workspaceCreator.creatorId }).from(workspaceCreator).where(link);
      if (!linked) return refuse({ kind: "not_found" });
    }
    const held = heldIds(input.content);
    if ((await findFiles(tx, workspaceId, held)).length < held.length) return refuse({ kind: "not_found" });
    const columns = {
      creatorId: input.creatorId,
      content: input.content,
      updatedAt: at,
      ...timeOf(input.when),
    };
    if (input.postId === null) {
      const id = newId(now);
      await tx
        .insert(post)
        .values({ id, workspaceId, state: "draft", ...columns, createdBy: actor.userId, createdAt: at });
      await tx
        .insert(postEvent)
        .values({ id: newId(now), postId: id, to: "draft", actor: recorded(actor), at });
      return done({ postId: id, version: 1, savedAt: at.toISOString() });
    }
    const mine = and(eq(post.id, input.postId), eq(post.workspaceId, workspaceId));
    const saved = await tx
      .update(post)
      .set({ ...columns, version: input.version + 1 })
      .where(and(mine, eq(post.state, "draft"), eq(post.version, input.version)))
      .returning({ id: post.id });
    if (saved.length === 1)
      return done({ postId: input.postId, version: input.version + 1, savedAt: at.toISOString() });
    const [there] = await tx.select({ id: post.id }).from(post).where(mine);
    return refuse(there ? { kind: "changed" } : { kind: "not_found" });
  });
}

/** What is not mentioned is left as it is. */
function timeOf(when: SaveDraft["when"]) {
  if (when === undefined) return {};
  return { publishLocal: when?.local ?? null, timeZone: when?.timeZone ?? null, fold: when?.fold ?? null };
}

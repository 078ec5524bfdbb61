import { and, eq } from "drizzle-orm";
import { newId } from "#lib/db/id";
import { post, postEvent, workspaceCreator } from "#lib/db/schema";
import { done, type Result, refuse } from "#lib/errors/result";
import type { Scope } from "#lib/workspaces/scope";
import { emptyContent } from "./blank-content";
import { loadPost } from "./load-post";
import { recorded } from "./recorded";

/**
 * Makes a draft of a post, for the same creator or for another one. File, caption, cover and disclosure come along; who
 * can watch and what is allowed do not, because TikTok forbids to preset them, and consent is given anew.
 * @see https://developers.tiktok.com/doc/content-sharing-guidelines
 */
export async function duplicatePost(
  scope: Scope,
  input: { postId: string; creatorId: string | null },
): Promise<Result<{ postId: string }>> {
  const { db, clock, actor } = scope;
  const { workspaceId } = actor;
  return db.transaction(async (tx) => {
    const original = await loadPost(scope, tx, input.postId);
    if (!original) return refuse({ kind: "not_found" });
    const wanted = input.creatorId ?? original.creatorId;
    const link = and(
      eq(workspaceCreator.workspaceId, workspaceId),
      eq(workspaceCreator.creatorId, wanted ?? ""),
    );
    const [linked] = await tx.select({ id: workspaceCreator.creatorId }).from(workspaceCreator).where(link);
    // The creator may have left since; then the copy waits for somebody to choose.
    if (!linked && input.creatorId) return refuse({ kind: "not_found" });
    const { privacy, allowComment, allowDuet, allowStitch } = emptyContent();
    const content = { ...original.content, privacy, allowComment, allowDuet, allowStitch };
    const now = clock.now();
    const at = new Date(now);
    const fresh = { id: newId(now), workspaceId, creatorId: linked?.id ?? null, state: "draft", content };
    await tx.insert(post).values({ ...fresh, createdBy: actor.userId, createdAt: at, updatedAt: at });
    const line = { to: "draft", actor: recorded(actor), why: { note: "duplicated" }, at };
    await tx.insert(postEvent).values({ id: newId(now), postId: fresh.id, ...line });
    return done({ postId: fresh.id });
  });
}

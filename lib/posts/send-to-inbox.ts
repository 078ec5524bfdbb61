import { and, eq } from "drizzle-orm";
import type { Reach } from "#lib/creators/reach";
import { post } from "#lib/db/schema";
import { type Result, refuse } from "#lib/errors/result";
import type { Scope } from "#lib/workspaces/scope";
import type { Enqueues } from "./enqueues";
import { loadPost } from "./load-post";
import { publishNow } from "./publish-now";
import { declaration } from "./rules";
import { backToDraft } from "./take-back";

/**
 * Sends a post that could not be published directly to the creator's TikTok inbox instead, where they finish it. The
 * press of that button is the consent to it, and is recorded as such.
 */
export async function sendToInbox(
  scope: Scope & Reach & Enqueues,
  { postId }: { postId: string },
): Promise<Result<{ postId: string }>> {
  const back = await backToDraft(scope, { postId });
  if (!back.ok) return back;
  const draft = await loadPost(scope, scope.db, postId);
  if (!draft) return refuse({ kind: "not_found" });
  const content = { ...draft.content, mode: "inbox" as const };
  const version = draft.version + 1;
  const mine = and(eq(post.id, postId), eq(post.workspaceId, scope.actor.workspaceId));
  await scope.db
    .update(post)
    .set({ content, version })
    .where(and(mine, eq(post.version, draft.version)));
  return publishNow(scope, { postId, version, sentence: declaration(content) });
}

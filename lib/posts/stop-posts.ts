import { and, eq } from "drizzle-orm";
import type { StopRequest } from "#lib/creators/let-go";
import type { Tx } from "#lib/db/open";
import { post } from "#lib/db/schema";
import { move } from "./move";

/**
 * Blocks every post of a workspace that waits for its time with this creator, in the transaction of whoever ends the
 * access. What a worker holds already is its own to stop: it looks at the link before TikTok hears of the post.
 * @returns how many were stopped
 */
export async function stopPosts(tx: Tx, request: StopRequest): Promise<number> {
  const { workspaceId, creatorId, failure, actor, at } = request;
  const waiting = await tx
    .select({ id: post.id })
    .from(post)
    .where(
      and(eq(post.workspaceId, workspaceId), eq(post.creatorId, creatorId), eq(post.state, "scheduled")),
    );
  const set = { failure, dueAt: null, jobId: null, lookAt: null, warning: null };
  let stopped = 0;
  for (const { id } of waiting) {
    const why = { code: failure.code };
    if (await move(tx, { postId: id, from: "scheduled", to: "blocked", actor, why, at, set })) stopped += 1;
  }
  return stopped;
}

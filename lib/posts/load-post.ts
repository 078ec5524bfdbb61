import { and, eq } from "drizzle-orm";
import type { Tx } from "#lib/db/open";
import { post } from "#lib/db/schema";
import type { Scope } from "#lib/workspaces/scope";
import { asState } from "./move";
import type { PostState } from "./states";

export type LoadedPost = typeof post.$inferSelect & { state: PostState };

/** One post, whoever's: for the worker, which acts in every workspace. */
export async function readPost(tx: Tx | Scope["db"], postId: string): Promise<LoadedPost | undefined> {
  const [row] = await tx.select().from(post).where(eq(post.id, postId));
  return row && { ...row, state: asState(row.state) };
}

/** One post of the actor's workspace. A foreign one is as absent as one that never was. */
export async function loadPost(
  scope: Pick<Scope, "actor">,
  tx: Tx | Scope["db"],
  postId: string,
): Promise<LoadedPost | undefined> {
  const [row] = await tx
    .select()
    .from(post)
    .where(and(eq(post.id, postId), eq(post.workspaceId, scope.actor.workspaceId)));
  return row && { ...row, state: asState(row.state) };
}

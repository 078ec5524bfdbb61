import { and, eq } from "drizzle-orm";
import { post } from "#lib/db/schema";
import type { Scope } from "#lib/workspaces/scope";
import { hasCreator } from "./query-info";

/**
 * Has the actor's workspace worked with this creator: is it linked now, or does one of its posts name it? That is enough to
 * ask them again after they have left, and a creator of somebody else's workspace stays unknown.
 */
export async function knowsCreator(scope: Scope, creatorId: string): Promise<boolean> {
  if (await hasCreator(scope, creatorId)) return true;
  const [named] = await scope.db
    .select({ id: post.id })
    .from(post)
    .where(and(eq(post.creatorId, creatorId), eq(post.workspaceId, scope.actor.workspaceId)))
    .limit(1);
  return named !== undefined;
}

import { and, eq, sql } from "drizzle-orm";
import { grant, workspaceCreator } from "#lib/db/schema";
import { failure } from "#lib/errors/failure";
import { done, type Result, refuse } from "#lib/errors/result";
import { revokeToken } from "#lib/tiktok/tokens";
import type { Scope } from "#lib/workspaces/scope";
import { accessToken } from "./access-token";
import { hasCreator } from "./query-info";
import type { Reach } from "./reach";

/**
 * Takes a creator out of the workspace. When no other workspace holds them, TikTok is told to take the app off the
 * creator's list, and the tokens are erased whether or not TikTok could be reached.
 */
export async function disconnect(scope: Scope & Reach, input: { creatorId: string }): Promise<Result<null>> {
  const { db, clock, app, actor } = scope;
  if (!(await hasCreator(scope, input.creatorId))) return refuse({ kind: "not_found" });
  const others = await db
    .select({ id: workspaceCreator.workspaceId })
    .from(workspaceCreator)
    .where(eq(workspaceCreator.creatorId, input.creatorId));
  const link = and(
    eq(workspaceCreator.workspaceId, actor.workspaceId),
    eq(workspaceCreator.creatorId, input.creatorId),
  );
  if (others.length > 1) {
    await db.delete(workspaceCreator).where(link);
    return done(null);
  }
  const token = await accessToken(scope, input.creatorId);
  if (token.kind === "token") await revokeToken(app, token.accessToken);
  const at = new Date(clock.now());
  const why = failure("connect.disconnected", {}, { at: at.toISOString() });
  await db.transaction(async (tx) => {
    await tx
      .update(grant)
      .set({
        state: "disconnected",
        accessToken: null,
        refreshToken: null,
        grantedScopes: [],
        failure: why,
        // A refresh that is on its way belongs to the generation before and no longer finds its row.
        generation: sql`${grant.generation} + 1`,
      })
      .where(eq(grant.creatorId, input.creatorId));
    await tx.delete(workspaceCreator).where(link);
  });
  return done(null);
}

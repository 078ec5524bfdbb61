import { and, eq, isNull } from "drizzle-orm";
import { connectLink } from "#lib/db/schema";
import { done, type Result, refuse } from "#lib/errors/result";
import type { Scope } from "#lib/workspaces/scope";

/** Takes a link back that nobody has used: from now on it connects nothing, also for who is on TikTok's page. */
export async function revokeConnectLink(
  { db, clock, actor }: Scope,
  { linkId }: { linkId: string },
): Promise<Result<null>> {
  const own = and(eq(connectLink.id, linkId), eq(connectLink.workspaceId, actor.workspaceId));
  const [found] = await db.select({ id: connectLink.id }).from(connectLink).where(own);
  if (!found) return refuse({ kind: "not_found" });
  const taken = await db
    .update(connectLink)
    .set({ revokedAt: new Date(clock.now()) })
    .where(and(own, isNull(connectLink.usedAt), isNull(connectLink.revokedAt)))
    .returning({ id: connectLink.id });
  return taken.length === 1 ? done(null) : refuse({ kind: "changed" });
}

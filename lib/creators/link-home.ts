import { and, eq } from "drizzle-orm";
import { account, creator, workspace, workspaceCreator } from "#lib/db/schema";
import type { Ground } from "#lib/workspaces/scope";

/**
 * Puts a creator who has just signed in back into the workspace that is theirs: whoever disconnected their own account
 * and signs in again has let us in again.
 */
export async function linkHome({ db, clock }: Ground, creatorId: string): Promise<void> {
  const [home] = await db
    .select({ workspaceId: workspace.id, userId: account.userId })
    .from(creator)
    .innerJoin(account, and(eq(account.providerAccountId, creator.openId), eq(account.provider, "tiktok")))
    .innerJoin(workspace, eq(workspace.homeOf, account.userId))
    .where(eq(creator.id, creatorId));
  // At the first sign-in there is no home yet; opening it links its creator.
  if (!home) return;
  const link = { workspaceId: home.workspaceId, creatorId, addedBy: home.userId };
  await db
    .insert(workspaceCreator)
    .values({ ...link, createdAt: new Date(clock.now()) })
    .onConflictDoNothing();
}

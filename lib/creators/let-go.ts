import { and, eq, sql } from "drizzle-orm";
import type { RecordedActor } from "#lib/db/json";
import type { Tx } from "#lib/db/open";
import { grant, workspaceCreator } from "#lib/db/schema";
import { type Failure, failure } from "#lib/errors/failure";
import { revokeToken } from "#lib/tiktok/tokens";
import { accessToken } from "./access-token";
import type { Reach } from "./reach";

/** Stops what is planned for a creator in one workspace; posts stand behind it, a floor above. */
export type StopsPosts = {
  stopPosts(tx: Tx, request: StopRequest): Promise<number>;
};
export type StopRequest = {
  workspaceId: string;
  creatorId: string;
  failure: Failure;
  actor: RecordedActor;
  /** ms. */
  at: number;
};

/**
 * Ends what a workspace may do for a creator: the link goes, and in the same transaction every post that waits for its
 * time is stopped, so that nothing goes out. When no other workspace holds the creator, TikTok is told to take the app off
 * their list, and the tokens are erased whether or not TikTok could be reached.
 * @returns how many posts were stopped; undefined when the workspace does not hold the creator
 */
export async function letGo(
  reach: Reach & StopsPosts,
  request: { workspaceId: string; creatorId: string; actor: RecordedActor },
): Promise<number | undefined> {
  const { workspaceId, creatorId, actor } = request;
  const at = reach.clock.now();
  const why = failure("connect.access_ended", {}, { at: new Date(at).toISOString() });
  const stopped = await reach.db.transaction(async (tx) => {
    const link = and(
      eq(workspaceCreator.workspaceId, workspaceId),
      eq(workspaceCreator.creatorId, creatorId),
    );
    const ended = await tx.delete(workspaceCreator).where(link).returning({ id: workspaceCreator.creatorId });
    if (ended.length === 0) return undefined;
    return reach.stopPosts(tx, { workspaceId, creatorId, failure: why, actor, at });
  });
  if (stopped === undefined) return undefined;
  await endGrantOfNobody(reach, creatorId);
  return stopped;
}

/** Ends the grant of a creator whom no workspace holds any more. */
async function endGrantOfNobody(reach: Reach, creatorId: string): Promise<void> {
  const { db, app, clock } = reach;
  const holds = async () => {
    const [held] = await db
      .select({ id: workspaceCreator.workspaceId })
      .from(workspaceCreator)
      .where(eq(workspaceCreator.creatorId, creatorId))
      .limit(1);
    return held !== undefined;
  };
  if (await holds()) return;
  const token = await accessToken(reach, creatorId);
  if (token.kind === "token") await revokeToken(app, token.accessToken);
  const why = failure("connect.disconnected", {}, { at: new Date(clock.now()).toISOString() });
  await db
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
    .where(eq(grant.creatorId, creatorId));
}

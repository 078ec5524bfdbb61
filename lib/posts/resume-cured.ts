import { and, asc, eq, gt, inArray, isNull, like, lt, max, or, sql } from "drizzle-orm";
import { grant, post, postEvent, workspaceCreator } from "#lib/db/schema";
import type { Ground } from "#lib/workspaces/scope";
import type { Enqueues } from "./enqueues";
import { ABOUT_PERMISSION, resume } from "./resume-blocked";

const BATCH = 200;
/** What was due longer ago than this is too late whatever has been put right, ms. */
const OLDEST_MS = 7 * 24 * 60 * 60_000;

/**
 * Sends on what still waits for a cause that has gone: whoever ended it died before they had told every post, or a worker
 * that had seen it a moment before wrote "blocked" after them. A post that was looked at with the new permission, and
 * blocked again, is not tried once more.
 * @returns how many posts go on
 */
export async function resumeCured(ground: Ground & Enqueues): Promise<number> {
  const { db, clock } = ground;
  const code = sql<string>`${post.failure} ->> 'code'`;
  const begun = db
    .select({ at: max(postEvent.at) })
    .from(postEvent)
    .where(and(eq(postEvent.postId, post.id), eq(postEvent.to, "preparing")));
  const lastTry = sql`coalesce((${begun}), ${post.updatedAt})`;
  const isReconnected = and(
    or(inArray(code, [...ABOUT_PERMISSION]), like(code, "authorization.removed%")),
    eq(grant.state, "active"),
    lt(lastTry, grant.connectedAt),
  );
  const goesOn = and(eq(code, "queue.paused"), isNull(workspaceCreator.pausedAt));
  const waiting = await db
    .select({ id: post.id, creatorId: workspaceCreator.creatorId, code })
    .from(post)
    .innerJoin(
      workspaceCreator,
      and(eq(workspaceCreator.workspaceId, post.workspaceId), eq(workspaceCreator.creatorId, post.creatorId)),
    )
    .innerJoin(grant, eq(grant.creatorId, post.creatorId))
    .where(
      and(
        sql`${post.state} = 'blocked' and ${post.dueAt} is null`,
        gt(post.publishAt, new Date(clock.now() - OLDEST_MS)),
        or(isReconnected, goesOn),
      ),
    )
    .orderBy(asc(post.publishAt))
    .limit(BATCH);
  let resumed = 0;
  for (const each of waiting) {
    const by = each.code === "queue.paused" ? "queue" : "permission";
    if (await db.transaction((tx) => resume(ground, tx, each, by))) resumed += 1;
  }
  return resumed;
}

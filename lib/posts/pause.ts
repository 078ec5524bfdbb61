import { and, eq, isNotNull, isNull } from "drizzle-orm";
import { workspaceCreator } from "#lib/db/schema";
import { done, type Result, refuse } from "#lib/errors/result";
import type { Scope } from "#lib/workspaces/scope";
import type { Enqueues } from "./enqueues";
import { queueSettings } from "./queue-queries";
import { resumeBlocked } from "./resume-blocked";

const linkOf = ({ actor }: Scope, creatorId: string) =>
  and(eq(workspaceCreator.workspaceId, actor.workspaceId), eq(workspaceCreator.creatorId, creatorId));

/**
 * Stops everything of a creator in this workspace until somebody resumes it. Posts keep their times; what comes due
 * meanwhile waits and says why. What is already on its way to TikTok is not called back.
 */
export async function pauseCreator(
  scope: Scope,
  input: { creatorId: string; reason: string },
): Promise<Result<null>> {
  const { db, clock, actor } = scope;
  const at = new Date(clock.now());
  const paused = await db
    .update(workspaceCreator)
    .set({ pausedAt: at, pausedBy: actor.userId, pauseReason: input.reason })
    .where(and(linkOf(scope, input.creatorId), isNull(workspaceCreator.pausedAt)))
    .returning({ id: workspaceCreator.creatorId });
  if (paused.length === 1) return done(null);
  const there = await queueSettings(scope, db, input.creatorId);
  return refuse(there ? { kind: "changed" } : { kind: "not_found" });
}

/** Goes on. What waited only for this goes out, where it is not too late. */
export async function unpauseCreator(
  scope: Scope & Enqueues,
  input: { creatorId: string },
): Promise<Result<{ resumed: number }>> {
  const { db, actor } = scope;
  const { creatorId } = input;
  const goesOn = await db
    .update(workspaceCreator)
    .set({ pausedAt: null, pausedBy: null, pauseReason: null })
    .where(and(linkOf(scope, creatorId), isNotNull(workspaceCreator.pausedAt)))
    .returning({ id: workspaceCreator.creatorId });
  if (goesOn.length === 0 && !(await queueSettings(scope, db, creatorId)))
    return refuse({ kind: "not_found" });
  // Also where it went on before: a window that died in between left posts behind.
  const { workspaceId } = actor;
  return done({ resumed: await resumeBlocked(scope, creatorId, { by: "queue", workspaceId }) });
}

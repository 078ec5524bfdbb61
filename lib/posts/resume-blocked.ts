import { and, eq, inArray, isNotNull } from "drizzle-orm";
import type { Tx } from "#lib/db/open";
import { post } from "#lib/db/schema";
import type { Failure } from "#lib/errors/failure";
import type { Ground } from "#lib/workspaces/scope";
import type { Enqueues } from "./enqueues";
import { move } from "./move";

/** What has gone: the creator gave a new permission, or their queue goes on. */
export type Cured = { by: "permission" } | { by: "queue"; workspaceId: string };

/**
 * Sends on what waited for a cause that has gone. The worker asks first about what has become too late meanwhile; what
 * TikTok may have published already is only looked at again.
 * @returns how many posts go on
 */
export async function resumeBlocked(
  ground: Ground & Enqueues,
  creatorId: string,
  cured: Cured = { by: "permission" },
): Promise<number> {
  const { db, clock } = ground;
  const conditions = [eq(post.creatorId, creatorId), inArray(post.state, ["blocked", "unconfirmed"])];
  if (cured.by === "queue") conditions.push(eq(post.workspaceId, cured.workspaceId));
  const waiting = await db
    .select({ id: post.id, state: post.state, failure: post.failure })
    .from(post)
    .where(and(...conditions));
  let resumed = 0;
  for (const { id, state, failure } of waiting) {
    if (!failure || !isCured(failure, cured)) continue;
    const now = clock.now();
    const at = new Date(now);
    await db.transaction(async (tx) => {
      if (state === "unconfirmed") {
        const jobId = await ground.enqueue(tx, { kind: "watch", postId: id, creatorId, at: now });
        await tx
          .update(post)
          .set({ dueAt: at, jobId })
          .where(and(eq(post.id, id), eq(post.state, "unconfirmed")));
        return;
      }
      if (await resume(ground, tx, { id, creatorId }, cured.by)) resumed += 1;
    });
  }
  await lookAgain(ground, creatorId, cured);
  return resumed;
}

/** One post goes on, in the caller's transaction. @returns false when it has moved on since */
export async function resume(
  { clock, enqueue }: Pick<Ground, "clock"> & Enqueues,
  tx: Tx,
  { id: postId, creatorId }: { id: string; creatorId: string },
  by: Cured["by"],
): Promise<boolean> {
  const now = clock.now();
  const jobId = await enqueue(tx, { kind: "publish", postId, creatorId, at: now });
  const set = { dueAt: new Date(now), jobId, tries: 0, firstTriedAt: null };
  const actor = { kind: "worker", task: "resume" } as const;
  const why = { note: by === "queue" ? "queue resumed" : "reconnected" };
  return move(tx, { postId, from: "blocked", to: "scheduled", actor, why, at: now, set });
}

/** What was told ahead of its time about the same cause is looked at anew, at once. */
async function lookAgain(ground: Ground & Enqueues, creatorId: string, cured: Cured): Promise<void> {
  const { db, clock } = ground;
  const warned = await db
    .select({ id: post.id, warning: post.warning })
    .from(post)
    .where(and(eq(post.creatorId, creatorId), eq(post.state, "scheduled"), isNotNull(post.warning)));
  for (const { id: postId, warning } of warned) {
    if (!warning || !isCured(warning, cured)) continue;
    const now = clock.now();
    await db.transaction(async (tx) => {
      await ground.enqueue(tx, { kind: "look", postId, creatorId, at: now });
      await tx
        .update(post)
        .set({ lookAt: new Date(now) })
        .where(and(eq(post.id, postId), eq(post.state, "scheduled")));
    });
  }
}

/** Only what a new permission can cure: a ban or a full inbox stays as it is. */
export const ABOUT_PERMISSION: ReadonlySet<string> = new Set([
  "access_token_invalid",
  "invalid_grant",
  "scope_not_authorized",
  "scope_permission_missed",
  "auth_removed",
  "connect.reconnect_needed",
  "connect.key_missing",
  "connect.disconnected",
  "connect.access_ended",
]);

function isCured({ code }: Failure, cured: Cured): boolean {
  if (cured.by === "queue") return code === "queue.paused";
  return ABOUT_PERMISSION.has(code) || code.startsWith("authorization.removed");
}

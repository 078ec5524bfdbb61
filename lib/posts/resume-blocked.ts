import { and, eq, inArray } from "drizzle-orm";
import { post } from "#lib/db/schema";
import { rowOf } from "#lib/errors/catalog";
import type { Ground } from "#lib/workspaces/scope";
import { move } from "./move";
import type { Enqueues } from "./publish-now";

/**
 * Sends on what waited for a creator's permission, now that they have given it. The worker asks first about what has
 * become too late meanwhile; what TikTok may have published already is only looked at again.
 * @returns how many posts go on
 */
export async function resumeBlocked(ground: Ground & Enqueues, creatorId: string): Promise<number> {
  const { db, clock } = ground;
  const waiting = await db
    .select({ id: post.id, state: post.state, failure: post.failure })
    .from(post)
    .where(and(eq(post.creatorId, creatorId), inArray(post.state, ["blocked", "unconfirmed"])));
  let resumed = 0;
  for (const { id, state, failure } of waiting) {
    // Only what a new permission can cure: a ban or a full inbox stays as it is.
    const cured = failure && rowOf(failure.code).scope === "creator" && isAboutPermission(failure.code);
    if (!cured) continue;
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
      const jobId = await ground.enqueue(tx, { kind: "publish", postId: id, creatorId, at: now });
      const set = { dueAt: at, jobId, tries: 0, firstTriedAt: null };
      const actor = { kind: "worker", task: "resume" } as const;
      const why = { note: "reconnected" };
      if (await move(tx, { postId: id, from: "blocked", to: "scheduled", actor, why, at: now, set }))
        resumed += 1;
    });
  }
  return resumed;
}

const ABOUT_PERMISSION: ReadonlySet<string> = new Set([
  "access_token_invalid",
  "invalid_grant",
  "scope_not_authorized",
  "scope_permission_missed",
  "auth_removed",
  "connect.reconnect_needed",
  "connect.disconnected",
]);
const isAboutPermission = (code: string) =>
  ABOUT_PERMISSION.has(code) || code.startsWith("authorization.removed");

import { and, asc, eq } from "drizzle-orm";
import { post } from "#lib/db/schema";
import { done, type Result, refuse } from "#lib/errors/result";
import type { Scope } from "#lib/workspaces/scope";
import type { Enqueues } from "./enqueues";
import { inTransaction, LostRace } from "./in-transaction";
import type { LoadedPost } from "./load-post";
import { QUEUED_LIMIT, queueSettings } from "./queue-queries";
import { recorded } from "./recorded";
import { retime } from "./retime";
import { lockCreator, plan } from "./schedule";

/**
 * Puts a creator's queued posts into another order: the times stay, the posts change places. What was shown has to be
 * what is there, or nothing is moved.
 * @param input.postIds every queued post that is shown, in the new order; what stands behind them keeps its place
 */
export async function reorderQueue(
  scope: Scope & Enqueues,
  input: { creatorId: string; postIds: string[] },
): Promise<Result<{ moved: number }>> {
  const now = scope.clock.now();
  const { creatorId } = input;
  return inTransaction(scope, async (tx) => {
    if (!(await queueSettings(scope, tx, creatorId))) return refuse({ kind: "not_found" });
    await lockCreator(tx, creatorId);
    const inQueue = and(
      eq(post.workspaceId, scope.actor.workspaceId),
      eq(post.creatorId, creatorId),
      eq(post.state, "scheduled"),
      eq(post.fromSlot, true),
    );
    const rows = await tx
      .select()
      .from(post)
      .where(inQueue)
      .orderBy(asc(post.publishAt), asc(post.id))
      .limit(QUEUED_LIMIT);
    const posts = new Map(rows.map((row) => [row.id, row]));
    if (input.postIds.some((id) => !posts.has(id))) return refuse({ kind: "changed" });
    if (new Set(input.postIds).size !== rows.length) return refuse({ kind: "changed" });
    const actor = recorded(scope.actor);
    let moved = 0;
    for (const [place, row] of rows.entries()) {
      const mine = posts.get(input.postIds[place] ?? "");
      if (!mine || mine.id === row.id || !row.publishAt) continue;
      const { publishLocal, timeZone, fold } = row;
      const time = { publishAt: row.publishAt, publishLocal, timeZone, fold };
      const set = await plan(scope, tx, { postId: mine.id, creatorId }, time, mine);
      const why = {
        note: "moved",
        before: mine.publishAt?.toISOString(),
        after: row.publishAt.toISOString(),
      };
      const before: LoadedPost = { ...mine, state: "scheduled" };
      if (!(await retime(tx, before, { set, actor, why, at: now }))) throw new LostRace();
      moved += 1;
    }
    return done({ moved });
  });
}

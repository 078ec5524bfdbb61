import { and, asc, eq } from "drizzle-orm";
import type { Tx } from "#lib/db/open";
import { post } from "#lib/db/schema";
import { done, type Result, refuse } from "#lib/errors/result";
import type { Scope } from "#lib/workspaces/scope";
import { capAt, countWithin, fits } from "./caps";
import { countedTimes } from "./counted-times";
import type { Enqueues } from "./enqueues";
import { lockCreator } from "./find-place";
import { inTransaction, LostRace } from "./in-transaction";
import type { LoadedPost } from "./load-post";
import { QUEUED_LIMIT, queueSettings } from "./queue-queries";
import { recorded } from "./recorded";
import { retime } from "./retime";
import { plan } from "./schedule";

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
    const changes = rows.flatMap(({ id, publishAt, publishLocal, timeZone, fold }, place) => {
      const mine = posts.get(input.postIds[place] ?? "");
      return mine && mine.id !== id && publishAt
        ? [{ mine, time: { publishAt, publishLocal, timeZone, fold } }]
        : [];
    });
    const full = await findFull(scope, tx, creatorId, changes);
    if (full) return full;
    const actor = recorded(scope.actor);
    for (const { mine, time } of changes) {
      const set = await plan(scope, tx, { postId: mine.id, creatorId }, time, mine);
      const why = {
        note: "moved",
        before: mine.publishAt?.toISOString(),
        after: time.publishAt.toISOString(),
      };
      const before: LoadedPost = { ...mine, state: "scheduled" };
      if (!(await retime(tx, before, { set, actor, why, at: now }))) throw new LostRace();
    }
    return done({ moved: changes.length });
  });
}

type Change = { mine: { id: string }; time: { publishAt: Date } };

/**
 * Drafts for the inbox have a limit of their own: one that changes places with a direct post may come to stand among too
 * many. Times that posts of the same kind had before are none of this order's doing.
 */
async function findFull(
  scope: Scope,
  tx: Tx,
  creatorId: string,
  changes: readonly Change[],
): Promise<Result<never> | undefined> {
  const newTimes = new Map(changes.map(({ mine, time }) => [mine.id, time.publishAt.getTime()]));
  if (newTimes.size === 0) return undefined;
  const [from, to] = [Math.min(...newTimes.values()), Math.max(...newTimes.values())];
  const counted = await countedTimes(scope, tx, creatorId, { from, to });
  for (const mode of ["direct", "inbox"] as const) {
    const [before, limit] = [counted[mode], counted.limits[mode]];
    const after = counted.posts
      .filter((each) => each.mode === mode)
      .map(({ id, at }) => newTimes.get(id) ?? at);
    const isFull = (at: number, index: number) =>
      !before.includes(at) && !fits(after.toSpliced(index, 1), at, limit);
    const at = after.find(isFull);
    if (at === undefined) continue;
    const reason = mode === "direct" ? "daily" : "inbox";
    const told = { cap: capAt(limit, at), planned: countWithin(after, at), next: "" };
    return refuse({ kind: "time", question: { kind: "full", reason, ...told } });
  }
  return undefined;
}

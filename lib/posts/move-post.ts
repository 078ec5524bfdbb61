import type { WallTime } from "#lib/clock/wall-time";
import { done, type Result, refuse, refuseWith } from "#lib/errors/result";
import type { Scope } from "#lib/workspaces/scope";
import { chooseTime, chosenOf } from "./choose-time";
import type { Enqueues } from "./enqueues";
import { inTransaction, LostRace } from "./in-transaction";
import { loadPost } from "./load-post";
import { move } from "./move";
import { isQueueTime } from "./queue-queries";
import { recorded } from "./recorded";
import { retime } from "./retime";
import { mayRetry } from "./retry";
import { findFull, lockCreator, plan, type Scheduled } from "./schedule";

export type Moved = Scheduled & { before: { publishAt: string | null; when: WallTime | null } };

/**
 * Gives a post another time: one that is scheduled, or one that waits for somebody and may be sent again. The consent
 * stays valid, because the time is no part of it.
 */
export async function movePost(
  scope: Scope & Enqueues,
  input: { postId: string; when: WallTime },
): Promise<Result<Moved>> {
  const now = scope.clock.now();
  const chosen = chooseTime(input.when, now);
  if (!chosen.ok) return chosen;
  return inTransaction(scope, async (tx) => {
    const post = await loadPost(scope, tx, input.postId);
    if (!post?.creatorId) return refuse({ kind: "not_found" });
    const { creatorId, state } = post;
    const isWaiting = state === "blocked" || state === "failed";
    if (state !== "scheduled" && !isWaiting) return refuse({ kind: "changed" });
    if (isWaiting && !mayRetry(post))
      return post.failure ? refuseWith(post.failure) : refuse({ kind: "changed" });
    await lockCreator(tx, creatorId);
    const at = chosen.value.publishAt;
    const place = { creatorId, at: at.getTime(), mode: post.content.mode, except: post.id };
    const full = await findFull(scope, tx, place);
    if (full) return full;
    const fromSlot = await isQueueTime(scope, tx, creatorId, input.when);
    const actor = recorded(scope.actor);
    const why = { note: "moved", before: post.publishAt?.toISOString(), after: at.toISOString() };
    const planned = await plan(scope, tx, { postId: post.id, creatorId }, chosen.value, post);
    const set = { ...planned, fromSlot };
    const moved =
      state === "scheduled"
        ? await retime(tx, post, { set, actor, why, at: now })
        : await move(tx, { postId: post.id, from: state, to: "scheduled", actor, why, at: now, set });
    // Undoes the jobs as well: a worker was quicker.
    if (!moved) throw new LostRace();
    const before = { publishAt: post.publishAt?.toISOString() ?? null, when: chosenOf(post) };
    return done({ postId: post.id, publishAt: at.toISOString(), before });
  });
}

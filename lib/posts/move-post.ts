import type { WallTime } from "#lib/clock/wall-time";
import type { Tx } from "#lib/db/open";
import { done, type Result, refuse, refuseWith } from "#lib/errors/result";
import type { Scope } from "#lib/workspaces/scope";
import { chosenOf } from "./choose-time";
import type { Enqueues } from "./enqueues";
import { findPlace } from "./find-place";
import { inTransaction, LostRace } from "./in-transaction";
import { type LoadedPost, loadPost } from "./load-post";
import { recorded } from "./recorded";
import { retime } from "./retime";
import { mayRetry, reschedule } from "./retry";
import { plan, type Scheduled } from "./schedule";

export type Moved = Scheduled & { before: { publishAt: string | null; when: WallTime | null } };

/**
 * Gives a post another time: one that is scheduled, or one that waits for somebody and may be sent again. The consent
 * stays valid, because the time is no part of it.
 */
export async function movePost(
  scope: Scope & Enqueues,
  input: { postId: string; when: WallTime },
): Promise<Result<Moved>> {
  return inTransaction(scope, async (tx) => {
    const post = await loadPost(scope, tx, input.postId);
    if (!post?.creatorId) return refuse({ kind: "not_found" });
    const before = { publishAt: post.publishAt?.toISOString() ?? null, when: chosenOf(post) };
    const moved = await (post.state === "scheduled"
      ? moveScheduled(scope, tx, { ...post, creatorId: post.creatorId }, input.when)
      : moveStopped(scope, tx, post, input.when));
    return moved.ok ? done({ ...moved.value, before }) : moved;
  });
}

/** One that waits for somebody: where it may be sent again, it is, at that time. */
async function moveStopped(
  scope: Scope & Enqueues,
  tx: Tx,
  post: LoadedPost,
  when: WallTime,
): Promise<Result<Scheduled>> {
  if (mayRetry(post)) return reschedule(scope, tx, post, when, "moved");
  const isStopped = post.state === "blocked" || post.state === "failed";
  return isStopped && post.failure ? refuseWith(post.failure) : refuse({ kind: "changed" });
}

async function moveScheduled(
  scope: Scope & Enqueues,
  tx: Tx,
  post: LoadedPost & { creatorId: string },
  when: WallTime,
): Promise<Result<Scheduled>> {
  const { id: postId, creatorId } = post;
  const place = await findPlace(scope, tx, when, { creatorId, mode: post.content.mode, except: postId });
  if (!place.ok) return place;
  const { fromSlot, ...time } = place.value;
  const publishAt = time.publishAt.toISOString();
  const set = { ...(await plan(scope, tx, { postId, creatorId }, time, post)), fromSlot };
  const why = { note: "moved", before: post.publishAt?.toISOString(), after: publishAt };
  const change = { set, actor: recorded(scope.actor), why, at: scope.clock.now() };
  // Undoes the jobs as well: a worker was quicker.
  if (!(await retime(tx, post, change))) throw new LostRace();
  return done({ postId, publishAt });
}

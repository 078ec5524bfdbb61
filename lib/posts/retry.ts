import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "#lib/db/open";
import { attempt } from "#lib/db/schema";
import { mayPersonRetry } from "#lib/errors/may-retry";
import { done, type Result, refuse, refuseWith } from "#lib/errors/result";
import type { Scope } from "#lib/workspaces/scope";
import type { Enqueues } from "./enqueues";
import { findPlace, type Wish } from "./find-place";
import { inTransaction, LostRace } from "./in-transaction";
import { type LoadedPost, loadPost } from "./load-post";
import { move } from "./move";
import { recorded } from "./recorded";
import { plan, type Scheduled } from "./schedule";

type Again = { postId: string; when?: Wish };
type Verb = (scope: Scope & Enqueues, input: Again) => Promise<Result<Scheduled>>;

/** May this post be sent again at all? TikTok asks apps not to repeat what it has refused as spam. */
export const mayRetry = (post: Pick<LoadedPost, "state" | "failure">): boolean =>
  (post.state === "blocked" || post.state === "failed") && (!post.failure || mayPersonRetry(post.failure));

/** A person says: try again, now or at a time. It becomes the promised one, and the count of tries starts anew. */
export const retryPost: Verb = (scope, { postId, when = "now" }) =>
  inTransaction(scope, async (tx) => {
    const post = await loadPost(scope, tx, postId);
    if (!post) return refuse({ kind: "not_found" });
    if (!mayRetry(post)) return post.failure ? refuseWith(post.failure) : refuse({ kind: "changed" });
    return reschedule(scope, tx, post, when, "retried by hand");
  });

/**
 * A person has looked at the profile and the post is not there: it is sent again. The old attempt is closed with it, so
 * that the two can never both be watched.
 */
export const sendAgain: Verb = (scope, { postId, when = "now" }) =>
  inTransaction(scope, async (tx) => {
    const post = await loadPost(scope, tx, postId);
    if (!post) return refuse({ kind: "not_found" });
    if (post.state !== "unconfirmed") return refuse({ kind: "changed" });
    return reschedule(scope, tx, post, when, "a person found that it is not on TikTok");
  });

/** Gives a post that has stopped another time, in the caller's transaction. Where it finds no place, nothing is written. */
export async function reschedule(
  scope: Scope & Enqueues,
  tx: Tx,
  post: LoadedPost,
  when: Wish,
  note: string,
): Promise<Result<Scheduled>> {
  const { state, creatorId, id: postId } = post;
  if (state !== "blocked" && state !== "failed" && state !== "unconfirmed")
    return refuse({ kind: "changed" });
  if (!creatorId) return refuse({ kind: "not_found" });
  const place = await findPlace(scope, tx, when, { creatorId, mode: post.content.mode, except: postId });
  if (!place.ok) return place;
  const { fromSlot, ...time } = place.value;
  if (state === "unconfirmed") await endLivingAttempt(scope, tx, postId, "not_there");
  const set = { ...(await plan(scope, tx, { postId, creatorId }, time, post)), fromSlot };
  const publishAt = time.publishAt.toISOString();
  const why = { note, before: post.publishAt?.toISOString(), after: publishAt };
  const actor = recorded(scope.actor);
  const request = { postId, to: "scheduled" as const, actor, why, at: scope.clock.now(), set };
  // Undoes the jobs as well: somebody else was quicker.
  if (!(await move(tx, { ...request, from: state }))) throw new LostRace();
  return done({ postId, publishAt });
}

/** Closes the attempt that has not ended, because a person knows what became of it. */
export async function endLivingAttempt(
  { clock }: Scope,
  tx: Tx,
  postId: string,
  outcome: string,
): Promise<void> {
  await tx
    .update(attempt)
    .set({ endedAt: new Date(clock.now()), outcome, uploadUrl: null })
    .where(and(eq(attempt.postId, postId), isNull(attempt.endedAt)));
}

import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "#lib/db/open";
import { attempt } from "#lib/db/schema";
import { mayPersonRetry } from "#lib/errors/may-retry";
import { done, type Result, refuse, refuseWith } from "#lib/errors/result";
import type { Scope } from "#lib/workspaces/scope";
import { type ChosenTime, nowChosen } from "./choose-time";
import type { Enqueues } from "./enqueues";
import { inTransaction, LostRace } from "./in-transaction";
import { type LoadedPost, loadPost } from "./load-post";
import { move } from "./move";
import { recorded } from "./recorded";
import { plan } from "./schedule";

type ById = { postId: string };
type Verb = (scope: Scope & Enqueues, input: ById) => Promise<Result<{ postId: string }>>;

/** May this post be sent again at all? TikTok asks apps not to repeat what it has refused as spam. */
export const mayRetry = (post: Pick<LoadedPost, "state" | "failure">): boolean =>
  (post.state === "blocked" || post.state === "failed") && (!post.failure || mayPersonRetry(post.failure));

/** A person says: try again now. The promised time becomes now, and the count of tries starts anew. */
export const retryPost: Verb = (scope, { postId }) =>
  inTransaction(scope, async (tx) => {
    const post = await loadPost(scope, tx, postId);
    if (!post) return refuse({ kind: "not_found" });
    if (!mayRetry(post)) return post.failure ? refuseWith(post.failure) : refuse({ kind: "changed" });
    return reschedule(scope, tx, post, nowChosen(scope.clock.now()), "retried by hand");
  });

/**
 * A person has looked at the profile and the post is not there: it is sent again. The old attempt is closed first, so
 * that the two can never both be watched.
 */
export const sendAgain: Verb = (scope, { postId }) =>
  inTransaction(scope, async (tx) => {
    const post = await loadPost(scope, tx, postId);
    if (!post) return refuse({ kind: "not_found" });
    if (post.state !== "unconfirmed") return refuse({ kind: "changed" });
    await endLivingAttempt(scope, tx, postId, "not_there");
    return reschedule(
      scope,
      tx,
      post,
      nowChosen(scope.clock.now()),
      "a person found that it is not on TikTok",
    );
  });

async function reschedule(
  scope: Scope & Enqueues,
  tx: Tx,
  post: LoadedPost,
  time: ChosenTime,
  note: string,
): Promise<Result<{ postId: string }>> {
  const { state, creatorId, id: postId } = post;
  if (state !== "blocked" && state !== "failed" && state !== "unconfirmed")
    return refuse({ kind: "changed" });
  if (!creatorId) return refuse({ kind: "not_found" });
  const set = { ...(await plan(scope, tx, { postId, creatorId }, time)), fromSlot: false };
  const why = { note, before: post.publishAt?.toISOString(), after: time.publishAt.toISOString() };
  const actor = recorded(scope.actor);
  const request = { postId, to: "scheduled" as const, actor, why, at: scope.clock.now(), set };
  if (!(await move(tx, { ...request, from: state }))) throw new LostRace();
  return done({ postId });
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

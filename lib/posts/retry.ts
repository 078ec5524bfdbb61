import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "#lib/db/open";
import { attempt } from "#lib/db/schema";
import { mayPersonRetry } from "#lib/errors/may-retry";
import { done, type Result, refuse, refuseWith } from "#lib/errors/result";
import type { Scope } from "#lib/workspaces/scope";
import { inTransaction, LostRace } from "./in-transaction";
import { type LoadedPost, loadPost } from "./load-post";
import { move } from "./move";
import type { Enqueues } from "./publish-now";
import { recorded } from "./recorded";

const DAY_MS = 24 * 60 * 60_000;

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
    return reschedule(scope, tx, post, scope.clock.now(), "retried by hand");
  });

/** A person moves a post that met a daily limit to the same time tomorrow. */
export const moveToLater: Verb = (scope, { postId }) =>
  inTransaction(scope, async (tx) => {
    const post = await loadPost(scope, tx, postId);
    if (!post) return refuse({ kind: "not_found" });
    if (!mayRetry(post)) return refuse({ kind: "changed" });
    return reschedule(scope, tx, post, scope.clock.now() + DAY_MS, "moved by a day");
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
    return reschedule(scope, tx, post, scope.clock.now(), "a person found that it is not on TikTok");
  });

async function reschedule(
  scope: Scope & Enqueues,
  tx: Tx,
  post: LoadedPost,
  publishAt: number,
  note: string,
): Promise<Result<{ postId: string }>> {
  const { state, creatorId, id: postId } = post;
  if (state !== "blocked" && state !== "failed" && state !== "unconfirmed")
    return refuse({ kind: "changed" });
  if (!creatorId) return refuse({ kind: "not_found" });
  const jobId = await scope.enqueue(tx, { kind: "publish", postId, creatorId, at: publishAt });
  const at = new Date(publishAt);
  const set = { publishAt: at, dueAt: at, jobId, failure: null, tries: 0, firstTriedAt: null };
  const now = scope.clock.now();
  const request = {
    postId,
    to: "scheduled" as const,
    actor: recorded(scope.actor),
    why: { note },
    at: now,
    set,
  };
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

import { done, type Result, refuse } from "#lib/errors/result";
import type { Scope } from "#lib/workspaces/scope";
import { inTransaction, LostRace } from "./in-transaction";
import { loadPost } from "./load-post";
import { move } from "./move";
import { recorded } from "./recorded";
import { endLivingAttempt } from "./retry";

type ById = { postId: string };

/**
 * Takes a post back to the desk to change it, while nothing of it is on its way. Publishing it later makes a new
 * revision, which needs a new consent.
 */
export async function backToDraft(
  scope: Scope,
  { postId }: ById,
): Promise<Result<{ postId: string; version: number }>> {
  return inTransaction(scope, async (tx) => {
    const post = await loadPost(scope, tx, postId);
    if (!post) return refuse({ kind: "not_found" });
    const { state } = post;
    if (state !== "scheduled" && state !== "blocked" && state !== "failed")
      return refuse({ kind: "changed" });
    // The wall time stays with the draft: whoever changes a word usually keeps the hour.
    const unplanned = {
      publishAt: null,
      dueAt: null,
      jobId: null,
      lookAt: null,
      warning: null,
      fromSlot: false,
    };
    const set = { ...unplanned, failure: null, tries: 0, firstTriedAt: null };
    const request = {
      postId,
      to: "draft" as const,
      actor: recorded(scope.actor),
      at: scope.clock.now(),
      set,
    };
    if (!(await move(tx, { ...request, from: state }))) throw new LostRace();
    return done({ postId, version: post.version });
  });
}

/** Ends a draft or a waiting post for good. What TikTok may already have is never cancelled from here. */
export async function cancelPost(scope: Scope, { postId }: ById): Promise<Result<{ postId: string }>> {
  return inTransaction(scope, async (tx) => {
    const post = await loadPost(scope, tx, postId);
    if (!post) return refuse({ kind: "not_found" });
    const { state } = post;
    if (state !== "draft" && state !== "scheduled" && state !== "blocked") return refuse({ kind: "changed" });
    const set = { dueAt: null, jobId: null, lookAt: null, warning: null };
    const request = {
      postId,
      to: "canceled" as const,
      actor: recorded(scope.actor),
      at: scope.clock.now(),
      set,
    };
    if (!(await move(tx, { ...request, from: state }))) throw new LostRace();
    return done({ postId });
  });
}

/** A person has looked: the post is on TikTok. */
export async function markAsPosted(scope: Scope, { postId }: ById): Promise<Result<{ postId: string }>> {
  return inTransaction(scope, async (tx) => {
    const post = await loadPost(scope, tx, postId);
    if (!post) return refuse({ kind: "not_found" });
    if (post.state !== "unconfirmed") return refuse({ kind: "changed" });
    await endLivingAttempt(scope, tx, postId, "seen_by_a_person");
    const visibility = post.content.privacy === "SELF_ONLY" ? ("private" as const) : ("public" as const);
    const set = { visibility, failure: null, dueAt: null, jobId: null };
    const why = { note: "a person found it on TikTok" };
    const actor = recorded(scope.actor);
    const request = {
      postId,
      from: "unconfirmed" as const,
      to: "published" as const,
      actor,
      why,
      at: scope.clock.now(),
      set,
    };
    if (!(await move(tx, request))) throw new LostRace();
    return done({ postId });
  });
}

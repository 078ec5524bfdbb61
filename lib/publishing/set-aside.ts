import { and, eq, isNull, sql } from "drizzle-orm";
import type { Tx } from "#lib/db/open";
import { attempt, post } from "#lib/db/schema";
import { type Failure, failure } from "#lib/errors/failure";
import { log } from "#lib/log/log";
import { move } from "#lib/posts/move";
import type { PostState } from "#lib/posts/states";
import type { Ground } from "#lib/workspaces/scope";
import type { Enqueue } from "./queue";

type World = Pick<Ground, "clock"> & { enqueue: Enqueue };
type Stuck = { postId: string; creatorId: string; state: PostState; takeovers: number };

const ACTOR = { kind: "worker", task: "publish" } as const;

/**
 * Stops a post for a person that no worker gets a step further with, so that it keeps no other waiting and nobody reads
 * "Sending…" for ever. Where the last bytes may be at TikTok it may be live; before that, closing the attempt sees to it
 * that nothing ever will be. Whoever may still hold the post is overtaken.
 */
export async function setAside(world: World, tx: Tx, stuck: Stuck): Promise<void> {
  const { postId, state, takeovers } = stuck;
  log.error({ post: postId, state, takeovers }, "a post was set aside: every worker that took it up stopped");
  await tx
    .update(post)
    .set({ fence: sql`${post.fence} + 1`, dueAt: null })
    .where(eq(post.id, postId));
  const [living] = await tx
    .select({ id: attempt.id, number: attempt.number, finalIntentAt: attempt.finalIntentAt })
    .from(attempt)
    .where(and(eq(attempt.postId, postId), isNull(attempt.endedAt)));
  const support = { at: new Date(world.clock.now()).toISOString(), attempt: living?.number };
  const tell = (code: "post.set_aside" | "post.lost_sight") => failure(code, { tries: takeovers }, support);
  switch (state) {
    case "scheduled":
    case "preparing":
      return block(world, tx, stuck, state, tell("post.set_aside"));
    case "uploading":
      if (!living?.finalIntentAt) return block(world, tx, stuck, state, tell("post.set_aside"));
      return loseSight(world, tx, stuck, state, tell("post.lost_sight"));
    case "processing":
      return loseSight(world, tx, stuck, state, tell("post.lost_sight"));
    case "blocked":
      await tx
        .update(post)
        .set({ failure: tell("post.set_aside") })
        .where(eq(post.id, postId));
      return;
    default:
      // What it already says of itself stays true; only nobody looks any further.
      return;
  }
}

async function block(
  { clock }: World,
  tx: Tx,
  { postId }: Stuck,
  from: "scheduled" | "preparing" | "uploading",
  cause: Failure,
): Promise<void> {
  const at = clock.now();
  await tx
    .update(attempt)
    .set({ endedAt: new Date(at), outcome: cause.code, failure: cause, uploadUrl: null })
    .where(and(eq(attempt.postId, postId), isNull(attempt.endedAt)));
  const why = { code: cause.code };
  await move(tx, { postId, from, to: "blocked", actor: ACTOR, why, at, set: { failure: cause } });
}

/** Sending stopped, but watching may yet find out; where watching itself stopped, only a person can. */
async function loseSight(
  { clock, enqueue }: World,
  tx: Tx,
  { postId, creatorId }: Stuck,
  from: "uploading" | "processing",
  cause: Failure,
): Promise<void> {
  const at = clock.now();
  const request = { postId, actor: ACTOR, why: { code: cause.code }, at };
  if (from === "processing") {
    await move(tx, { ...request, from, to: "unconfirmed", set: { failure: cause } });
    return;
  }
  const jobId = await enqueue(tx, { kind: "watch", postId, creatorId, at });
  const set = { failure: cause, dueAt: new Date(at), jobId };
  await move(tx, { ...request, from, to: "unconfirmed", set });
}

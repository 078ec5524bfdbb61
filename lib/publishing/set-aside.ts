import { and, eq, isNull, sql } from "drizzle-orm";
import type { Tx } from "#lib/db/open";
import { attempt, post } from "#lib/db/schema";
import { type Failure, failure } from "#lib/errors/failure";
import { log } from "#lib/log/log";
import { move } from "#lib/posts/move";
import type { PostState } from "#lib/posts/states";
import type { Ground } from "#lib/workspaces/scope";
import { WATCH_FOR_MS } from "./poll-plan";
import type { Enqueue } from "./queue";

type World = Pick<Ground, "clock"> & { enqueue: Enqueue };
type Stuck = { postId: string; creatorId: string; state: PostState; takeovers: number };

/** How often a post is still looked at of which every look has stopped its worker, ms. */
const SELDOM_MS = 60 * 60_000;

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
    .select()
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
      await loseSight(world, tx, stuck, state, tell("post.lost_sight"));
      return lookAt(world, tx, stuck, world.clock.now());
    case "processing":
      await loseSight(world, tx, stuck, state, tell("post.lost_sight"));
      return lookSeldom(world, tx, stuck, living);
    case "blocked":
      await tx
        .update(post)
        .set({ failure: tell("post.set_aside") })
        .where(eq(post.id, postId));
      return;
    default:
      return lookSeldom(world, tx, stuck, living);
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

async function loseSight(
  { clock }: World,
  tx: Tx,
  { postId }: Stuck,
  from: "uploading" | "processing",
  cause: Failure,
): Promise<void> {
  const why = { code: cause.code };
  const set = { failure: cause };
  await move(tx, { postId, from, to: "unconfirmed", actor: ACTOR, why, at: clock.now(), set });
}

/**
 * Asking what became of a post harms nobody, so it goes on for as long as it is promised, seldom: once the defect is mended
 * the answer comes by itself.
 */
async function lookSeldom(
  world: World,
  tx: Tx,
  stuck: Stuck,
  living: typeof attempt.$inferSelect | undefined,
): Promise<void> {
  const at = world.clock.now() + SELDOM_MS;
  const since = living && (living.acceptedAt ?? living.intentAt).getTime();
  if (since !== undefined && at - since < WATCH_FOR_MS) await lookAt(world, tx, stuck, at);
}

async function lookAt({ enqueue }: World, tx: Tx, { postId, creatorId }: Stuck, at: number): Promise<void> {
  const jobId = await enqueue(tx, { kind: "watch", postId, creatorId, at });
  await tx
    .update(post)
    .set({ dueAt: new Date(at), jobId })
    .where(eq(post.id, postId));
}

import { and, eq } from "drizzle-orm";
import type { Reach } from "#lib/creators/reach";
import type { Tx } from "#lib/db/open";
import { post } from "#lib/db/schema";
import { failure } from "#lib/errors/failure";
import { done, type Result, refuseWith } from "#lib/errors/result";
import type { Scope } from "#lib/workspaces/scope";
import { type CheckedDraft, checkDraft } from "./check-draft";
import { type ChosenTime, chooseTime } from "./choose-time";
import { holdFiles } from "./content-files";
import type { Enqueues } from "./enqueues";
import { findPlace, type Wish } from "./find-place";
import { freeze } from "./freeze";
import { inTransaction, LostRace } from "./in-transaction";
import type { LoadedPost } from "./load-post";
import { nextLook } from "./look-times";
import { move } from "./move";
import { recorded } from "./recorded";

export type When = Wish | "next_slot";
export type SchedulePost = { postId: string; version: number; sentence: string; when: When };
export type Scheduled = { postId: string; publishAt: string };

/**
 * Gives a draft its time: asks TikTok afresh, checks every rule once more, freezes the revision, records the consent and
 * hands the post to the queue, all in one transaction. Two clicks make one post: the second finds the draft gone.
 * A time that does not exist, exists twice, has passed or does not fit TikTok's limits is asked about, never guessed.
 */
export async function schedulePost(
  scope: Scope & Reach & Enqueues,
  input: SchedulePost,
): Promise<Result<Scheduled>> {
  // Before TikTok is asked: a time that cannot be is a question whatever TikTok says.
  const early = typeof input.when === "string" ? done(null) : chooseTime(input.when, scope.clock.now());
  if (!early.ok) return early;
  const checked = await checkDraft(scope, input);
  if (!checked.ok) return checked;
  const { draft, creatorId } = checked.value;
  return inTransaction(scope, async (tx) => {
    const { mode } = draft.content;
    const place = await findPlace(scope, tx, input.when, { creatorId, mode });
    if (!place.ok) return place;
    return send(scope, tx, checked.value, { from: "draft", sentence: input.sentence, place: place.value });
  });
}

type Sending = {
  from: "draft" | "blocked" | "failed";
  sentence: string;
  place: ChosenTime & { fromSlot: boolean };
};

/**
 * Freezes what was checked, records the consent to it and hands the post to the queue, in the caller's transaction.
 * @throws LostRace when somebody has changed the post since it was checked
 */
export async function send(
  scope: Scope & Enqueues,
  tx: Tx,
  checked: CheckedDraft,
  { from, sentence, place }: Sending,
): Promise<Result<Scheduled>> {
  const { draft, creatorId, files } = checked;
  const { id: postId, content, version } = draft;
  const { fromSlot, ...time } = place;
  const now = scope.clock.now();
  if (!(await holdFiles(tx, files)))
    return refuseWith(failure("media.missing", {}, { at: new Date(now).toISOString() }));
  const revisionId = await freeze(tx, scope, checked, sentence);
  // A save that slipped in since would be published unseen, so the version decides as well as the state.
  const kept = await tx
    .update(post)
    .set({ content, version: version + 1 })
    .where(and(eq(post.id, postId), eq(post.version, version)))
    .returning({ id: post.id });
  if (kept.length === 0) throw new LostRace();
  const set = { ...(await plan(scope, tx, { postId, creatorId }, time)), revisionId, fromSlot };
  const why = time.publishLocal ? { after: time.publishAt.toISOString() } : { note: "post now" };
  const request = { postId, to: "scheduled" as const, actor: recorded(scope.actor), why, at: now, set };
  if (!(await move(tx, { ...request, from }))) throw new LostRace();
  return done({ postId, publishAt: time.publishAt.toISOString() });
}

/**
 * What a scheduled row holds of its time, with the jobs that go with it enqueued in the same transaction.
 * @param moved the post as it was, where only its time is changed and nothing has been checked: it is looked at at once
 *   where it was warned of, or where its new time is too near for another look
 */
export async function plan(
  scope: Pick<Scope, "clock"> & Enqueues,
  tx: Tx,
  { postId, creatorId }: { postId: string; creatorId: string },
  time: ChosenTime,
  moved?: Pick<LoadedPost, "warning">,
) {
  const [at, now] = [time.publishAt.getTime(), scope.clock.now()];
  const jobId = await scope.enqueue(tx, { kind: "publish", postId, creatorId, at });
  const next = nextLook(at, now);
  const look = moved && at > now && (moved.warning || next === null) ? now : next;
  if (look !== null) await scope.enqueue(tx, { kind: "look", postId, creatorId, at: look });
  return {
    ...time,
    dueAt: time.publishAt,
    lookAt: look === null ? null : new Date(look),
    jobId,
    failure: null,
    warning: null,
    tries: 0,
    firstTriedAt: null,
  };
}

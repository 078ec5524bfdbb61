import { and, eq } from "drizzle-orm";
import type { WallTime } from "#lib/clock/wall-time";
import type { Reach } from "#lib/creators/reach";
import type { PostEventWhy } from "#lib/db/json";
import type { Tx } from "#lib/db/open";
import { creator, post } from "#lib/db/schema";
import { failure } from "#lib/errors/failure";
import { done, type Result, refuse, refuseWith } from "#lib/errors/result";
import type { Scope } from "#lib/workspaces/scope";
import { capAt, countWithin, fits, nextFit } from "./caps";
import { type CheckedDraft, checkDraft } from "./check-draft";
import { type ChosenTime, chooseTime, nowChosen } from "./choose-time";
import { holdFiles } from "./content-files";
import { countedTimes } from "./counted-times";
import type { Enqueues } from "./enqueues";
import { freeze } from "./freeze";
import { inTransaction, LostRace } from "./in-transaction";
import type { LoadedPost } from "./load-post";
import { nextLook } from "./look-times";
import { move } from "./move";
import { isQueueTime, nextFreeSlots } from "./queue-queries";
import { recorded } from "./recorded";

/** `now` sends it at once; `next_slot` takes the next free time of the creator's queue. */
export type When = WallTime | "now" | "next_slot";
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
    await lockCreator(tx, creatorId);
    const chosen = await choose(scope, tx, creatorId, input.when);
    if (!chosen.ok) return chosen;
    const { fromSlot, ...time } = chosen.value;
    if (input.when !== "now") {
      const full = await findFull(scope, tx, {
        creatorId,
        at: time.publishAt.getTime(),
        mode: draft.content.mode,
      });
      if (full) return full;
    }
    const why = input.when === "now" ? { note: "post now" } : { after: time.publishAt.toISOString() };
    return send(scope, tx, checked.value, { from: "draft", sentence: input.sentence, time, fromSlot, why });
  });
}

type Sending = {
  from: "draft" | "blocked" | "failed";
  sentence: string;
  time: ChosenTime;
  fromSlot: boolean;
  why: PostEventWhy;
};

/**
 * Freezes what was checked, records the consent to it and hands the post to the queue, in the caller's transaction.
 * @throws LostRace when somebody has changed the post since it was checked
 */
export async function send(
  scope: Scope & Enqueues,
  tx: Tx,
  checked: CheckedDraft,
  { from, sentence, time, fromSlot, why }: Sending,
): Promise<Result<Scheduled>> {
  const { draft, creatorId, files } = checked;
  const { id: postId, content, version } = draft;
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
  const request = { postId, to: "scheduled" as const, actor: recorded(scope.actor), why, at: now, set };
  if (!(await move(tx, { ...request, from }))) throw new LostRace();
  return done({ postId, publishAt: time.publishAt.toISOString() });
}

/** Two people who plan for one creator at once go one after the other: places and slots are counted under it. */
export async function lockCreator(tx: Tx, creatorId: string): Promise<void> {
  await tx.select({ id: creator.id }).from(creator).where(eq(creator.id, creatorId)).for("update");
}

async function choose(
  scope: Scope,
  tx: Tx,
  creatorId: string,
  when: When,
): Promise<Result<ChosenTime & { fromSlot: boolean }>> {
  const now = scope.clock.now();
  if (when === "now") return done({ ...nowChosen(now), fromSlot: false });
  if (when !== "next_slot") {
    const chosen = chooseTime(when, now);
    const fromSlot = await isQueueTime(scope, tx, creatorId, when);
    return chosen.ok ? done({ ...chosen.value, fromSlot }) : chosen;
  }
  const [free] = await nextFreeSlots(scope, tx, creatorId, { from: now, count: 1 });
  if (!free) return refuse({ kind: "time", question: { kind: "no_slot" } });
  const { at, local, timeZone, fold } = free;
  return done({ publishAt: new Date(at), publishLocal: local, timeZone, fold, fromSlot: true });
}

/** Says no where TikTok's limit for 24 hours is planned up, and when it is not. */
export async function findFull(
  scope: Scope,
  tx: Tx,
  {
    creatorId,
    at,
    mode,
    except,
  }: { creatorId: string; at: number; mode: "direct" | "inbox"; except?: string },
): Promise<Result<never> | undefined> {
  const times = await countedTimes(scope, tx, creatorId, { from: at, to: at, except });
  const limit = times.limits[mode];
  if (fits(times[mode], at, limit)) return undefined;
  const cap = capAt(limit, at);
  // Where posts stand close together, the first free moment may lie days ahead.
  const wide = await countedTimes(scope, tx, creatorId, { from: at, to: at + 60 * 24 * 60 * 60_000, except });
  const question = {
    kind: "full" as const,
    reason: mode === "direct" ? ("daily" as const) : ("inbox" as const),
    cap,
    planned: Math.max(cap, countWithin(times[mode], at)),
    next: new Date(nextFit(wide[mode], at, limit)).toISOString(),
  };
  return refuse({ kind: "time", question });
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

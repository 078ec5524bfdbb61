import { and, eq } from "drizzle-orm";
import { resolveWallTime } from "#lib/clock/wall-time";
import type { Tx } from "#lib/db/open";
import { grant, media, post, revision, workspaceCreator } from "#lib/db/schema";
import { rowOf } from "#lib/errors/catalog";
import { type Failure, failure } from "#lib/errors/failure";
import { capAt, countWithin, fits } from "#lib/posts/caps";
import { asChosen, chosenOf } from "#lib/posts/choose-time";
import { countedTimes } from "#lib/posts/counted-times";
import type { Enqueues } from "#lib/posts/enqueues";
import { type LoadedPost, readPost } from "#lib/posts/load-post";
import { nextLook } from "#lib/posts/look-times";
import { retime } from "#lib/posts/retime";
import { plan } from "#lib/posts/schedule";
import type { Ground } from "#lib/workspaces/scope";
import { findProblem } from "./find-problem";
import { FROZEN_FILES, frozenFiles } from "./frozen-files";
import type { Ports } from "./ports";
import { stopOf } from "./stop-of";

type World = Ground & Enqueues;
type Asked = Pick<Ports, "tiktok" | "media" | "mediaAddress" | "clock">;
type Scheduled = LoadedPost & { creatorId: string; publishAt: Date; lookAt: Date };

/** What may be over by the time it counts, and says nothing about the post: looked at again instead of told. */
const PASSING: ReadonlySet<string> = new Set(["back_off", "rolling_minute", "once_after_refresh"]);
const LOOK_AGAIN_MS = 10 * 60_000;
const NEAR_MS = 3 * 60 * 60_000;

/**
 * Looks, ahead of its time, whether a scheduled post could go out: the workspace's word, the grant, what TikTok lets the
 * creator do, the limits of the day, the file. What would stop it is written beside it while there is time to put it
 * right. Never publishes anything, so it may run twice, or die anywhere.
 */
export async function lookAhead(world: World, ports: Asked, postId: string): Promise<void> {
  const found = await readPost(world.db, postId);
  if (found?.state !== "scheduled") return;
  const { creatorId, publishAt, lookAt } = found;
  if (!creatorId || !publishAt || !lookAt || lookAt.getTime() > world.clock.now()) return;
  const scheduled: Scheduled = { ...found, creatorId, publishAt, lookAt };
  if (await followZone(world, scheduled)) return;
  const seen = await findWarning(world, ports, scheduled);
  await write(world, scheduled, seen);
}

type Seen = { kind: "warning"; warning: Failure | null } | { kind: "again"; at: number };

async function findWarning(world: World, ports: Asked, scheduled: Scheduled): Promise<Seen> {
  const now = world.clock.now();
  const ours = (await findGrantProblem(world, scheduled)) ?? (await findFullDay(world, scheduled));
  if (ours) return { kind: "warning", warning: ours };
  const [frozen] = await world.db
    .select({
      content: revision.content,
      ...FROZEN_FILES,
      link: {
        id: workspaceCreator.creatorId,
        pausedAt: workspaceCreator.pausedAt,
        why: workspaceCreator.pauseReason,
      },
    })
    .from(revision)
    .innerJoin(media, eq(media.id, revision.mediaId))
    .leftJoin(
      workspaceCreator,
      and(
        eq(workspaceCreator.workspaceId, scheduled.workspaceId),
        eq(workspaceCreator.creatorId, scheduled.creatorId),
      ),
    )
    .where(eq(revision.id, scheduled.revisionId ?? ""));
  if (!frozen) return { kind: "warning", warning: null };
  const { creatorId } = scheduled;
  const problem = await findProblem(ports, {
    creatorId,
    stop: stopOf(frozen.link),
    revision: { content: frozen.content, files: frozenFiles(frozen) },
  });
  if (!problem) return { kind: "warning", warning: null };
  if (problem.kind === "busy") return { kind: "again", at: problem.at };
  const { failure: cause } = problem.met;
  const { retry } = rowOf(cause.code);
  const isNear = scheduled.publishAt.getTime() - now < NEAR_MS;
  // A full day a day ahead says nothing about tomorrow.
  const isDaily = retry === "hourly_until_late" || retry === "rolling_day";
  if (isDaily && !isNear) return { kind: "warning", warning: null };
  if (PASSING.has(retry)) return { kind: "again", at: now + LOOK_AGAIN_MS };
  return { kind: "warning", warning: cause };
}

/** A permission that is gone, or that will have run out by then. */
async function findGrantProblem(
  { db, clock }: World,
  { creatorId, publishAt }: Scheduled,
): Promise<Failure | undefined> {
  const at = new Date(clock.now()).toISOString();
  const [held] = await db.select().from(grant).where(eq(grant.creatorId, creatorId));
  if (!held || held.state === "disconnected")
    return held?.failure ?? failure("connect.disconnected", {}, { at });
  if (held.state === "reconnect_needed")
    return held.failure ?? failure("connect.reconnect_needed", {}, { at });
  if (held.refreshExpiresAt < publishAt) return failure("connect.reconnect_needed", {}, { at });
  return undefined;
}

/** More in 24 hours than TikTok takes, since this one was planned: the limit was learned to be smaller. */
async function findFullDay(world: World, scheduled: Scheduled): Promise<Failure | undefined> {
  const { id, creatorId, publishAt, content } = scheduled;
  const at = publishAt.getTime();
  const times = await countedTimes(world, world.db, creatorId, { from: at, to: at, except: id });
  const [mine, limit] = [times[content.mode].filter((time) => time <= at), times.limits[content.mode]];
  // Only what comes before it can take its place.
  if (fits(mine, at, limit)) return undefined;
  const [planned, cap] = [countWithin(mine, at) + 1, capAt(limit, at)];
  return failure("schedule.day_full", { planned, cap }, { at: new Date(world.clock.now()).toISOString() });
}

async function write(world: World, scheduled: Scheduled, seen: Seen): Promise<void> {
  const { db, clock } = world;
  const { id: postId, creatorId, lookAt, publishAt } = scheduled;
  const now = clock.now();
  const next =
    seen.kind === "again" ? earlierOf(seen.at, publishAt.getTime()) : nextLook(publishAt.getTime(), now);
  const warning = seen.kind === "again" ? scheduled.warning : seen.warning;
  await db.transaction(async (tx) => {
    const same = and(eq(post.id, postId), eq(post.state, "scheduled"), eq(post.lookAt, lookAt));
    const written = await tx
      .update(post)
      .set({ warning, lookAt: next === null ? null : new Date(next), updatedAt: new Date(now) })
      .where(same)
      .returning({ id: post.id });
    if (written.length === 1 && next !== null)
      await world.enqueue(tx, { kind: "look", postId, creatorId, at: next });
  });
}

/** No look is of use once its time has come: the check before sending says the same. */
const earlierOf = (at: number, publishAt: number) => (at < publishAt ? at : null);

/**
 * When a government has changed its clocks since, the wall time that was promised is another instant: the post follows
 * the wall, and whoever reads Needs fixing is told.
 * @returns true when it was moved
 */
async function followZone(world: World, scheduled: Scheduled): Promise<boolean> {
  const when = chosenOf(scheduled);
  if (!when) return false;
  const resolved = resolveWallTime(when);
  if (resolved.kind === "unreadable") return false;
  const at = resolved.kind === "twice" ? resolved.earlier : resolved.at;
  if (at === scheduled.publishAt.getTime()) return false;
  const now = world.clock.now();
  const place = when.timeZone.split("/").at(-1)?.replaceAll("_", " ") ?? when.timeZone;
  const local = when.local.replace("T", ", ");
  const warning = failure("schedule.zone_changed", { place, local }, { at: new Date(now).toISOString() });
  const { id: postId, creatorId } = scheduled;
  return world.db.transaction(async (tx: Tx) => {
    const set = { ...(await plan(world, tx, { postId, creatorId }, asChosen(when, at))), warning };
    const why = {
      note: "time zone rules changed",
      before: scheduled.publishAt.toISOString(),
      after: new Date(at).toISOString(),
    };
    return retime(tx, scheduled, { set, actor: { kind: "worker", task: "look" }, why, at: now });
  });
}

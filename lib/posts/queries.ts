import { and, asc, desc, eq, inArray, lt } from "drizzle-orm";
import {
  attempt,
  consent,
  creator,
  post,
  postEvent,
  step,
  user,
  workspace,
  workspaceCreator,
} from "#lib/db/schema";
import type { Failure } from "#lib/errors/failure";
import { isPhotoView, isVideoView, type MediaView } from "#lib/media/view";
import { mediaView } from "#lib/media-library/media-view";
import type { Scope } from "#lib/workspaces/scope";
import { chosenOf } from "./choose-time";
import { fileIds, findFiles, heldIds } from "./content-files";
import { countSameCause } from "./fix-queries";
import { asState } from "./move";
import { asRow, type CreatorName, iso, type PostRow, ROW, type Selected } from "./post-row";
import { IN_FLIGHT, type PostState } from "./states";

export type { CreatorName, PostRow };

/** A page of the workspace's posts, newest first. `after` is the last id of the page before. */
export async function listPosts(
  { db, actor }: Scope,
  request: { states?: readonly PostState[]; creatorId?: string; after?: string; limit: number },
): Promise<{ posts: PostRow[]; next: string | null }> {
  const conditions = [eq(post.workspaceId, actor.workspaceId)];
  if (request.states) conditions.push(inArray(post.state, [...request.states]));
  if (request.creatorId) conditions.push(eq(post.creatorId, request.creatorId));
  if (request.after) conditions.push(lt(post.id, request.after));
  const rows = await db
    .select(ROW)
    .from(post)
    .leftJoin(creator, eq(creator.id, post.creatorId))
    .where(and(...conditions))
    .orderBy(desc(post.id))
    .limit(request.limit + 1);
  const page = rows.slice(0, request.limit).map((row) => asRow(row as Selected));
  return { posts: page, next: rows.length > request.limit ? (page.at(-1)?.id ?? null) : null };
}

export type StepView = {
  at: string;
  name: string;
  durationMs: number | null;
  detail: typeof step.$inferSelect.detail;
};
export type AttemptView = {
  id: string;
  number: number;
  mode: "direct" | "inbox";
  transfer: "FILE_UPLOAD" | "PULL_FROM_URL";
  /** When TikTok first fetched a file; null where we send it. */
  servedAt: string | null;
  intentAt: string;
  publishId: string | null;
  bytesTotal: number;
  bytesSent: number;
  acceptedAt: string | null;
  endedAt: string | null;
  outcome: string | null;
  failure: Failure | null;
  steps: StepView[];
};
export type EventView = Pick<typeof postEvent.$inferSelect, "from" | "to" | "actor" | "why"> & { at: string };

/** Everything the post page shows. */
export type PostView = Omit<PostRow, "timeZone"> & {
  version: number;
  content: typeof post.$inferSelect.content;
  /** In which its times are told: the post's own, else the creator's, else the workspace's. */
  timeZone: string;
  /** Until when it may go out without asking a person. */
  latestAt: string | null;
  inFlight: boolean;
  /** What is sent, in its order: one video, or photos. */
  files: MediaView[];
  attempts: AttemptView[];
  /** Steps that belong to no attempt, such as a check before the first one. */
  looseSteps: StepView[];
  events: EventView[];
  consent: { sentence: string; at: string; by: string | null } | null;
  /** Other posts that wait for the same creator or app. */
  alsoWaiting: number;
};

export async function viewPost(scope: Scope, postId: string): Promise<PostView | undefined> {
  const { db, actor } = scope;
  const [row] = await db
    .select({
      ...ROW,
      version: post.version,
      revisionId: post.revisionId,
      usualZone: workspace.timeZone,
      creatorZone: workspaceCreator.timeZone,
      lateness: workspace.latenessLimitMinutes,
    })
    .from(post)
    .innerJoin(workspace, eq(workspace.id, post.workspaceId))
    .leftJoin(creator, eq(creator.id, post.creatorId))
    .leftJoin(
      workspaceCreator,
      and(eq(workspaceCreator.creatorId, post.creatorId), eq(workspaceCreator.workspaceId, post.workspaceId)),
    )
    .where(and(eq(post.id, postId), eq(post.workspaceId, actor.workspaceId)));
  if (!row) return undefined;
  const base = asRow(row as Selected);
  const files = (await findFiles(db, actor.workspaceId, fileIds(row.content))).map(mediaView);
  const attempts = await db
    .select()
    .from(attempt)
    .where(eq(attempt.postId, postId))
    .orderBy(asc(attempt.number));
  const steps = await db
    .select()
    .from(step)
    .where(eq(step.postId, postId))
    .orderBy(asc(step.at), asc(step.id));
  const events = await db
    .select()
    .from(postEvent)
    .where(eq(postEvent.postId, postId))
    .orderBy(asc(postEvent.id));
  const stepsOf = (attemptId: string | null) =>
    steps.filter((each) => each.attemptId === attemptId).map(asStep);
  return {
    ...base,
    version: row.version,
    content: row.content,
    timeZone: base.timeZone ?? row.creatorZone ?? row.usualZone,
    latestAt: row.publishAt ? new Date(row.publishAt.getTime() + row.lateness * 60_000).toISOString() : null,
    inFlight: base.state === "scheduled" || (IN_FLIGHT as readonly string[]).includes(base.state),
    files,
    attempts: attempts.map((each) => ({
      id: each.id,
      number: each.number,
      mode: each.mode,
      transfer: each.transfer,
      servedAt: iso(each.servedAt),
      intentAt: each.intentAt.toISOString(),
      publishId: each.publishId,
      bytesTotal: each.bytesTotal,
      bytesSent: each.bytesSent,
      acceptedAt: iso(each.acceptedAt),
      endedAt: iso(each.endedAt),
      outcome: each.outcome,
      failure: each.failure,
      steps: stepsOf(each.id),
    })),
    looseSteps: stepsOf(null),
    events: events.map(({ from, to, actor: who, why, at }) => ({
      from,
      to,
      actor: who,
      why,
      at: at.toISOString(),
    })),
    consent: await consentOf(scope, row.revisionId),
    alsoWaiting: await countSameCause(scope, base),
  };
}

const asStep = (row: typeof step.$inferSelect): StepView => ({
  at: row.at.toISOString(),
  name: row.name,
  durationMs: row.durationMs,
  detail: row.detail,
});

async function consentOf({ db }: Scope, revisionId: string | null): Promise<PostView["consent"]> {
  if (!revisionId) return null;
  const [row] = await db
    .select({ sentence: consent.sentence, at: consent.createdAt, name: user.name, email: user.email })
    .from(consent)
    .leftJoin(user, eq(user.id, consent.userId))
    .where(eq(consent.revisionId, revisionId));
  return row ? { sentence: row.sentence, at: row.at.toISOString(), by: row.name ?? row.email } : null;
}

/** What compose opens: a draft of the workspace with its file. */
export async function draftForCompose(scope: Scope, postId: string) {
  const { db, actor } = scope;
  const [row] = await db
    .select({
      postId: post.id,
      version: post.version,
      creatorId: post.creatorId,
      content: post.content,
      state: post.state,
      publishLocal: post.publishLocal,
      timeZone: post.timeZone,
      fold: post.fold,
    })
    .from(post)
    .where(and(eq(post.id, postId), eq(post.workspaceId, actor.workspaceId)));
  if (!row) return undefined;
  const held = (await findFiles(db, actor.workspaceId, heldIds(row.content)))
    .filter(({ deletedAt }) => deletedAt === null)
    .map(mediaView);
  return {
    ...row,
    when: chosenOf(row),
    state: asState(row.state),
    media: held.find(isVideoView) ?? null,
    photos: held.filter(isPhotoView),
    frozen: row.state !== "draft",
  };
}

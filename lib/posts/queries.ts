import { and, asc, count, desc, eq, inArray, lt } from "drizzle-orm";
import { attempt, consent, creator, media, post, postEvent, step, user, workspace } from "#lib/db/schema";
import { type Failure, scopeOf } from "#lib/errors/failure";
import type { Scope } from "#lib/workspaces/scope";
import { asState } from "./move";
import { IN_FLIGHT, NEEDS_FIXING, type PostState } from "./states";

const iso = (date: Date | null) => date?.toISOString() ?? null;

const CREATOR = {
  id: creator.id,
  handle: creator.handle,
  displayName: creator.displayName,
  avatarUrl: creator.avatarUrl,
};
export type CreatorName = {
  id: string;
  handle: string | null;
  displayName: string;
  avatarUrl: string | null;
};

/** A post as lists show it. Times are ISO 8601, UTC. */
export type PostRow = {
  id: string;
  state: PostState;
  caption: string;
  mode: "direct" | "inbox";
  mediaId: string | null;
  creator: CreatorName | null;
  publishAt: string | null;
  dueAt: string | null;
  updatedAt: string;
  endedAt: string | null;
  visibility: "reviewing" | "public" | "private" | "removed" | null;
  publicPostIds: string[];
  failure: Failure | null;
};

const ROW = {
  id: post.id,
  state: post.state,
  content: post.content,
  publishAt: post.publishAt,
  dueAt: post.dueAt,
  updatedAt: post.updatedAt,
  endedAt: post.endedAt,
  visibility: post.visibility,
  publicPostIds: post.publicPostIds,
  failure: post.failure,
  creator: CREATOR,
};

type Selected = Pick<
  typeof post.$inferSelect,
  | "id"
  | "state"
  | "content"
  | "publishAt"
  | "dueAt"
  | "updatedAt"
  | "endedAt"
  | "visibility"
  | "publicPostIds"
  | "failure"
> & { creator: CreatorName | null };

const asRow = (row: Selected): PostRow => ({
  id: row.id,
  state: asState(row.state),
  caption: row.content.caption,
  mode: row.content.mode,
  mediaId: row.content.mediaId,
  creator: row.creator,
  publishAt: iso(row.publishAt),
  dueAt: iso(row.dueAt),
  updatedAt: row.updatedAt.toISOString(),
  endedAt: iso(row.endedAt),
  visibility: row.visibility,
  publicPostIds: row.publicPostIds,
  failure: row.failure,
});

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

/** Posts that share one cause: a creator's problem is one item for all of that creator's posts. */
export type FixItem = { key: string; failure: Failure; creator: CreatorName | null; posts: PostRow[] };

const FIX_LIMIT = 200;

/** What waits for somebody, grouped by cause and account, the oldest promise first. */
export async function listFix(scope: Scope): Promise<FixItem[]> {
  const { posts } = await listPosts(scope, { states: NEEDS_FIXING, limit: FIX_LIMIT });
  const items = new Map<string, FixItem>();
  for (const row of posts) {
    if (!row.failure) continue;
    const kind = scopeOf(row.failure);
    const key =
      kind === "post" ? row.id : [row.failure.code, kind === "creator" ? row.creator?.id : "app"].join(":");
    const item = items.get(key) ?? { key, failure: row.failure, creator: row.creator, posts: [] };
    item.posts.push(row);
    items.set(key, item);
  }
  const oldest = (item: FixItem) =>
    item.posts.map((each) => each.publishAt ?? each.updatedAt).sort()[0] ?? "";
  return [...items.values()].sort((a, b) => oldest(a).localeCompare(oldest(b)));
}

/** How many posts wait for somebody, for the number beside "Needs fixing". */
export async function countFix({ db, actor }: Scope): Promise<number> {
  const [row] = await db
    .select({ waiting: count() })
    .from(post)
    .where(and(eq(post.workspaceId, actor.workspaceId), inArray(post.state, [...NEEDS_FIXING])));
  return row?.waiting ?? 0;
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
export type PostView = PostRow & {
  version: number;
  content: typeof post.$inferSelect.content;
  timeZone: string;
  /** Until when it may go out without asking a person. */
  latestAt: string | null;
  inFlight: boolean;
  media: Pick<typeof media.$inferSelect, "id" | "fileName" | "bytes" | "facts"> | null;
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
      timeZone: workspace.timeZone,
      lateness: workspace.latenessLimitMinutes,
    })
    .from(post)
    .innerJoin(workspace, eq(workspace.id, post.workspaceId))
    .leftJoin(creator, eq(creator.id, post.creatorId))
    .where(and(eq(post.id, postId), eq(post.workspaceId, actor.workspaceId)));
  if (!row) return undefined;
  const base = asRow(row as Selected);
  const [file] = row.content.mediaId
    ? await db
        .select({ id: media.id, fileName: media.fileName, bytes: media.bytes, facts: media.facts })
        .from(media)
        .where(and(eq(media.id, row.content.mediaId), eq(media.workspaceId, actor.workspaceId)))
    : [];
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
    timeZone: row.timeZone,
    latestAt: row.publishAt ? new Date(row.publishAt.getTime() + row.lateness * 60_000).toISOString() : null,
    inFlight: base.state === "scheduled" || (IN_FLIGHT as readonly string[]).includes(base.state),
    media: file ?? null,
    attempts: attempts.map((each) => ({
      id: each.id,
      number: each.number,
      mode: each.mode,
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
    alsoWaiting: await alsoWaiting(scope, base),
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

async function alsoWaiting(scope: Scope, base: PostRow): Promise<number> {
  if (!base.failure || scopeOf(base.failure) === "post") return 0;
  const items = await listFix(scope);
  const item = items.find((each) => each.posts.some((other) => other.id === base.id));
  return Math.max(0, (item?.posts.length ?? 1) - 1);
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
    })
    .from(post)
    .where(and(eq(post.id, postId), eq(post.workspaceId, actor.workspaceId)));
  if (!row) return undefined;
  const own = row.content.mediaId
    ? and(eq(media.id, row.content.mediaId), eq(media.workspaceId, actor.workspaceId))
    : undefined;
  const [file] = own ? await db.select().from(media).where(own) : [];
  const shown = file && {
    id: file.id,
    fileName: file.fileName,
    bytes: file.bytes,
    facts: file.facts,
    createdAt: file.createdAt.toISOString(),
  };
  return { ...row, state: asState(row.state), media: shown ?? null, frozen: row.state !== "draft" };
}

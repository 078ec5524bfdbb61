import { createHash } from "node:crypto";
import { and, count, eq } from "drizzle-orm";
import { queryInfo } from "#lib/creators/query-info";
import type { Reach } from "#lib/creators/reach";
import { newId } from "#lib/db/id";
import type { PostContent } from "#lib/db/json";
import type { Tx } from "#lib/db/open";
import { consent, grant, media, post, revision } from "#lib/db/schema";
import { failure } from "#lib/errors/failure";
import { done, type Result, refuse, refuseWith } from "#lib/errors/result";
import type { CreatorInfo } from "#lib/tiktok/query-creator";
import type { Member, Scope } from "#lib/workspaces/scope";
import { inTransaction, LostRace } from "./in-transaction";
import { type LoadedPost, loadPost } from "./load-post";
import { move } from "./move";
import { recorded } from "./recorded";
import { checkContent, declaration } from "./rules";

/** Puts a publish job into the transaction; the queue stands behind it. */
export type Enqueues = {
  enqueue(
    tx: Tx,
    job: { kind: "publish" | "watch"; postId: string; creatorId: string; at: number },
  ): Promise<string>;
};

export type PublishNow = { postId: string; version: number; sentence: string };

/**
 * Publishes a draft now: asks TikTok afresh what the creator may do, checks every rule once more, freezes the revision,
 * records the consent to exactly these bytes, words and settings, and hands the post to the worker, all in one
 * transaction. Two clicks make one post: the second finds the draft gone.
 */
export async function publishNow(
  scope: Scope & Reach & Enqueues,
  input: PublishNow,
): Promise<Result<{ postId: string }>> {
  const { db, clock, app, actor } = scope;
  const draft = await loadPost(scope, db, input.postId);
  if (!draft) return refuse({ kind: "not_found" });
  if (draft.state !== "draft" || draft.version !== input.version) return refuse({ kind: "changed" });
  const { content, creatorId } = draft;
  const at = new Date(clock.now()).toISOString();
  if (!creatorId) return refuse({ kind: "input", fields: { creatorId: "Choose an account" } });

  let info: CreatorInfo | null = null;
  const [held] = await db
    .select({ scopes: grant.grantedScopes })
    .from(grant)
    .where(eq(grant.creatorId, creatorId));
  const grantedScopes = held?.scopes ?? [];
  if (content.mode === "direct" && grantedScopes.includes("video.publish")) {
    const asked = await queryInfo(scope, { creatorId });
    if (!asked.ok) return asked;
    info = asked.value;
  }
  const [file] = content.mediaId
    ? await db
        .select()
        .from(media)
        .where(and(eq(media.id, content.mediaId), eq(media.workspaceId, actor.workspaceId)))
    : [];
  const facts = file?.facts ?? null;
  const [first] = checkContent({ content, info, facts, audited: app.audited, grantedScopes }, at);
  if (first) return refuseWith(first);
  // What was agreed to has to be what stood there for exactly this content.
  if (input.sentence !== declaration(content)) return refuseWith(failure("consent.missing", {}, { at }));
  if (!file) return refuseWith(failure("media.none", {}, { at }));

  return inTransaction(scope, async (tx) => {
    const frozen = await freeze(tx, scope, draft, file);
    await recordConsent(tx, scope, frozen, input.sentence);
    return schedule(scope, tx, { draft, creatorId, frozen, actor });
  });
}

type Frozen = typeof revision.$inferSelect;

/** SHA-256 over everything that a consent and an attempt refer to. */
export function revisionHash(content: PostContent, mediaSha256: string): string {
  const ordered = Object.fromEntries(Object.entries(content).sort(([a], [b]) => a.localeCompare(b)));
  return createHash("sha256")
    .update(JSON.stringify({ content: ordered, mediaSha256 }))
    .digest("hex");
}

async function freeze(
  tx: Tx,
  scope: Scope,
  draft: LoadedPost,
  file: typeof media.$inferSelect,
): Promise<Frozen> {
  const now = scope.clock.now();
  const [{ made } = { made: 0 }] = await tx
    .select({ made: count() })
    .from(revision)
    .where(eq(revision.postId, draft.id));
  const fresh = {
    id: newId(now),
    postId: draft.id,
    number: made + 1,
    content: draft.content,
    mediaId: file.id,
    mediaSha256: file.sha256,
    hash: revisionHash(draft.content, file.sha256),
    createdBy: scope.actor.userId,
    createdAt: new Date(now),
  };
  await tx.insert(revision).values(fresh);
  return fresh;
}

async function recordConsent(
  tx: Tx,
  { clock, actor }: Scope,
  frozen: Frozen,
  sentence: string,
): Promise<void> {
  const now = clock.now();
  await tx.insert(consent).values({
    id: newId(now),
    postId: frozen.postId,
    revisionId: frozen.id,
    userId: actor.userId,
    sentence,
    revisionHash: frozen.hash,
    mediaSha256: frozen.mediaSha256,
    createdAt: new Date(now),
  });
}

async function schedule(
  scope: Scope & Enqueues,
  tx: Tx,
  request: { draft: LoadedPost; creatorId: string; frozen: Frozen; actor: Member },
): Promise<Result<{ postId: string }>> {
  const now = scope.clock.now();
  const { draft, creatorId, frozen } = request;
  // A save that slipped in since would be published unseen, so the version decides as well as the state.
  const same = and(eq(post.id, draft.id), eq(post.version, draft.version));
  const kept = await tx
    .update(post)
    .set({ version: draft.version + 1 })
    .where(same)
    .returning({ id: post.id });
  if (kept.length === 0) throw new LostRace();
  const jobId = await scope.enqueue(tx, { kind: "publish", postId: draft.id, creatorId, at: now });
  const at = new Date(now);
  const set = {
    revisionId: frozen.id,
    publishAt: at,
    dueAt: at,
    jobId,
    failure: null,
    tries: 0,
    firstTriedAt: null,
  };
  const why = { note: "post now" };
  const moved = await move(tx, {
    postId: draft.id,
    from: "draft",
    to: "scheduled",
    actor: recorded(request.actor),
    why,
    at: now,
    set,
  });
  if (!moved) throw new LostRace();
  return done({ postId: draft.id });
}

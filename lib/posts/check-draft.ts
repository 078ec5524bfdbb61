import { and, eq } from "drizzle-orm";
import { queryInfo } from "#lib/creators/query-info";
import type { Reach } from "#lib/creators/reach";
import { grant, type media, workspaceCreator } from "#lib/db/schema";
import { failure } from "#lib/errors/failure";
import { done, type Result, refuse, refuseWith } from "#lib/errors/result";
import type { CreatorInfo } from "#lib/tiktok/query-creator";
import type { Scope } from "#lib/workspaces/scope";
import { fileIds, findFiles } from "./content-files";
import { type LoadedPost, loadPost } from "./load-post";
import { checkContent, declaration } from "./rules";

/** A draft that may leave: every rule holds, and what was agreed to is what stood there. */
export type CheckedDraft = { draft: LoadedPost; creatorId: string; files: (typeof media.$inferSelect)[] };

/**
 * Asks TikTok afresh what the creator may do and checks every rule once more on the server, whatever the screen said.
 * Nothing is written.
 */
export async function checkDraft(
  scope: Scope & Reach,
  input: { postId: string; version: number; sentence: string },
): Promise<Result<CheckedDraft>> {
  const draft = await loadPost(scope, scope.db, input.postId);
  if (!draft) return refuse({ kind: "not_found" });
  if (draft.state !== "draft" || draft.version !== input.version) return refuse({ kind: "changed" });
  return checkPost(scope, draft, input.sentence);
}

/** The same of a post that has been read, as it stands there. */
export async function checkPost(
  scope: Scope & Reach,
  draft: LoadedPost,
  sentence: string,
): Promise<Result<CheckedDraft>> {
  const { db, clock, app, actor } = scope;
  const { content, creatorId } = draft;
  const at = new Date(clock.now()).toISOString();
  if (!creatorId) return refuse({ kind: "input", fields: { creatorId: "Choose an account" } });

  let info: CreatorInfo | null = null;
  const [held] = await db
    .select({ scopes: grant.grantedScopes })
    .from(workspaceCreator)
    .leftJoin(grant, eq(grant.creatorId, workspaceCreator.creatorId))
    .where(
      and(eq(workspaceCreator.workspaceId, actor.workspaceId), eq(workspaceCreator.creatorId, creatorId)),
    );
  // The creator has let go of this workspace since the draft was begun.
  if (!held) return refuseWith(failure("connect.access_ended", {}, { at }));
  const grantedScopes = held.scopes ?? [];
  if (content.mode === "direct" && grantedScopes.includes("video.publish")) {
    const asked = await queryInfo(scope, { creatorId });
    if (!asked.ok) return asked;
    info = asked.value;
  }
  const named = await findFiles(db, actor.workspaceId, fileIds(content));
  // A file that was deleted from the library meanwhile is none that could be sent.
  const files = named.filter(({ deletedAt }) => deletedAt === null);
  // Nor does a carousel go out with fewer photos than were looked at and agreed to.
  if (files.length > 0 && files.length < fileIds(content).length)
    return refuseWith(failure("media.missing", {}, { at }));
  const pulls = scope.mediaAddress !== null;
  const [first] = checkContent({ content, info, files, pulls, audited: app.audited, grantedScopes }, at);
  if (first) return refuseWith(first);
  // What was agreed to has to be what stood there for exactly this content.
  if (sentence !== declaration(content)) return refuseWith(failure("consent.missing", {}, { at }));
  return done({ draft, creatorId, files });
}

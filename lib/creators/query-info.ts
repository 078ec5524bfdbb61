import { and, eq } from "drizzle-orm";
import { creator, workspaceCreator } from "#lib/db/schema";
import { failure } from "#lib/errors/failure";
import { done, type Result, refuse, refuseWith } from "#lib/errors/result";
import { type CreatorInfo, queryCreator } from "#lib/tiktok/query-creator";
import type { Scope } from "#lib/workspaces/scope";
import { askTikTok } from "./ask-tiktok";
import type { Reach } from "./reach";
import { recordProfile } from "./record-grant";

/** Is this creator in the actor's workspace? */
export async function hasCreator({ db, actor }: Scope, creatorId: string): Promise<boolean> {
  const link = and(
    eq(workspaceCreator.workspaceId, actor.workspaceId),
    eq(workspaceCreator.creatorId, creatorId),
  );
  const [row] = await db.select({ id: workspaceCreator.creatorId }).from(workspaceCreator).where(link);
  return row !== undefined;
}

/**
 * Asks TikTok what a creator may do at this moment. Never cached: TikTok wants it asked each time the screen opens.
 * @see https://developers.tiktok.com/doc/content-sharing-guidelines
 */
export async function queryInfo(
  scope: Scope & Reach,
  input: { creatorId: string },
): Promise<Result<CreatorInfo>> {
  if (!(await hasCreator(scope, input.creatorId))) return refuse({ kind: "not_found" });
  const told = await askTikTok(scope, input.creatorId, "creator_info", (token) =>
    queryCreator(scope.app, token),
  );
  if (told.kind === "failed") return refuseWith(told.failure);
  if (told.kind === "busy") {
    const at = new Date(scope.clock.now()).toISOString();
    return refuseWith(failure("rate_limit_exceeded", {}, { at, endpoint: "creator_info" }));
  }
  const { handle, nickname } = told.value;
  await recordProfile(scope, input.creatorId, { handle, displayName: nickname });
  return done(told.value);
}

/** A creator's name and handle, for sentences. */
export async function creatorName({ db }: Pick<Scope, "db">, creatorId: string) {
  const [row] = await db
    .select({ handle: creator.handle, displayName: creator.displayName })
    .from(creator)
    .where(eq(creator.id, creatorId));
  return row;
}

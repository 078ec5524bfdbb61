import { createHash } from "node:crypto";
import { and, eq, inArray, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import { attempt, post, workspace, workspaceCreator } from "#lib/db/schema";
import type { PostState } from "#lib/posts/states";
import type { Ground } from "#lib/workspaces/scope";
import type { Gate } from "./ports";

/** Of the secret in an attempt's addresses only this is stored. */
export const hashKey = (mediaKey: string): string => createHash("sha256").update(mediaKey).digest("hex");

/** While TikTok may still be fetching: once it has answered for good, nobody else has any business with the files. */
const SERVED: PostState[] = ["processing", "unconfirmed"];

/**
 * What TikTok comes for the first time is given to it only while the post's time is not over and its workspace may still post for the
 * creator: a fetch may come an hour after it was asked for.
 */
const mayBegin = (now: Date): SQL => {
  const limit = sql`(select ${workspace.latenessLimitMinutes} from ${workspace} where ${workspace.id} = ${post.workspaceId})`;
  const link = sql`select from ${workspaceCreator} where ${workspaceCreator.workspaceId} = ${post.workspaceId} and ${workspaceCreator.creatorId} = ${post.creatorId}`;
  return sql`(exists (${link}) and ${now}::timestamptz <= ${post.publishAt} + ${limit} * interval '1 minute')`;
};

/**
 * The door in Postgres. Opening it and closing an attempt both write the attempt's row, so one of them is first: an attempt
 * that was closed is never served afterwards, and what was served is known before its first byte leaves.
 */
export function postgresGate({ db, clock }: Ground): Gate {
  return {
    async admit(mediaKey) {
      const living = and(eq(attempt.mediaKeyHash, hashKey(mediaKey)), isNull(attempt.endedAt));
      const now = new Date(clock.now());
      const inFlight = db
        .select({ id: post.id })
        .from(post)
        .where(and(inArray(post.state, SERVED), or(isNotNull(attempt.servedAt), mayBegin(now))));
      const open = await db
        .update(attempt)
        .set({ servedAt: sql`coalesce(${attempt.servedAt}, ${now}::timestamptz)` })
        .where(and(living, isNotNull(attempt.publishId), inArray(attempt.postId, inFlight)))
        .returning({ id: attempt.id });
      if (open.length === 1) return "open";
      const [waiting] = await db
        .select({ id: attempt.id })
        .from(attempt)
        .where(and(living, isNull(attempt.publishId)));
      return waiting ? "wait" : "closed";
    },
  };
}

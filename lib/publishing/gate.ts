import { createHash } from "node:crypto";
import { and, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import { attempt, post } from "#lib/db/schema";
import type { PostState } from "#lib/posts/states";
import type { Ground } from "#lib/workspaces/scope";
import type { Gate } from "./ports";

/** Of the secret in an attempt's addresses only this is stored. */
export const hashKey = (mediaKey: string): string => createHash("sha256").update(mediaKey).digest("hex");

/** While TikTok may still be fetching: once it has answered for good, nobody else has any business with the files. */
const SERVED: PostState[] = ["processing", "unconfirmed"];

/**
 * The door in Postgres. Opening it and closing an attempt both write the attempt's row, so one of them is first: an attempt
 * that was closed is never served afterwards, and what was served is known before its first byte leaves.
 */
export function postgresGate({ db, clock }: Ground): Gate {
  return {
    async admit(mediaKey) {
      const living = and(eq(attempt.mediaKeyHash, hashKey(mediaKey)), isNull(attempt.endedAt));
      const inFlight = db.select({ id: post.id }).from(post).where(inArray(post.state, SERVED));
      const open = await db
        .update(attempt)
        .set({ servedAt: sql`coalesce(${attempt.servedAt}, ${new Date(clock.now())}::timestamptz)` })
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

import { and, count, eq, gt, inArray, sql } from "drizzle-orm";
import { creator, post } from "#lib/db/schema";
import type { Ground } from "#lib/workspaces/scope";
import { CAP_WINDOW_MS } from "./caps";
import type { PostState } from "./states";

/** The codes by which TikTok says that a creator's 24 hours are full, and which of its limits each is about. */
const FULL: Readonly<Record<string, "direct" | "inbox">> = {
  spam_risk_too_many_posts: "direct",
  spam_risk_too_many_pending_share: "inbox",
};

const SENT = {
  direct: ["processing", "published", "unconfirmed"],
  inbox: ["processing", "in_inbox", "unconfirmed"],
} as const satisfies Record<"direct" | "inbox", readonly PostState[]>;

/**
 * TikTok has said that a creator's day or inbox is full: what had gone out through us in the last 24 hours is, for the
 * next 24, how many we plan for. Other apps count too, so the true number may be higher. Of any other code nothing is
 * learned.
 * @param afterSending TikTok said so of a post that it had already taken: that one counts among ours and found no room
 */
export async function learnCap(
  { db, clock }: Ground,
  creatorId: string,
  code: string,
  { afterSending = false } = {},
): Promise<void> {
  const mode = FULL[code];
  if (!mode) return;
  const now = clock.now();
  const [row] = await db
    .select({ sent: count() })
    .from(post)
    .where(
      and(
        eq(post.creatorId, creatorId),
        gt(post.publishAt, new Date(now - CAP_WINDOW_MS)),
        inArray(post.state, SENT[mode]),
        sql`${post.content} ->> 'mode' = ${mode}`,
      ),
    );
  const cap = Math.max(1, (row?.sent ?? 0) - (afterSending ? 1 : 0));
  const seenAt = new Date(now);
  const set =
    mode === "direct"
      ? { dailyCap: cap, dailyCapSeenAt: seenAt }
      : { pendingCap: cap, pendingCapSeenAt: seenAt };
  await db.update(creator).set(set).where(eq(creator.id, creatorId));
}

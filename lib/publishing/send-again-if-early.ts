import { eq } from "drizzle-orm";
import { post } from "#lib/db/schema";
import { asState } from "#lib/posts/move";
import type { Ground } from "#lib/workspaces/scope";
import { JOB_KIND } from "./job-kind";
import type { Enqueue } from "./queue";

/** Clocks that differ by less than one question takes would make it come early again and again, ms. */
const AT_LEAST_MS = 250;

/**
 * A job that came before its post was due, because a clock has moved since it was sent, would be the post's last until
 * somebody sweeps: it is sent again for the post's own time. Any other job that finds nothing to do has been overtaken.
 */
export async function sendAgainIfEarly(
  { db, clock }: Ground,
  enqueue: Enqueue,
  postId: string,
  jobId: string,
): Promise<void> {
  await db.transaction(async (tx) => {
    const [row] = await tx
      .select({ state: post.state, dueAt: post.dueAt, creatorId: post.creatorId, jobId: post.jobId })
      .from(post)
      .where(eq(post.id, postId))
      .for("update");
    const now = clock.now();
    if (!row?.creatorId || !row.dueAt || row.jobId !== jobId || row.dueAt.getTime() <= now) return;
    const kind = JOB_KIND[asState(row.state)];
    if (!kind) return;
    const at = Math.max(row.dueAt.getTime(), now + AT_LEAST_MS);
    const fresh = await enqueue(tx, { kind, postId, creatorId: row.creatorId, at });
    await tx.update(post).set({ jobId: fresh }).where(eq(post.id, postId));
  });
}

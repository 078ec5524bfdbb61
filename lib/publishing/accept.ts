import { firstPollAt } from "./poll-plan";
import type { Ports } from "./ports";
import type { Uploading } from "./start";

/** TikTok has the last byte: the publish job is over, watching the outcome is a job of its own. */
export async function accept(ports: Ports, post: Uploading, durationMs?: number): Promise<void> {
  const now = ports.clock.now();
  const at = firstPollAt(now);
  const { total } = post.attempt.plan;
  await ports.store.commit(
    { ...post, state: "uploading" },
    {
      to: "processing",
      post: { dueAt: at, failure: null },
      attempt: { id: post.attempt.id, change: { bytesSent: total, acceptedAt: now } },
      steps: [{ name: "accepted", at: now, durationMs, detail: { to: total, total } }],
      job: { kind: "watch", at },
      release: true,
    },
  );
}

import type { Tx } from "#lib/db/open";

/** `publish` sends, `watch` asks what became of it, `look` checks ahead of its time whether it could go out. */
export type PostJob = { kind: "publish" | "watch" | "look"; postId: string; creatorId: string; at: number };

/** Puts a job into the transaction and returns its id; the queue stands behind it. `at` in ms. */
export type Enqueues = { enqueue(tx: Tx, job: PostJob): Promise<string> };

import { setTimeout as pause } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { attempt, media, revision } from "#lib/db/schema";
import type { Ground } from "#lib/workspaces/scope";
import { FROZEN_FILES, frozenFiles } from "./frozen-files";
import { hashKey, postgresGate } from "./gate";
import type { StoredFile } from "./ports";

/** TikTok may come before its own answer has been written down: so long it is kept waiting, in ms. */
export const PATIENCE_MS = 10_000;
const LOOK_MS = 200;

export type Served = { kind: "open"; file: StoredFile } | { kind: "wait" } | { kind: "closed" };

/**
 * One file of an attempt for whoever holds its secret. That it is served is committed before this answers, so no byte leaves
 * for an attempt that has been given up, or whose publish id nobody knows.
 * @param index counts the post's files from 0
 */
export async function serveMedia(
  ground: Ground,
  { mediaKey, index }: { mediaKey: string; index: number },
  patienceMs = PATIENCE_MS,
): Promise<Served> {
  const gate = postgresGate(ground);
  const until = Date.now() + patienceMs;
  for (;;) {
    const answer = await gate.admit(mediaKey);
    if (answer === "open") break;
    if (answer === "closed" || Date.now() >= until) return { kind: answer };
    await pause(Math.min(LOOK_MS, patienceMs));
  }
  const [frozen] = await ground.db
    .select(FROZEN_FILES)
    .from(attempt)
    .innerJoin(revision, eq(revision.id, attempt.revisionId))
    .innerJoin(media, eq(media.id, revision.mediaId))
    .where(eq(attempt.mediaKeyHash, hashKey(mediaKey)));
  const file = frozen && frozenFiles(frozen)[index];
  return file ? { kind: "open", file } : { kind: "closed" };
}

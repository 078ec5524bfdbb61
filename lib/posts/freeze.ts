import { createHash } from "node:crypto";
import { count, eq } from "drizzle-orm";
import { newId } from "#lib/db/id";
import type { PostContent } from "#lib/db/json";
import type { Tx } from "#lib/db/open";
import { consent, revision } from "#lib/db/schema";
import type { Scope } from "#lib/workspaces/scope";
import type { CheckedDraft } from "./check-draft";

/** SHA-256 over everything that a consent and an attempt refer to. The time is no part of it: moving keeps both. */
export function revisionHash(content: PostContent, mediaSha256: string): string {
  const ordered = Object.fromEntries(Object.entries(content).sort(([a], [b]) => a.localeCompare(b)));
  return createHash("sha256")
    .update(JSON.stringify({ content: ordered, mediaSha256 }))
    .digest("hex");
}

/**
 * Freezes what is in a draft into a revision and records the agreement to exactly these bytes, words and settings.
 * @returns the revision's id
 */
export async function freeze(
  tx: Tx,
  { clock, actor }: Scope,
  { draft, file }: CheckedDraft,
  sentence: string,
): Promise<string> {
  const now = clock.now();
  const at = new Date(now);
  const [{ made } = { made: 0 }] = await tx
    .select({ made: count() })
    .from(revision)
    .where(eq(revision.postId, draft.id));
  const frozen = {
    id: newId(now),
    postId: draft.id,
    number: made + 1,
    content: draft.content,
    mediaId: file.id,
    mediaSha256: file.sha256,
    hash: revisionHash(draft.content, file.sha256),
    createdBy: actor.userId,
    createdAt: at,
  };
  await tx.insert(revision).values(frozen);
  await tx.insert(consent).values({
    id: newId(now),
    postId: draft.id,
    revisionId: frozen.id,
    userId: actor.userId,
    sentence,
    revisionHash: frozen.hash,
    mediaSha256: file.sha256,
    createdAt: at,
  });
  return frozen.id;
}

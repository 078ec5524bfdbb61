import { createHash } from "node:crypto";
import { count, eq } from "drizzle-orm";
import { newId } from "#lib/db/id";
import type { PostContent } from "#lib/db/json";
import type { Tx } from "#lib/db/open";
import { consent, revision, revisionPhoto } from "#lib/db/schema";
import type { Scope } from "#lib/workspaces/scope";
import type { CheckedDraft } from "./check-draft";

/**
 * SHA-256 over everything that a consent and an attempt refer to. The time is no part of it: moving keeps both.
 * @param mediaSha256 of the video, or of the photos in their order
 */
export function revisionHash(content: PostContent, mediaSha256: string | string[]): string {
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
  { draft, files }: CheckedDraft,
  sentence: string,
): Promise<string> {
  const now = clock.now();
  const at = new Date(now);
  const [first] = files;
  if (!first) throw new Error("A post without a file passed its checks.");
  const isPhotos = draft.content.kind === "photo";
  const sums = files.map(({ sha256 }) => sha256);
  const [{ made } = { made: 0 }] = await tx
    .select({ made: count() })
    .from(revision)
    .where(eq(revision.postId, draft.id));
  const frozen = {
    id: newId(now),
    postId: draft.id,
    number: made + 1,
    content: draft.content,
    mediaId: first.id,
    mediaSha256: first.sha256,
    hash: revisionHash(draft.content, isPhotos ? sums : first.sha256),
    createdBy: actor.userId,
    createdAt: at,
  };
  await tx.insert(revision).values(frozen);
  if (isPhotos) {
    await tx.insert(revisionPhoto).values(
      files.map(({ id: mediaId, sha256: mediaSha256 }, position) => ({
        revisionId: frozen.id,
        position,
        mediaId,
        mediaSha256,
      })),
    );
  }
  await tx.insert(consent).values({
    id: newId(now),
    postId: draft.id,
    revisionId: frozen.id,
    userId: actor.userId,
    sentence,
    revisionHash: frozen.hash,
    mediaSha256: first.sha256,
    createdAt: at,
  });
  return frozen.id;
}

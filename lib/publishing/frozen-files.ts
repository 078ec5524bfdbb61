import { sql } from "drizzle-orm";
import type { FileFacts } from "#lib/db/json";
import { media, revision, revisionPhoto } from "#lib/db/schema";
import type { StoredFile } from "./ports";

/** What a query that joins a revision with its own file selects to know what is sent. */
export const FROZEN_FILES = {
  file: { mediaId: media.id, sha256: revision.mediaSha256, bytes: media.bytes, facts: media.facts },
  /** In their order; null for a video. In the same statement, because every post passes here. */
  photos: sql<StoredFile[] | null>`(
    select json_agg(json_build_object(
      'mediaId', file.id, 'sha256', photo.media_sha256, 'bytes', file.bytes, 'mimeType', file.facts ->> 'mimeType'
    ) order by photo.position)
    from ${revisionPhoto} as photo join ${media} as file on file.id = photo.media_id
    where photo.revision_id = ${revision.id})`,
};

type Selected = {
  file: Omit<StoredFile, "mimeType"> & { facts: FileFacts };
  photos: StoredFile[] | null;
};

/** What a revision sends, in its order: one video, or photos. */
export function frozenFiles({ file: { facts, ...file }, photos }: Selected): StoredFile[] {
  return photos ?? [{ ...file, mimeType: facts.mimeType }];
}

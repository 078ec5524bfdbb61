import { sql } from "drizzle-orm";
import { media, revision, revisionPhoto } from "#lib/db/schema";
import type { StoredFile } from "./ports";

/** What a query that joins a revision with its own file selects to know what is sent. */
export const FROZEN_FILES = {
  file: {
    mediaId: media.id,
    sha256: revision.mediaSha256,
    bytes: media.bytes,
    mimeType: sql<string>`${media.facts} ->> 'mimeType'`,
  },
  /** In their order; null for a video. In the same statement, because every post passes here. */
  photos: sql<StoredFile[] | null>`(
    select json_agg(json_build_object(
      'mediaId', file.id, 'sha256', photo.media_sha256, 'bytes', file.bytes, 'mimeType', file.facts ->> 'mimeType'
    ) order by photo.position)
    from ${revisionPhoto} as photo join ${media} as file on file.id = photo.media_id
    where photo.revision_id = ${revision.id})`,
};

/** What a revision sends, in its order: one video, or photos. */
export const frozenFiles = ({ file, photos }: { file: StoredFile; photos: StoredFile[] | null }) =>
  photos ?? [file];

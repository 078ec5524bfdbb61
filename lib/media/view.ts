import type { MediaFacts } from "#lib/db/json";

/** A stored file as the screen knows it. */
export type MediaView = {
  id: string;
  fileName: string;
  bytes: number;
  facts: MediaFacts;
  /** ISO 8601. */
  createdAt: string;
};

/** The largest file that compose sends, in bytes. TikTok's own limit is in ./rules. */
export const UPLOAD_LIMIT = 500_000_000;

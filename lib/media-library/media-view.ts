import type { media } from "#lib/db/schema";
import type { MediaView } from "#lib/media/view";

/** A row as the screen knows it. */
export function mediaView(row: typeof media.$inferSelect): MediaView {
  const { id, fileName, bytes, facts, createdAt } = row;
  return { id, fileName, bytes, facts, createdAt: createdAt.toISOString() };
}

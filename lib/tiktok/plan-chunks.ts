/** How a file is cut for TikTok. Sizes in bytes; the last chunk takes the remainder. */
export type ChunkPlan = { total: number; size: number; count: number };

/** The largest chunk that is safe whether TikTok's "64 MB" is decimal or binary. */
export const LARGEST_CHUNK = 64_000_000;

/**
 * Cuts `total` bytes so that the count is exactly floor(total / size) and a file of more than one chunk never declares
 * a single one: what TikTok enforces since August 2026.
 * @see https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide
 */
export function planChunks(total: number): ChunkPlan {
  if (total <= LARGEST_CHUNK) return { total, size: total, count: 1 };
  const size = Math.min(LARGEST_CHUNK, Math.floor(total / 2));
  return { total, size, count: Math.floor(total / size) };
}

/** The first and last byte of chunk `index` (from 0), both included. */
export function chunkRange(plan: ChunkPlan, index: number): { first: number; last: number } {
  const first = index * plan.size;
  const last = index === plan.count - 1 ? plan.total - 1 : first + plan.size - 1;
  return { first, last };
}

/** The chunk that begins at `offset`, or the one it lies in when TikTok holds a part of it. */
export function chunkAt(plan: ChunkPlan, offset: number): number {
  return Math.min(plan.count - 1, Math.floor(offset / plan.size));
}

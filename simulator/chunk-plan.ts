/** TikTok's guide says MB without saying which; the narrower reading of each bound is enforced, so that a client which
 * passes here passes either way. https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide */
export const LEAST_CHUNK = 5 * 1024 * 1024;
export const MOST_CHUNK = 64_000_000;
export const MOST_BYTES = 4 * 1024 ** 3;
const MOST_CHUNKS = 1000;

export interface ChunkPlan {
  videoSize: number;
  chunkSize: number;
  chunkCount: number;
}

const BAD_COUNT = "The total chunk count is invalid";
const BAD_SIZE = "The chunk size is invalid";

/** What TikTok says against a declared plan since August 2026; undefined when it accepts it. */
export function chunkPlanFault({ videoSize, chunkSize, chunkCount }: ChunkPlan): string | undefined {
  if (videoSize < 1 || videoSize > MOST_BYTES) return "The request source info is empty or incorrect";
  if (chunkSize < 1 || chunkSize > MOST_CHUNK) return BAD_SIZE;
  if (chunkCount === 1 && chunkSize !== videoSize) return BAD_SIZE;
  if (chunkCount < 1 || chunkCount > MOST_CHUNKS) return BAD_COUNT;
  if (chunkCount !== Math.floor(videoSize / chunkSize)) return BAD_COUNT;
  if (chunkCount > 1 && chunkSize < LEAST_CHUNK) return BAD_SIZE;
  return undefined;
}

/** The bytes of the chunk that starts at an offset: the last one takes the remainder. */
export function chunkAt(plan: ChunkPlan, offset: number): { index: number; first: number; last: number } {
  const index = Math.min(Math.floor(offset / plan.chunkSize), plan.chunkCount - 1) + 1;
  const last = index === plan.chunkCount ? plan.videoSize - 1 : index * plan.chunkSize - 1;
  return { index, first: (index - 1) * plan.chunkSize, last };
}

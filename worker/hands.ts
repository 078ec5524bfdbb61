import type { JobKind } from "#lib/publishing/ports";
import type { Hands } from "./take-jobs";

/**
 * How much one worker does at once. Publishing is waiting for TikTok and for the line most of the time, and an upload
 * holds about a megabyte, so one process serves many creators; the creators themselves go one post at a time.
 */
export const hands: Record<JobKind | "repair", Hands> = {
  publish: { most: 100, pollMs: 500 },
  watch: { most: 20, pollMs: 1_000 },
  look: { most: 4, pollMs: 2_000 },
  // A conversion takes all the processors there are; the second keeps a photo from waiting for somebody's long video.
  repair: { most: 2, pollMs: 500 },
};

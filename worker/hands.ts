import type { JobKind } from "#lib/publishing/ports";
import type { Hands } from "./take-jobs";

/**
 * How much one worker does at once. Publishing is waiting for TikTok and for the line most of the time, so one process
 * serves many creators; the creators themselves go one post at a time. Taking them in few large portions is what keeps
 * thousands that are due in one instant from being late: the queue looks through all of them for each portion.
 */
export const hands: Record<JobKind | "repair", Hands> = {
  publish: { most: 300, pollMs: 500 },
  watch: { most: 20, pollMs: 1_000 },
  look: { most: 4, pollMs: 2_000 },
  // A conversion takes all the processors there are; the second keeps a photo from waiting for somebody's long video.
  repair: { most: 2, pollMs: 500 },
};

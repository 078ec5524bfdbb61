import type { RepairPlan } from "#lib/db/json";
import { MOST_PIXELS } from "./plan-repair";

export type PhotoConverted = { kind: "converted" } | { kind: "broken"; said: string };

/**
 * Makes a JPEG of a picture: turned upright, at most as large as planned, on white where it was transparent, without what
 * the camera wrote about place and time.
 */
export async function convertPhoto(
  from: Uint8Array,
  to: string,
  { width, height }: Extract<RepairPlan, { kind: "photo" }>,
): Promise<PhotoConverted> {
  const { default: sharp } = await import("sharp");
  try {
    // Read from top to bottom, a JPEG or WebP smaller at once: no picture but a progressive one is in memory as a whole.
    await sharp(from, { failOn: "error", limitInputPixels: MOST_PIXELS, sequentialRead: true })
      .rotate()
      .resize({ width, height, fit: "inside", withoutEnlargement: true })
      .flatten({ background: "#ffffff" })
      .toColourspace("srgb")
      .jpeg({ quality: 90 })
      .toFile(to);
    return { kind: "converted" };
  } catch (problem) {
    return { kind: "broken", said: problem instanceof Error ? problem.message : String(problem) };
  }
}

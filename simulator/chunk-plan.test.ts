import { describe, expect, it } from "vitest";
import { chunkAt, chunkPlanFault } from "./chunk-plan";

const plan = (videoSize: number, chunkSize: number, chunkCount: number) => ({
  videoSize,
  chunkSize,
  chunkCount,
});
const COUNT = "The total chunk count is invalid";
const SIZE = "The chunk size is invalid";

describe("the chunk arithmetic enforced since August 2026", () => {
  it.each([
    [3_145_728, 3_145_728, 1, 3_145_728],
    [50_000_123, 50_000_123, 1, 50_000_123],
    [50_000_123, 10_000_000, 5, 10_000_123],
    [64_000_000, 64_000_000, 1, 64_000_000],
    [64_000_001, 32_000_000, 2, 32_000_001],
    [66_259_900, 33_129_950, 2, 33_129_950],
    [132_409_342, 64_000_000, 2, 68_409_342],
    [150_000_000, 64_000_000, 2, 86_000_000],
    [602_285_541, 64_000_000, 9, 90_285_541],
    [4_294_967_296, 64_000_000, 67, 70_967_296],
  ])("accepts %d bytes in chunks of %d, %d of them, the last of %d", (size, chunk, count, last) => {
    expect(chunkPlanFault(plan(size, chunk, count))).toBeUndefined();
    const start = chunk * (count - 1);
    expect(chunkAt(plan(size, chunk, count), start)).toEqual({ index: count, first: start, last: size - 1 });
    expect(size - start).toBe(last);
  });

  it.each([
    ["the count is rounded up", 150_000_000, 64_000_000, 3, COUNT],
    ["one chunk is smaller than the video", 121_000_000, 64_000_000, 1, SIZE],
    ["one chunk is just too small for the video", 66_259_900, 64_000_000, 1, SIZE],
    ["a chunk is over 64 MB", 126_000_000, 126_000_000, 1, SIZE],
    ["a chunk of several is under 5 MB", 9_000_000, 3_000_000, 3, SIZE],
    ["there are no chunks", 9_000_000, 9_000_000, 0, COUNT],
    ["there are more than a thousand", 4_000_000_000, 3_900_000, 1025, COUNT],
    [
      "the video is over 4 GB",
      4_294_967_297,
      64_000_000,
      67,
      "The request source info is empty or incorrect",
    ],
  ])("refuses a plan when %s", (_why, size, chunk, count, message) => {
    expect(chunkPlanFault(plan(size, chunk, count))).toBe(message);
  });
});

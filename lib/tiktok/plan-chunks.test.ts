import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ChunkPlan, chunkAt, chunkRange, LARGEST_CHUNK, planChunks } from "./plan-chunks";

const MIB = 1024 * 1024;
// The narrower reading of each bound, so that a plan holds whether TikTok's MB is decimal or binary.
const LEAST = 5 * MIB;
const MOST_LAST = 128_000_000;
const MOST_BYTES = 4 * 1024 ** 3;

const lastOf = (plan: ChunkPlan) => {
  const { first, last } = chunkRange(plan, plan.count - 1);
  return last - first + 1;
};

describe("the plan of an upload", () => {
  it.each([
    [1, 1, 1, 1],
    [3_145_728, 3_145_728, 1, 3_145_728],
    [50_000_123, 50_000_123, 1, 50_000_123],
    [64_000_000, 64_000_000, 1, 64_000_000],
    [64_000_001, 32_000_000, 2, 32_000_001],
    [66_259_900, 33_129_950, 2, 33_129_950],
    [132_409_342, 64_000_000, 2, 68_409_342],
    [150_000_000, 64_000_000, 2, 86_000_000],
    [602_285_541, 64_000_000, 9, 90_285_541],
    [4_294_967_296, 64_000_000, 67, 70_967_296],
  ])("of %i bytes is %i × %i, the last one %i", (total, size, count, last) => {
    const plan = planChunks(total);
    expect(plan).toEqual({ total, size, count });
    expect(lastOf(plan)).toBe(last);
  });

  const sizes = fc.oneof(
    fc.integer({ min: 1, max: MOST_BYTES }),
    // Around every bound of the arithmetic.
    fc
      .tuple(fc.integer({ min: 1, max: 67 }), fc.integer({ min: -3, max: 3 }))
      .map(([times, more]) => Math.min(MOST_BYTES, Math.max(1, times * LARGEST_CHUNK + more))),
  );

  it("keeps every rule of TikTok's, for any size up to 4 GB", () => {
    fc.assert(
      fc.property(sizes, (total) => {
        const { size, count } = planChunks(total);
        expect(count).toBe(Math.floor(total / size));
        expect(size).toBeLessThanOrEqual(LARGEST_CHUNK);
        expect(count).toBeLessThanOrEqual(1000);
        if (count === 1) expect(size).toBe(total);
        else expect(size).toBeGreaterThanOrEqual(LEAST);
        expect(lastOf({ total, size, count })).toBeLessThanOrEqual(MOST_LAST);
        if (total > LARGEST_CHUNK) expect(count).toBeGreaterThan(1);
      }),
      { numRuns: 3000 },
    );
  });

  it("has chunks that follow one another and cover the file exactly", () => {
    fc.assert(
      fc.property(sizes, (total) => {
        const plan = planChunks(total);
        let next = 0;
        for (let index = 0; index < plan.count; index++) {
          const { first, last } = chunkRange(plan, index);
          expect(first).toBe(next);
          expect(last).toBeGreaterThanOrEqual(first);
          next = last + 1;
        }
        expect(next).toBe(total);
      }),
      { numRuns: 500 },
    );
  });

  it("finds the chunk to go on with from any offset", () => {
    fc.assert(
      fc.property(sizes, fc.nat(), (total, chance) => {
        const plan = planChunks(total);
        const offset = chance % total;
        const { first, last } = chunkRange(plan, chunkAt(plan, offset));
        expect(offset).toBeGreaterThanOrEqual(first);
        expect(offset).toBeLessThanOrEqual(last);
      }),
    );
  });
});

import { expect, it } from "vitest";
import { afterDeath } from "./run-product";

const DAY_MS = 24 * 60 * 60_000;

/** How long each start waits after lives of these lengths, ms. */
function waitsAfter(lives: readonly number[]): number[] {
  let quick = 0;
  return lives.map((livedMs) => {
    const next = afterDeath(quick, livedMs);
    quick = next.quick;
    return next.waitMs;
  });
}

it("starts a process again within two seconds that had lived, however often it died before", () => {
  const lives = [20_000, 15_000, 12_000, DAY_MS, 20_000, 11_000, 10_000, DAY_MS];
  expect(Math.max(...waitsAfter(lives))).toBeLessThan(1_000);
});

it("makes a tight loop slower: deaths right after the start wait longer each time, ten seconds at most", () => {
  const waits = waitsAfter(Array.from({ length: 12 }, () => 300));
  expect(waits[0]).toBeLessThan(1_000);
  expect(waits).toEqual(waits.toSorted((a, b) => a - b));
  expect(waits.at(-1)).toBe(10_000);
  expect(waits.filter((wait) => wait <= 2_000)).toHaveLength(3);
});

it("forgets a loop that is over: after one long life the next death is like the first", () => {
  expect(waitsAfter([100, 100, 100, 100, 100, 60_000, 100]).slice(-2)).toEqual([500, 500]);
});

import { describe, expect, it } from "vitest";
import { atLeast, atMost, inTurn, median, percentile } from "./figures";

// The harness judges the product, so it is judged first: a planted fault has to show.

describe("the harness of the benchmarks", () => {
  it("finds a planted slowness by the ratio, whatever the machine does meanwhile", async () => {
    // A machine that slows down from round to round slows both.
    const drift = (round: number) => 100 * (round + 1);
    const slow = await inTurn(
      5,
      async (round) => drift(round) * 3,
      async (round) => drift(round),
    );
    expect(slow.ratio).toBe(3);
    expect(atMost(slow.ratio, 2)).toBe(false);
    const equal = await inTurn(
      5,
      async (round) => drift(round),
      async (round) => drift(round),
    );
    expect(atMost(equal.ratio, 2)).toBe(true);
  });

  it("is not taken in by one lucky or unlucky round", async () => {
    const ratios = [1, 1, 50, 1, 0.01];
    const { ratio } = await inTurn(
      5,
      async (round) => ratios[round] ?? 0,
      async () => 1,
    );
    expect(ratio).toBe(1);
  });

  it("takes turns in going first", async () => {
    const order: string[] = [];
    await inTurn(
      2,
      async () => order.push("ours"),
      async () => order.push("reference"),
    );
    expect(order).toEqual(["ours", "reference", "reference", "ours"]);
  });

  it("knows percentiles, and never counts what was not measured as met", () => {
    const values = Array.from({ length: 1_000 }, (_, index) => index + 1);
    expect([percentile(values, 0.99), percentile(values, 1), median(values)]).toEqual([990, 1_000, 500]);
    expect(percentile([7], 0.99)).toBe(7);
    expect(atMost(percentile([], 0.99), 1_000)).toBe(false);
    expect(atLeast(Number.NaN, 0)).toBe(false);
  });
});

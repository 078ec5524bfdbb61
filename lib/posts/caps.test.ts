import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CAP_WINDOW_MS, capAt, countWithin, fits, nextFit } from "./caps";

const HOUR = 3_600_000;
const at = (...hours: number[]) => hours.map((hour) => hour * HOUR);

describe("TikTok's limit for 24 hours", () => {
  it("leaves room for as many as it says, and no more", () => {
    expect(fits(at(1, 2), 3 * HOUR, { usual: 3 })).toBe(true);
    expect(fits(at(1, 2, 3), 4 * HOUR, { usual: 3 })).toBe(false);
  });

  it("is a window that rolls: exactly a day later a place is free again", () => {
    expect(fits(at(0, 1, 2), 24 * HOUR - 1, { usual: 3 })).toBe(false);
    expect(fits(at(0, 1, 2), 24 * HOUR, { usual: 3 })).toBe(true);
  });

  it("counts what comes later as well: a post in between must not cost a later one its place", () => {
    expect(fits(at(10, 11, 12), 9 * HOUR, { usual: 3 })).toBe(false);
    expect(fits(at(30, 31, 32), 2 * HOUR, { usual: 3 })).toBe(true);
  });

  it("says when the next one fits", () => {
    expect(nextFit(at(0, 1, 2), 3 * HOUR, { usual: 3 })).toBe(24 * HOUR);
    expect(nextFit([], 3 * HOUR, { usual: 3 })).toBe(3 * HOUR);
    expect(nextFit(at(0, 1, 2, 24, 25, 26), 3 * HOUR, { usual: 3 })).toBe(48 * HOUR);
    // The first went out in the middle of a minute.
    expect(nextFit([37_000, HOUR, 2 * HOUR], 3 * HOUR, { usual: 3 })).toBe(24 * HOUR + 60_000);
  });

  it("is smaller for the day on which TikTok said so, and no later", () => {
    const limit = { usual: 3, shown: { cap: 1, until: 20 * HOUR } };
    expect(fits(at(1), 3 * HOUR, limit)).toBe(false);
    expect(fits(at(1), 20 * HOUR, limit)).toBe(true);
    expect(nextFit(at(1), 3 * HOUR, limit)).toBe(20 * HOUR);
    expect(fits(at(70, 71), 72 * HOUR, limit)).toBe(true);
    expect(fits(at(70, 71, 72), 73 * HOUR, limit)).toBe(false);
  });

  it("is never broken by a plan that asked each time, whatever the order", () => {
    const hours = fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 60 });
    fc.assert(
      fc.property(
        hours,
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 6 }),
        (wishes, cap, low) => {
          const limit = { usual: cap, shown: { cap: low, until: 30 * HOUR } };
          const planned: number[] = [];
          for (const wish of wishes) planned.push(nextFit(planned, wish * HOUR, limit));
          for (const end of planned) expect(countWithin(planned, end)).toBeLessThanOrEqual(capAt(limit, end));
          expect(planned.every((time, index) => time >= (wishes[index] ?? 0) * HOUR)).toBe(true);
          expect(CAP_WINDOW_MS).toBe(24 * HOUR);
        },
      ),
      { numRuns: 300 },
    );
  });
});

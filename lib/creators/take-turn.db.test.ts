import * as fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#lib/db/test-database";
import { BUDGETS, type Budget } from "./budgets";
import { takeTurn } from "./take-turn";

let database: TestDatabase;
let now = 0;
const clock = { now: () => now };
const turn = (budget: Budget, creatorId = "kess") => takeTurn({ db: database.db, clock }, creatorId, budget);

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.reset();
  now = 1_800_000_000_000;
});

describe("a creator's budget of calls", () => {
  it.each(Object.entries(BUDGETS) as [Budget, number][])(
    "for %s lets %i through in any sliding minute, however they come",
    async (budget, limit) => {
      const gaps = fc.array(fc.integer({ min: 0, max: Math.round(84_000 / limit) }), {
        minLength: 40,
        maxLength: 40,
      });
      const property = fc.asyncProperty(gaps, async (waits) => {
        await database.reset();
        const granted: number[] = [];
        for (const wait of waits) {
          now += wait;
          if ((await turn(budget)).kind === "granted") granted.push(now);
        }
        for (const from of granted) {
          const within = granted.filter((at) => at >= from && at < from + 60_000);
          expect(within.length).toBeLessThanOrEqual(limit);
        }
      });
      await fc.assert(property, { numRuns: 5 });
    },
  );

  it("is used up by a burst, and says when the next call fits: one ms too early is too early", async () => {
    const begun = now;
    for (let call = 0; call < BUDGETS.init; call++) {
      expect(await turn("init")).toEqual({ kind: "granted" });
      now += 100;
    }
    const told = await turn("init");
    expect(told).toEqual({ kind: "wait", at: expect.any(Number) });
    if (told.kind !== "wait") return;
    expect(told.at).toBeGreaterThan(begun + 60_000);
    expect(told.at).toBeLessThanOrEqual(begun + 65_000);
    now = told.at - 1;
    expect((await turn("init")).kind).toBe("wait");
    now = told.at;
    expect((await turn("init")).kind).toBe("granted");
  });

  it("is counted across everybody who asks at the same moment", async () => {
    const told = await Promise.all(Array.from({ length: 30 }, () => turn("creator_info")));
    expect(told.filter(({ kind }) => kind === "granted")).toHaveLength(BUDGETS.creator_info);
  });

  it("of one creator or one question takes nothing from another", async () => {
    for (let call = 0; call < BUDGETS.init; call++) await turn("init");
    expect((await turn("init")).kind).toBe("wait");
    expect((await turn("status")).kind).toBe("granted");
    expect((await turn("init", "lena")).kind).toBe("granted");
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { OpenDatabase } from "#lib/db/open";
import { SERVERS } from "#lib/db/test-database";
import { accessToken } from "./access-token";
import { BUDGETS } from "./budgets";
import type { Reach } from "./reach";
import { takeTurn } from "./take-turn";
import { createGround, HOUR, MINUTE, type TestGround } from "./test-ground";

// What several processes on several machines may do to a creator together. Each has connections of its own, which the
// embedded database cannot give, so these run on a server only.

const PROCESSES = 8;

describe.each(SERVERS)("eight processes on %s", (engine) => {
  let ground: TestGround;
  let processes: OpenDatabase[];
  let creatorId: string;
  beforeAll(async () => {
    ground = await createGround(engine);
    processes = [];
    for (let made = 0; made < PROCESSES; made++) processes.push(await ground.another());
  });
  afterAll(() => ground.close());
  beforeEach(async () => {
    await ground.reset();
    creatorId = await ground.addCreator("lena.rooftop");
  });

  const reachOf = ({ db }: OpenDatabase): Reach => ({ ...ground.reach, db });
  const refreshes = () => ground.ledger("oauth.refresh");

  it("refresh a token that has run out exactly once, and all go on with the new one", async () => {
    for (let round = 1; round <= 5; round++) {
      ground.pushed.advance(2 * HOUR + MINUTE);
      const told = await Promise.all(processes.map((each) => accessToken(reachOf(each), creatorId)));
      const tokens = new Set(told.map((each) => each.kind === "token" && each.accessToken));
      expect(tokens.size).toBe(1);
      expect(tokens).not.toContain(false);
      expect(await refreshes()).toHaveLength(round);
    }
    expect((await refreshes()).every(({ code }) => code === "ok")).toBe(true);
  });

  it("refresh once when TikTok refuses a token to all of them at the same moment", async () => {
    const { generation } = await ground.readGrant(creatorId);
    const told = await Promise.all(
      processes.map((each) => accessToken(reachOf(each), creatorId, generation)),
    );
    expect(told.every((each) => each.kind === "token" && each.generation === generation + 1)).toBe(true);
    expect(await refreshes()).toHaveLength(1);
  });

  it.each(["init", "creator_info", "status"] as const)(
    "together stay within the budget of %s, at once and one after the other",
    async (budget) => {
      const ask = (each: OpenDatabase) => takeTurn(reachOf(each), creatorId, budget);
      const calls = Array.from({ length: 6 }, () => processes.map(ask)).flat();
      const granted = (await Promise.all(calls)).filter(({ kind }) => kind === "granted");
      expect(granted).toHaveLength(BUDGETS[budget]);
      for (const each of processes) expect((await ask(each)).kind).toBe("wait");
      ground.pushed.advance(MINUTE + 5_000);
      const next = await Promise.all(processes.map(ask));
      expect(next.filter(({ kind }) => kind === "granted")).toHaveLength(
        Math.min(PROCESSES, BUDGETS[budget]),
      );
    },
  );
});

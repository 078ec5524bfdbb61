import { describe, expect, it } from "vitest";
import { isLegal, MOVES, type PostState, STATES } from "./states";

const reachableFrom = (start: PostState) => {
  const seen = new Set<PostState>([start]);
  const open: PostState[] = [start];
  for (let state = open.pop(); state; state = open.pop()) {
    for (const next of MOVES[state]) {
      if (!seen.has(next)) {
        seen.add(next);
        open.push(next);
      }
    }
  }
  return seen;
};

describe("the post's states", () => {
  it("can all be reached from a draft", () => {
    expect([...reachableFrom("draft")].sort()).toEqual([...STATES].sort());
  });

  it("lead out of every state that is not an end", () => {
    for (const state of STATES) {
      const ends = [...reachableFrom(state)].some((next) =>
        ["published", "canceled", "in_inbox"].includes(next),
      );
      expect(ends, state).toBe(true);
    }
  });

  it("never lead out of published or canceled", () => {
    expect(MOVES.published).toEqual([]);
    expect(MOVES.canceled).toEqual([]);
  });

  it("never send a post again while TikTok may still publish it", () => {
    expect(isLegal("published", "scheduled")).toBe(false);
    expect(isLegal("in_inbox", "scheduled")).toBe(false);
  });
});

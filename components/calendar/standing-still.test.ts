import { expect, it } from "vitest";
import { STATES } from "#lib/posts/states";
import { whyFixed } from "./standing-still";

it("says of every post that can't be moved why, and lets those be moved that can", () => {
  const movable = STATES.filter((state) => whyFixed({ state }) === undefined);
  expect(movable.toSorted()).toEqual(["blocked", "failed", "scheduled"]);
  for (const state of STATES.filter((each) => !movable.includes(each)))
    expect(whyFixed({ state }), state).toMatch(/^It .+\.$/);
  expect(whyFixed({ state: "unconfirmed" })).toContain("look at the profile first");
  expect(whyFixed({ state: "uploading" })).toContain("on its way");
});

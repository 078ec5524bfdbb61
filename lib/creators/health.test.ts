import { describe, expect, it } from "vitest";
import { type GrantFacts, healthOf, worseFirst } from "./health";

const NOW = Date.parse("2026-11-24T12:00:00Z");
const DAY = 24 * 60 * 60_000;
const ASKED = ["user.info.basic", "video.upload", "video.publish"];
const grant = (changes: Partial<GrantFacts> = {}, days = 180): GrantFacts => ({
  state: "active",
  requestedScopes: ASKED,
  grantedScopes: ASKED,
  refreshExpiresAt: new Date(NOW + days * DAY).toISOString(),
  ...changes,
});

describe("how a connection is", () => {
  it.each([
    [31, "ready", null],
    [30, "reconnect_soon", "month"],
    [7, "reconnect_soon", "week"],
    [1, "reconnect_soon", "day"],
    [0, "reconnect_now", null],
    [-3, "reconnect_now", null],
  ])("with %i days left is told as %s", (days, state, warning) => {
    expect(healthOf(grant({}, days), ASKED, NOW)).toMatchObject({ state, warning });
  });

  it("is limited while a permission is missing", () => {
    const health = healthOf(grant({ grantedScopes: ["user.info.basic", "video.upload"] }), ASKED, NOW);
    expect(health).toMatchObject({ state: "limited", word: "Limited", missing: ["video.publish"] });
  });

  it("is limited too when this copy asks for more than it did back then", () => {
    expect(healthOf(grant(), [...ASKED, "video.list"], NOW)).toMatchObject({
      state: "limited",
      missing: ["video.list"],
    });
  });

  it("needs its owner once TikTok has taken the permission back, however many days were left", () => {
    expect(healthOf(grant({ state: "reconnect_needed" }), ASKED, NOW).state).toBe("reconnect_now");
  });

  it("is disconnected with an ended grant or none", () => {
    expect(healthOf(null, ASKED, NOW).state).toBe("disconnected");
    expect(healthOf(grant({ state: "disconnected" }), ASKED, NOW).state).toBe("disconnected");
  });
});

it("sorts the worst first, and what runs out earlier before what runs out later", () => {
  const all = [
    grant(),
    grant({ grantedScopes: [] }),
    grant({}, 20),
    grant({}, 3),
    grant({ state: "reconnect_needed" }),
  ].map((facts) => healthOf(facts, ASKED, NOW));
  expect(all.toSorted(worseFirst).map(({ state, daysLeft }) => `${state} ${daysLeft}`)).toEqual([
    "reconnect_now null",
    "reconnect_soon 3",
    "limited 180",
    "reconnect_soon 20",
    "ready 180",
  ]);
});

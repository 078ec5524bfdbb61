import { describe, expect, it } from "vitest";
import { Pace, timeLeftText } from "./time-left";

describe("the time left", () => {
  it.each([
    [null, ""],
    [3, "a few seconds left"],
    [30, "less than a minute left"],
    [70, "about a minute left"],
    [125, "about 2 minutes left"],
    [3_500, "about 58 minutes left"],
    [3_590, "about an hour left"],
    [7_300, "about 2 hours left"],
  ])("of %s seconds is told as “%s”", (seconds, text) => {
    expect(timeLeftText(seconds)).toBe(text);
  });

  it("follows from how the last seconds went, and is not guessed too early or from before a pause", () => {
    const pace = new Pace();
    expect(pace.note(0, 0, 100)).toBeNull();
    expect(pace.note(1_000, 10, 100)).toBeNull();
    expect(pace.note(2_000, 20, 100)).toBe(8);
    expect(pace.note(17_500, 20, 100), "it stands still").toBeNull();
    expect(pace.note(19_500, 40, 100)).toBe(6);
    pace.forget();
    expect(pace.note(60_000, 40, 100)).toBeNull();
  });
});

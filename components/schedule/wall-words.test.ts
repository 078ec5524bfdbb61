import { describe, expect, it } from "vitest";
import { clockText, localAt, nearText, wallText, whenSentence } from "./wall-words";

const NOW = "2026-11-24T09:00";

describe("a wall time in words", () => {
  it("has its day and its time, and its year where that isn't this one", () => {
    expect(wallText("2026-11-26T09:30", NOW)).toBe("Thu 26 Nov, 09:30");
    expect(wallText("2027-09-01T18:00", NOW)).toBe("Wed 1 Sep 2027, 18:00");
    expect(clockText("2026-11-26T09:30")).toBe("09:30");
  });

  it("is short within six days", () => {
    expect(nearText("2026-11-24T18:00", NOW)).toBe("Tue 18:00");
    expect(nearText("2026-11-30T18:00", NOW)).toBe("Mon 18:00");
    expect(nearText("2026-12-01T18:00", NOW)).toBe("Tue 1 Dec, 18:00");
  });

  it("tells the reader's own time only where the clocks differ", () => {
    const there = { local: "2026-11-26T09:30", timeZone: "America/New_York" };
    const sentence = "Thu 26 Nov 2026, 09:30 New York";
    expect(whenSentence(there)).toBe(sentence);
    expect(whenSentence(there, { local: "2026-11-26T09:30", timeZone: "America/Toronto" })).toBe(sentence);
    expect(whenSentence(there, { local: "2026-11-26T15:30", timeZone: "Europe/Berlin" })).toBe(
      `${sentence} · 15:30 for you in Berlin`,
    );
    expect(whenSentence(there, { local: "2026-11-27T00:30", timeZone: "Asia/Tokyo" })).toBe(
      `${sentence} · Fri 27 Nov, 00:30 for you in Tokyo`,
    );
  });

  it("is what the wall shows there at an instant", () => {
    expect(localAt("2026-11-26T14:30:00Z", "America/New_York")).toBe("2026-11-26T09:30");
    expect(localAt("2026-11-26T05:00:00Z", "America/New_York")).toBe("2026-11-26T00:00");
  });
});

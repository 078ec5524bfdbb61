import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  isTimeZone,
  resolveWallTime,
  startOfDay,
  timeZones,
  wallTimeAt,
  zoneWords,
} from "./wall-time";

const NEW_YORK = "America/New_York";
const at = (local: string, timeZone = NEW_YORK, fold: "earlier" | "later" | null = null) =>
  resolveWallTime({ local, timeZone, fold });
const iso = (ms: number) => new Date(ms).toISOString();

describe("a wall time in a place", () => {
  it("names one instant on an ordinary day", () => {
    expect(at("2026-11-26T09:30")).toEqual({ kind: "one", at: Date.parse("2026-11-26T14:30:00Z") });
    expect(at("2026-07-01T09:30")).toEqual({ kind: "one", at: Date.parse("2026-07-01T13:30:00Z") });
  });

  it("does not exist when clocks go forward over it, and says what stands there instead", () => {
    expect(at("2027-03-14T02:30")).toEqual({
      kind: "gap",
      skippedTo: "2027-03-14T03:30",
      at: Date.parse("2027-03-14T07:30:00Z"),
    });
  });

  it("exists twice when clocks go back over it, until somebody says which one is meant", () => {
    const [earlier, later] = [Date.parse("2027-11-07T05:30:00Z"), Date.parse("2027-11-07T06:30:00Z")];
    expect(at("2027-11-07T01:30")).toEqual({ kind: "twice", earlier, later });
    expect(at("2027-11-07T01:30", NEW_YORK, "earlier")).toEqual({ kind: "one", at: earlier });
    expect(at("2027-11-07T01:30", NEW_YORK, "later")).toEqual({ kind: "one", at: later });
  });

  it("is asked about where a whole half hour is skipped, and where a whole day is", () => {
    expect(at("2026-10-04T02:15", "Australia/Lord_Howe")).toMatchObject({ kind: "gap" });
    expect(at("2011-12-30T12:00", "Pacific/Apia")).toMatchObject({
      kind: "gap",
      skippedTo: "2011-12-31T12:00",
    });
  });

  it.each(["", "tomorrow", "2026-02-30T10:00", "2026-11-26T25:00", "2026-11-26 09:30", "2026-11-26T09:30Z"])(
    "that nobody can read is not guessed at: %j",
    (local) => {
      expect(at(local)).toEqual({ kind: "unreadable" });
    },
  );

  it.each(["", "Mars/Olympus", "+02:00", "EST5EDT nonsense"])("needs a place that there is: %j", (zone) => {
    expect(at("2026-11-26T09:30", zone)).toEqual({ kind: "unreadable" });
    expect(isTimeZone(zone)).toBe(false);
  });

  it("leads back to itself in every zone, at any minute of twenty years", () => {
    const minute = fc.integer({
      min: Date.parse("2020-01-01") / 60_000,
      max: Date.parse("2040-01-01") / 60_000,
    });
    fc.assert(
      fc.property(minute, fc.constantFrom(...timeZones()), (minutes, timeZone) => {
        const instant = minutes * 60_000;
        const resolved = resolveWallTime({ local: wallTimeAt(instant, timeZone), timeZone, fold: null });
        if (resolved.kind === "twice") expect([resolved.earlier, resolved.later]).toContain(instant);
        else expect(resolved).toEqual({ kind: "one", at: instant });
      }),
      { numRuns: 2_000 },
    );
  });

  it("keeps the hour on the wall over a change of clocks", () => {
    const before = "2027-03-13T09:30";
    const after = addDays(before, 1);
    expect(after).toBe("2027-03-14T09:30");
    const [first, second] = [at(before), at(after)];
    if (first.kind !== "one" || second.kind !== "one") throw new Error("Both exist once.");
    expect(second.at - first.at).toBe(23 * 3_600_000);
  });

  it("tells its zone by the place and the offset of that day", () => {
    expect(zoneWords(NEW_YORK, Date.parse("2026-11-26T12:00Z"))).toBe("New York, UTC−05:00");
    expect(zoneWords(NEW_YORK, Date.parse("2026-07-01T12:00Z"))).toBe("New York, UTC−04:00");
    expect(zoneWords("Asia/Kolkata", 0)).toBe("Kolkata, UTC+05:30");
  });

  it("knows where a day begins, also where midnight is skipped", () => {
    expect(iso(startOfDay(Date.parse("2026-11-26T03:00Z"), NEW_YORK))).toBe("2026-11-25T05:00:00.000Z");
    expect(
      wallTimeAt(startOfDay(Date.parse("2018-11-04T12:00Z"), "America/Sao_Paulo"), "America/Sao_Paulo"),
    ).toBe("2018-11-04T01:00");
  });
});

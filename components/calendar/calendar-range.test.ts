import { describe, expect, it } from "vitest";
import { addressOf, readAddress } from "./calendar-address";
import { rangeOf, stepFrom, titleOfView } from "./calendar-range";

const NEW_YORK = "America/New_York";

describe("what a calendar shows", () => {
  it("is six whole weeks of a month, from the Monday before it, in its zone", () => {
    expect(rangeOf("month", "2026-11-24", NEW_YORK)).toEqual({
      from: "2026-10-26T04:00:00.000Z",
      to: "2026-12-07T05:00:00.000Z",
    });
  });

  it("is a week from Monday to Sunday, an hour shorter where clocks go forward", () => {
    expect(rangeOf("week", "2027-03-14", NEW_YORK)).toEqual({
      from: "2027-03-08T05:00:00.000Z",
      to: "2027-03-15T04:00:00.000Z",
    });
  });

  it("begins a list with its day, also where clocks skip midnight", () => {
    expect(rangeOf("list", "2026-11-24", NEW_YORK).from).toBe("2026-11-24T05:00:00.000Z");
    expect(rangeOf("list", "2026-09-06", "America/Santiago").from).toBe("2026-09-06T04:00:00.000Z");
  });

  it("moves by whole months, never past a short one, and else by weeks", () => {
    expect(stepFrom("month", "2027-01-31", 1)).toBe("2027-02-01");
    expect(stepFrom("month", "2027-01-31", -1)).toBe("2026-12-01");
    expect(stepFrom("week", "2026-12-28", 1)).toBe("2027-01-04");
  });

  it("has a title", () => {
    expect(titleOfView("month", "2026-11-24")).toBe("November 2026");
    expect(titleOfView("week", "2026-11-24")).toBe("23 – 29 Nov 2026");
    expect(titleOfView("week", "2026-12-31")).toBe("28 Dec – 3 Jan 2027");
    expect(titleOfView("list", "2026-09-22")).toBe("From 22 Sep 2026");
  });
});

describe("a calendar's address", () => {
  it("leads back to what it says", () => {
    const asked = readAddress(new URLSearchParams("view=week&date=2026-11-24&creator=c1&by=u1&status=fix"));
    expect(asked).toMatchObject({ view: "week", date: "2026-11-24", creatorId: "c1", by: "u1" });
    expect(asked.status?.states).toEqual(["unconfirmed", "blocked", "failed"]);
    expect(addressOf("/c", asked)).toBe("/c?view=week&date=2026-11-24&creator=c1&by=u1&status=fix");
  });

  it("says nothing where it can't be read", () => {
    const asked = readAddress(new URLSearchParams("view=year&date=2026-13-44&creator=&status=x"));
    expect(asked).toEqual({ view: null, date: null, creatorId: null, by: null, status: null });
    expect(addressOf("/c", asked)).toBe("/c");
  });
});

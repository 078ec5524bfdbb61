import { describe, expect, it } from "vitest";
import { freeSlots, type Slot } from "./slots";

const NEW_YORK = "America/New_York";
// A Tuesday, 07:00 in New York.
const TUESDAY = Date.parse("2026-11-24T12:00:00Z");
const locals = (slots: Slot[], options: Partial<Parameters<typeof freeSlots>[2]> = {}, timeZone = NEW_YORK) =>
  freeSlots(slots, timeZone, { from: TUESDAY, taken: [], count: 4, ...options }).map(({ local }) => local);

describe("the free times of a queue", () => {
  it("come in order, week after week, from now on", () => {
    const slots = [
      { weekday: 4, time: "09:30" },
      { weekday: 2, time: "18:00" },
      { weekday: 2, time: "06:00" },
    ];
    expect(locals(slots)).toEqual([
      "2026-11-24T18:00",
      "2026-11-26T09:30",
      "2026-12-01T06:00",
      "2026-12-01T18:00",
    ]);
  });

  it("leave out where a post stands already, to the minute", () => {
    const taken = [Date.parse("2026-11-24T23:00:30Z"), Date.parse("2026-12-01T22:59:00Z")];
    expect(locals([{ weekday: 2, time: "18:00" }], { taken, count: 2 })).toEqual([
      "2026-12-01T18:00",
      "2026-12-08T18:00",
    ]);
  });

  it("keep the hour on the wall when clocks change", () => {
    const from = Date.parse("2027-03-13T00:00:00Z");
    const free = freeSlots(
      [6, 7].map((weekday) => ({ weekday, time: "09:30" })),
      NEW_YORK,
      {
        from,
        taken: [],
        count: 2,
      },
    );
    expect(free.map(({ at }) => new Date(at).toISOString())).toEqual([
      "2027-03-13T14:30:00.000Z",
      "2027-03-14T13:30:00.000Z",
    ]);
  });

  it("leave out a time that clocks skip on its day, and take the first of two equal ones", () => {
    const sunday = [{ weekday: 7, time: "02:30" }];
    expect(locals(sunday, { from: Date.parse("2027-03-13T12:00:00Z"), count: 1 })).toEqual([
      "2027-03-21T02:30",
    ]);
    const [free] = freeSlots([{ weekday: 7, time: "01:30" }], NEW_YORK, {
      from: Date.parse("2027-11-06T12:00:00Z"),
      taken: [],
      count: 1,
    });
    expect(free).toMatchObject({
      local: "2027-11-07T01:30",
      fold: "earlier",
      at: Date.parse("2027-11-07T05:30Z"),
    });
  });

  it("are none where nobody has set a time", () => {
    expect(locals([])).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { clockOf, distance, moment, shortMoment, zoneName } from "./moment";

const NOW = "2026-11-24T21:30:00Z";

describe("moments", () => {
  it("names day, time, zone and distance", () => {
    expect(moment("2026-11-25T14:30:00Z", "America/New_York", NOW)).toBe(
      "Wed 25 Nov, 09:30 New York (in 17 h)",
    );
  });

  it("names the year when it is another", () => {
    expect(moment("2027-03-14T12:00:00Z", "Europe/Berlin", NOW)).toBe(
      "Sun 14 Mar 2027, 13:00 Berlin (in 110 days)",
    );
  });

  it("writes midnight as 00:00, and September with three letters", () => {
    expect(clockOf("2026-11-24T00:00:00Z", "UTC")).toBe("00:00");
    expect(moment("2026-09-01T10:00:00Z", "UTC", "2026-09-01T09:00:00Z")).toBe(
      "Tue 1 Sep, 10:00 UTC (in 1 h)",
    );
  });

  it("leaves the day out when it is today there", () => {
    expect(shortMoment("2026-11-24T22:05:00Z", "America/New_York", NOW)).toBe("17:05");
    expect(shortMoment("2026-11-25T14:30:00Z", "America/New_York", NOW)).toBe("Wed 25 Nov, 09:30");
  });

  it.each([
    ["2026-11-24T21:30:00.400Z", "now"],
    ["2026-11-24T21:30:40Z", "in 40 s"],
    ["2026-11-24T21:42:00Z", "in 12 min"],
    ["2026-11-24T20:30:00Z", "1 h ago"],
    ["2026-11-21T21:30:00Z", "3 days ago"],
  ])("says how far %s is: %s", (at, text) => {
    expect(distance(new Date(at), new Date(NOW))).toBe(text);
  });

  it("names zones as people do", () => {
    expect(zoneName("America/Argentina/Buenos_Aires")).toBe("Buenos Aires");
    expect(zoneName("UTC")).toBe("UTC");
  });
});

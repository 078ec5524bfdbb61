import { describe, expect, it } from "vitest";
import { judge } from "./judge";
import { propose } from "./propose";
import { askAbout, fullNowText } from "./question-words";
import { askFull, fullDays, roomOf } from "./room";
import type { CreatorTimes } from "./times";

const NEW_YORK = "America/New_York";
const NOW = Date.parse("2026-11-24T15:00:00Z");
const HOUR = 3_600_000;
const wall = (local: string) => ({ local, timeZone: NEW_YORK, fold: null });

/** An account with posts that count; those of this workspace have an id. */
function timesWith(
  counted: CreatorTimes["counted"],
  { cap = 2, free = [] as CreatorTimes["free"] } = {},
): CreatorTimes {
  return {
    timeZone: NEW_YORK,
    slots: [],
    posts: [],
    free,
    counted,
    countedUntil: "2027-01-01T00:00:00Z",
    limits: { direct: { usual: cap }, inbox: { usual: 1 } },
    meter: {
      creatorId: "lena",
      from: "",
      to: "",
      sent: 0,
      planned: 0,
      cap,
      learned: false,
      inbox: { pending: 0, cap: 1 },
    },
  };
}
const direct = (at: string, id: string | null = null) => ({ id, at, mode: "direct" as const });
/** Two posts on Thursday the 26th, at 09:30 and at 10:30 in New York. */
const THURSDAY = [direct("2026-11-26T14:30:00Z", "a"), direct("2026-11-26T15:30:00Z")];

describe("the room that TikTok's limit leaves", () => {
  it("is asked about before the server is, with the next time that fits", () => {
    const room = roomOf(timesWith(THURSDAY), "direct", undefined);
    const verdict = judge(wall("2026-11-26T18:00"), NOW, [], room);
    expect(verdict).toEqual({
      kind: "ask",
      question: { kind: "full", reason: "daily", cap: 2, planned: 2, next: "2026-11-27T14:30:00.000Z" },
    });
    if (verdict.kind !== "ask") return;
    expect(askAbout(verdict.question, wall("2026-11-26T18:00"), "@lena").answers).toEqual([
      { label: "Use Fri 27 Nov, 09:30", when: wall("2026-11-27T09:30") },
    ]);
  });

  it("does not count the post that is moved, nor what is sent in the other way", () => {
    const moved = roomOf(timesWith(THURSDAY), "direct", "a");
    expect(judge(wall("2026-11-26T18:00"), NOW, [], moved).kind).toBe("fine");
    const inbox = roomOf(timesWith(THURSDAY), "inbox", undefined);
    expect(judge(wall("2026-11-26T18:00"), NOW, [], inbox).kind).toBe("fine");
    const pending = timesWith([{ id: null, at: "2026-11-26T14:30:00Z", mode: "inbox" }]);
    expect(judge(wall("2026-11-26T18:00"), NOW, [], roomOf(pending, "inbox", undefined))).toMatchObject({
      question: { reason: "inbox", cap: 1 },
    });
  });

  it("is smaller on a day on which TikTok has said so, and as usual after it", () => {
    const shown = { cap: 1, until: Date.parse("2026-11-25T14:00:00Z") };
    const times = timesWith([direct("2026-11-24T18:00:00Z"), direct("2026-11-26T18:00:00Z")]);
    const limits = { ...times.limits, direct: { usual: 2, shown } };
    const room = roomOf({ ...times, limits }, "direct", undefined);
    expect(judge(wall("2026-11-24T20:00"), NOW, [], room)).toMatchObject({
      question: { kind: "full", cap: 1, next: "2026-11-25T14:00:00.000Z" },
    });
    expect(judge(wall("2026-11-26T18:00"), NOW, [], room).kind).toBe("fine");
    expect(room && fullDays(room, NEW_YORK, NOW)).toEqual(new Set(["2026-11-24"]));
  });

  it("is told of a post that goes out now, when one that is planned could lose its place", () => {
    const soon = [direct("2026-11-24T17:00:00Z"), direct("2026-11-24T18:00:00Z")];
    const askedOf = (times: CreatorTimes, mode: "direct" | "inbox") => {
      const room = roomOf(times, mode, undefined);
      return room && askFull(room, NOW);
    };
    const full = askedOf(timesWith(soon), "direct");
    expect(full?.next).toBe("2026-11-25T17:00:00.000Z");
    expect(full && fullNowText(full, "@lena")).toBe(
      "@lena has 2 posts sent or planned within 24 hours, and TikTok takes about 2 from all apps together.",
    );
    expect(askedOf(timesWith(soon), "inbox")).toBeNull();
    expect(askedOf(timesWith(THURSDAY), "direct")).toBeNull();
  });

  it("says nothing of times of which it knows nothing", () => {
    const near = { ...timesWith(THURSDAY), countedUntil: "2026-11-26T20:00:00Z" };
    const room = roomOf(near, "direct", undefined);
    expect(judge(wall("2026-11-26T18:00"), NOW, [], room).kind).toBe("fine");
    // The next time that fits may be taken as well: it is not proposed.
    const verdict = judge(wall("2026-11-26T12:00"), NOW, [], room);
    expect(verdict).toMatchObject({ question: { kind: "full", next: "" } });
    if (verdict.kind !== "ask") return;
    expect(askAbout(verdict.question, wall("2026-11-26T12:00"), "@lena").answers).toEqual([]);
  });

  it("a day is full where no hour of it has room, not where one has", () => {
    const room = roomOf(timesWith(THURSDAY), "direct", undefined);
    // A quarter past nine on Friday is too early, half past is not.
    expect(room && fullDays(room, NEW_YORK, NOW)).toEqual(new Set(["2026-11-26"]));
    const late = [direct("2026-11-26T04:50:00Z"), direct("2026-11-27T04:40:00Z")];
    const one = roomOf(timesWith(late, { cap: 1 }), "direct", undefined);
    expect(one && fullDays(one, NEW_YORK, NOW)).toEqual(new Set(["2026-11-25", "2026-11-26"]));
  });

  it("is known where an account is full for weeks, too", () => {
    const many = Array.from({ length: 45 * 15 }, (_, index) =>
      direct(new Date(NOW + (index / 15) * 24 * HOUR).toISOString()),
    );
    const room = roomOf(timesWith(many, { cap: 15 }), "direct", undefined);
    expect(room && fullDays(room, NEW_YORK, NOW).size).toBe(38);
  });
});

describe("a time that is proposed", () => {
  const post = {
    id: "moved",
    caption: "",
    mode: "direct" as const,
    creator: null,
    publishAt: "2026-11-24T14:30:00Z",
    publishLocal: "2026-11-24T09:30",
    timeZone: NEW_YORK,
    fold: null,
  };
  const options = { now: NOW, usual: NEW_YORK };

  it("is the same hour on the next day that has room", () => {
    expect(propose(post, timesWith([]), options)).toEqual({ when: wall("2026-11-25T09:30"), why: "hour" });
    const crowded = timesWith([direct("2026-11-25T14:00:00Z"), direct("2026-11-25T16:00:00Z")]);
    expect(propose(post, crowded, options)?.when.local).toBe("2026-11-26T09:30");
  });

  it("is the queue's next free slot where there is one that fits", () => {
    const slots = ["2026-11-26T18:00", "2026-11-27T18:00"].map((local) => ({
      ...wall(local),
      at: `${local.slice(0, 10)}T23:00:00Z`,
    }));
    const open = timesWith([], { free: slots });
    expect(propose(post, open, options)).toEqual({ when: wall("2026-11-26T18:00"), why: "slot" });
    const full = timesWith(THURSDAY, { free: slots });
    expect(propose(post, full, options)?.when.local).toBe("2026-11-27T18:00");
  });

  it("lies behind the post's own time, and keeps away from other posts", () => {
    const later = { ...post, publishAt: "2026-11-28T14:30:00Z", publishLocal: "2026-11-28T09:30" };
    const others = [{ id: "x", publishAt: "2026-11-29T14:35:00Z", caption: "" }];
    expect(propose(later, { ...timesWith([]), posts: others }, options)?.when.local).toBe("2026-11-30T09:30");
    const now = { ...post, publishAt: null, publishLocal: null, timeZone: null };
    expect(propose(now, timesWith([]), options)?.when.local).toBe("2026-11-25T10:00");
  });
});

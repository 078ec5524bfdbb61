import { describe, expect, it } from "vitest";
import type { TimeQuestion } from "#lib/errors/result";
import { judge } from "./judge";
import { loadsOf } from "./loads";
import { askAbout } from "./question-words";

const NEW_YORK = "America/New_York";
const NOW = Date.parse("2026-11-24T15:00:00Z");
const wall = (local: string, timeZone = NEW_YORK) => ({ local, timeZone, fold: null });
const ask = (question: TimeQuestion, local = "2026-11-24T09:55") => askAbout(question, wall(local), "@kess");

describe("a question about a time", () => {
  it("offers to post now what has passed", () => {
    expect(ask({ kind: "past", minutes: 5 })).toEqual({
      text: "That was 5 minutes ago. Post now or pick a later time.",
      answers: [],
      offersNow: true,
    });
    expect(ask({ kind: "past", minutes: 60 }).text).toContain("1 hour ago");
    expect(ask({ kind: "past", minutes: 3 * 24 * 60 }).text).toContain("3 days ago");
  });

  it("offers the next time that exists where clocks go forward", () => {
    const local = "2027-03-14T02:30";
    expect(ask({ kind: "gap", local, skippedTo: "2027-03-14T03:30" }, local)).toMatchObject({
      text: "02:30 doesn't exist on Sun 14 Mar in New York: clocks jump to 03:00.",
      answers: [{ label: "Use 03:00", when: { local: "2027-03-14T03:00", fold: null } }],
    });
  });

  it("offers both where clocks go back", () => {
    const local = "2027-11-07T01:30";
    const question = { earlier: "2027-11-07T05:30:00Z", later: "2027-11-07T06:30:00Z" };
    expect(ask({ kind: "twice", local, ...question }, local).answers).toEqual([
      { label: "The first 01:30 (UTC−04:00)", when: { ...wall(local), fold: "earlier" } },
      { label: "The second 01:30 (UTC−05:00)", when: { ...wall(local), fold: "later" } },
    ]);
  });

  it("names TikTok's limit that is planned up, and when it is not", () => {
    const next = "2026-11-25T14:30:00Z";
    const daily = ask({ kind: "full", reason: "daily", cap: 15, planned: 15, next });
    expect(daily.text).toBe(
      "@kess has 15 posts in those 24 hours, and TikTok takes about 15 from all apps together.",
    );
    expect(daily.answers).toMatchObject([{ label: "Use Wed 25 Nov, 09:30" }]);
    expect(ask({ kind: "full", reason: "inbox", cap: 5, planned: 5, next }).text).toContain("TikTok inbox");
  });
});

describe("a chosen time", () => {
  const near = { id: "p1", publishAt: "2026-11-26T14:40:00Z", caption: "Close by" };

  it("is fine, and says which other post stands close to it", () => {
    expect(judge(wall("2026-11-26T09:30"), NOW, [near])).toMatchObject({ kind: "fine", near });
    expect(judge(wall("2026-11-26T09:25"), NOW, [near])).toMatchObject({ kind: "fine", near: null });
  });

  it("is asked about by the server's own rules", () => {
    expect(judge(wall("2026-11-24T09:55"), NOW, [])).toEqual({
      kind: "ask",
      question: { kind: "past", minutes: 5 },
    });
    expect(judge(wall("2027-03-14T02:30"), NOW, [])).toMatchObject({ question: { kind: "gap" } });
  });
});

it("a day is taken when a post stands at every one of its queue's times", () => {
  const slots = [
    { weekday: 4, time: "09:30" },
    { weekday: 4, time: "18:00" },
  ];
  const at = (publishAt: string) => ({ id: publishAt, publishAt, caption: "" });
  const [morning, evening] = [at("2026-11-26T14:30:00Z"), at("2026-11-26T23:00:00Z")];
  const full = new Set(["2026-11-27"]);
  const half = loadsOf({ posts: [morning], slots, timeZone: NEW_YORK, full }, NEW_YORK);
  expect(half.get("2026-11-26")).toEqual({ posts: 1, taken: false, full: false });
  const whole = loadsOf({ posts: [morning, evening], slots, timeZone: NEW_YORK, full }, NEW_YORK);
  expect(whole.get("2026-11-26")).toEqual({ posts: 2, taken: true, full: false });
  expect(whole.get("2026-11-27")).toEqual({ posts: 0, taken: false, full: true });
});

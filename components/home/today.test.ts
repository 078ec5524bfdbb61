import { expect, it } from "vitest";
import type { PostRow } from "#lib/posts/queries";
import { daySentences } from "./today";

const NEW_YORK = { timeZone: "America/New_York", now: "2026-11-24T15:00:00Z" };

const post = (state: PostRow["state"], at: string): PostRow => ({
  id: at,
  state,
  caption: "",
  mode: "direct",
  mediaId: null,
  kind: "video",
  creator: null,
  publishAt: at,
  dueAt: null,
  updatedAt: at,
  endedAt: at,
  visibility: null,
  publicPostIds: [],
  failure: null,
  warning: null,
  publishLocal: null,
  timeZone: null,
  fold: null,
  fromSlot: false,
});
const quiet = {
  done: [],
  more: false,
  stuck: [],
  fixCount: { posts: 0, more: false },
  moving: 0,
  next: undefined,
};
const told = (facts: Partial<Parameters<typeof daySentences>[0]>) =>
  daySentences({ ...quiet, ...facts }, NEW_YORK).join(" ");

it("says that nothing needs anybody and nothing is planned", () => {
  expect(told({})).toBe("Nothing needs you. Nothing is planned.");
});

it("counts yesterday and today by the workspace's zone", () => {
  const done = [
    post("published", "2026-11-24T14:00:00Z"),
    post("in_inbox", "2026-11-24T05:30:00Z"),
    post("published", "2026-11-24T04:30:00Z"),
    post("published", "2026-11-23T20:00:00Z"),
  ];
  expect(told({ done, fixCount: { posts: 2, more: false } })).toBe(
    "All 2 posts went out yesterday, 2 today so far. 2 need fixing. Nothing is planned.",
  );
});

it("says what did not go out yesterday", () => {
  const done = [post("published", "2026-11-23T20:00:00Z")];
  const stuck = [post("blocked", "2026-11-23T21:00:00Z"), post("failed", "2026-11-24T14:30:00Z")];
  expect(told({ done, stuck, fixCount: { posts: 2, more: false } })).toMatch(
    /^1 of 2 posts went out yesterday\. 2 need fixing\./,
  );
});

it("names the next one by its distance, and further ahead by its day", () => {
  expect(told({ next: post("scheduled", "2026-11-24T15:38:00Z") })).toMatch(/Next post in 38 min\.$/);
  expect(told({ next: post("scheduled", "2026-11-26T14:30:00Z"), moving: 1 })).toMatch(
    /1 post is on the way\. Next post Thu 26 Nov, 09:30\.$/,
  );
});

it("says so when there may be more than it saw", () => {
  const done = [post("published", "2026-11-24T14:00:00Z"), post("published", "2026-11-24T13:00:00Z")];
  expect(told({ done, more: true })).toMatch(/^At least 2 posts went out today\./);
});

import { expect, it } from "vitest";
import type { PostRow } from "#lib/posts/queries";
import { daySentences } from "./today";

const NEW_YORK = { timeZone: "America/New_York", now: "2026-11-24T15:00:00Z" };

const post = (state: PostRow["state"], endedAt: string): PostRow => ({
  id: endedAt,
  state,
  caption: "",
  mode: "direct",
  mediaId: null,
  creator: null,
  publishAt: null,
  dueAt: null,
  updatedAt: endedAt,
  endedAt,
  visibility: null,
  publicPostIds: [],
  failure: null,
  warning: null,
  publishLocal: null,
  timeZone: null,
  fold: null,
  fromSlot: false,
});
const quiet = { done: [], more: false, fixCount: 0, moving: 0 };
const told = (facts: Partial<Parameters<typeof daySentences>[0]>) =>
  daySentences({ ...quiet, ...facts }, NEW_YORK).join(" ");

it("says that nothing needs anybody", () => {
  expect(told({})).toBe("Nothing needs you.");
});

it("counts the day by the workspace's zone, and drafts in an inbox apart from what went out", () => {
  const done = [
    post("published", "2026-11-24T14:00:00Z"),
    post("in_inbox", "2026-11-24T05:30:00Z"),
    post("published", "2026-11-24T04:30:00Z"),
  ];
  expect(told({ done, fixCount: 2 })).toBe(
    "1 post went out today. 1 post went to a TikTok inbox today. 2 need fixing.",
  );
});

it("names the last one where nothing went out yet", () => {
  expect(told({ done: [post("published", "2026-11-23T20:00:00Z")], moving: 1 })).toBe(
    "Nothing went out today yet; the last one did Mon 23 Nov, 15:00. 1 post is on the way. Nothing needs you.",
  );
});

it("says so when there may be more than it saw", () => {
  const done = [post("published", "2026-11-24T14:00:00Z"), post("published", "2026-11-24T13:00:00Z")];
  expect(told({ done, more: true })).toMatch(/^At least 2 posts went out today\./);
});

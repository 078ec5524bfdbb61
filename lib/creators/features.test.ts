import { describe, expect, it } from "vitest";
import { checkPermissions, FEATURES, goingWithout, wordsOf } from "./features";

const ASKED = ["user.info.basic", "video.upload", "video.publish"];
const ids = (features: readonly { id: string }[]) => features.map(({ id }) => id);

describe("comparing what was granted with what was asked for", () => {
  it("finds everything working when everything was granted, in whatever order TikTok lists it", () => {
    const check = checkPermissions(ASKED, ["video.publish", "video.upload", "user.info.basic"]);
    expect(check.missing).toEqual([]);
    expect(check.stopped).toEqual([]);
    expect(ids(check.works)).toEqual(["draft", "sign_in", "direct", "inbox"]);
  });

  it.each([
    ["user.info.basic", ["draft", "sign_in"], ["direct", "inbox"]],
    ["user.info.basic,video.upload", ["draft", "sign_in", "inbox"], ["direct"]],
    ["user.info.basic,video.publish", ["draft", "sign_in", "direct"], ["inbox"]],
  ])("with %s, stops nothing that does not need what is missing", (granted, works, stopped) => {
    const check = checkPermissions(ASKED, granted.split(","));
    expect(ids(check.works)).toEqual(works);
    expect(ids(check.stopped)).toEqual(stopped);
  });

  it("does not hold a feature against anybody that was never asked for", () => {
    const check = checkPermissions(["user.info.basic"], ["user.info.basic"]);
    expect(ids(check.works)).toEqual(["draft", "sign_in"]);
    expect(check.stopped).toEqual([]);
  });

  it("counts a permission that was granted without being asked for this time", () => {
    expect(ids(checkPermissions(["user.info.basic"], ASKED).works)).toContain("direct");
  });

  it("lists the permissions in one order, each once", () => {
    const check = checkPermissions(["video.upload", "video.publish", "user.info.basic", "video.upload"], []);
    expect(check.permissions.map(({ scope }) => scope)).toEqual([
      "user.info.basic",
      "video.publish",
      "video.upload",
    ]);
  });
});

describe("the words", () => {
  it("exist for every permission that a feature needs", () => {
    for (const scope of FEATURES.flatMap(({ needs }) => needs))
      expect(wordsOf(scope).onTikTok).not.toBe(scope);
  });

  it("name a permission that nobody here knows by TikTok's name", () => {
    expect(wordsOf("portability.all").title).toContain("portability.all");
  });

  it.each([
    [["video.publish", "video.upload"], "Continue without posting", /nothing can be sent/],
    [["video.publish"], "Continue with inbox drafts only", /inbox/],
    [["video.upload"], "Continue without inbox drafts", /posted directly/],
    [["video.list"], "Continue without it", /^Posting works/],
  ])("tell what going on without %s means", (missing, label, consequence) => {
    const without = goingWithout({ missing });
    expect(without.label).toBe(label);
    expect(without.consequence).toMatch(consequence);
  });
});

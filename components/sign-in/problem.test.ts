import { describe, expect, it } from "vitest";
import { rows } from "#lib/errors/catalog";
import { noticeFrom, problemFrom } from "./problem";

const about = { handle: "", timeZone: "UTC", now: "2026-11-24T12:00:00Z" };
const problem = (query: Record<string, string | string[] | undefined>) =>
  problemFrom(query, { audience: "creator" }, about);

describe("the problem that an address carries", () => {
  it("is told for every row that can end a sign-in, each in words of its own", () => {
    const codes = rows
      .filter(({ channels }) => channels.includes("authorize") || channels.includes("token"))
      .map(({ code }) => code);
    expect(codes.length).toBeGreaterThan(10);
    const headlines = codes.map((code) => problem({ problem: code })?.headline);
    expect(headlines).not.toContain(undefined);
    expect(new Set(headlines).size).toBeGreaterThanOrEqual(codes.length - 1);
  });

  it.each([undefined, "", "nonsense", "constructor", "spam_risk_text", "<b>"])(
    "is ignored when it is %j",
    (code) => {
      expect(problem({ problem: code })).toBeUndefined();
    },
  );

  it("names the accounts that it was given, and no other text", () => {
    const wrong = { problem: "connect.wrong_account", expected: "@lena.rooftop" };
    expect(problem({ ...wrong, connected: "@kess" })?.summary).toContain(
      "You connected @kess, but @lena.rooftop",
    );
    expect(problem({ ...wrong, connected: "call 555 now" })?.summary).toContain(
      "You connected another account",
    );
  });

  it("leaves no placeholder open", () => {
    for (const { code } of rows) {
      const told = problem({ problem: code });
      if (told)
        expect(JSON.stringify([told.headline, told.summary, told.steps])).not.toMatch(/[{}]|\bexpected\b,/);
    }
  });
});

it("knows next-auth's codes and nothing else", () => {
  expect(noticeFrom("Verification")?.text).toContain("30 minutes");
  expect(noticeFrom("toString")).toBeUndefined();
  expect(noticeFrom(undefined)).toBeUndefined();
});

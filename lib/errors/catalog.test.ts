import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, expectTypeOf, it } from "vitest";
import { type ArgsOf, catalog, isCode, rows } from "./catalog";
import { remedies } from "./remedies";
import { retryPolicies } from "./retry";
import { type Audience, fill, told } from "./row";

const audiences: Audience[] = ["creator", "staff", "app_owner"];
const typical = {
  handle: "@lena.rooftop",
  creator: "Lena Ortiz",
  permissions: "“Post content to TikTok”",
  workspace: "Northlight Studio",
  file: "rooftop.mp4",
  retryClock: "16:05",
  measured: "15 fps",
  limit: "23 to 60 fps",
};
const namesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");

const textsOf = (row: (typeof rows)[number]): string[] => [
  ...audiences.flatMap((audience) => [
    told(row.title, audience),
    told(row.summary, audience),
    told(row.why, audience),
    ...told(row.steps, audience),
    ...(row.who ? [told(row.who, audience)] : []),
    ...(row.next ? [told(row.next, audience)] : []),
  ]),
  row.titleMeasured ?? "",
  row.titleRetrying ?? "",
  row.summaryMeasured ?? "",
  row.keeps,
];

const banned =
  /\b(oops|please|sorry|invalid|illegal|forbidden|failed to|something went wrong|unknown error|token|scope)\b|!/i;

it("has each code once: of two rows with one name the first would be lost without a word", () => {
  const folder = join(import.meta.dirname, "rows");
  const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
  const codes = texts.flatMap((text) =>
    [...text.matchAll(/^ {2}"?([a-z_.]+)"?: \{$/gm)].map(([, code]) => code),
  );
  expect(codes.toSorted()).toEqual(rows.map(({ code }) => code).toSorted());
});

describe.each(rows.map((row) => [row.code, row] as const))("the row %s", (_, row) => {
  it("says what happened, why, what is kept and what to do, to everyone", () => {
    for (const audience of audiences) {
      for (const text of [
        told(row.title, audience),
        told(row.summary, audience),
        told(row.why, audience),
        row.keeps,
      ]) {
        expect(text.length).toBeGreaterThan(5);
      }
      expect(told(row.steps, audience).length).toBeGreaterThan(0);
      expect(told(row.actions, audience).length).toBeGreaterThan(0);
      expect(new Set(told(row.actions, audience)).size).toBe(told(row.actions, audience).length);
    }
    expect(retryPolicies[row.retry]).toBeDefined();
    if (row.official) expect(row.source).not.toBeNull();
  });

  it("has a headline of at most 60 characters", () => {
    const headlines = [
      ...audiences.map((audience) => told(row.title, audience)),
      row.titleMeasured,
      row.titleRetrying,
    ];
    for (const headline of headlines) {
      if (headline)
        expect(fill(headline, { ...typical, ...row.sample }).length, headline).toBeLessThanOrEqual(60);
    }
  });

  it("uses plain words: no banned ones, no exclamation mark, no emoji, no dash in place of a comma", () => {
    for (const text of textsOf(row)) {
      expect(text).not.toMatch(banned);
      expect(text).not.toMatch(/\p{Extended_Pictographic}/u);
      expect(text).not.toMatch(/[—]|\b[a-z]+_[a-z_]+\b(?![^{]*\})/);
    }
  });

  it("has sentences that end, and a headline that does not", () => {
    for (const audience of audiences) {
      expect(told(row.title, audience)).not.toMatch(/\.$/);
      for (const text of [
        told(row.summary, audience),
        told(row.why, audience),
        ...told(row.steps, audience),
        row.keeps,
      ]) {
        expect(text).toMatch(/\.$/);
      }
    }
  });

  it("has two sentences at most before the buttons, what is kept not counted", () => {
    for (const audience of audiences) {
      const ends =
        told(row.summary, audience)
          .replace(/H\.26\d|3\d\.\d/g, "")
          .match(/[.?](\s|$)/g) ?? [];
      expect(ends.length).toBeLessThanOrEqual(2);
    }
  });

  it("gives an example for every argument", () => {
    const ambient = new Set(Object.keys(typical));
    const args = textsOf(row)
      .flatMap(namesIn)
      .filter((name) => !ambient.has(name));
    expect(Object.keys(row.sample ?? {}).sort()).toEqual([...new Set(args)].sort());
  });

  it("speaks of measured values only where there is one", () => {
    const plain = textsOf({ ...row, titleMeasured: undefined, summaryMeasured: undefined }).flatMap(namesIn);
    expect(plain).not.toContain("measured");
    expect(plain).not.toContain("limit");
  });

  it("has related codes that exist and are others", () => {
    for (const other of row.related ?? []) {
      expect(isCode(other), other).toBe(true);
      expect(other).not.toBe(row.code);
    }
  });
});

describe("the catalogue", () => {
  it("recognises each answer by one row only", () => {
    const keys = rows.flatMap((row) => row.wire);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("has no alias that is the name or the alias of another row", () => {
    const names = rows.flatMap((row) => [row.code, ...row.aliases]);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  it("asks for no arguments where TikTok's answer is all there is", () => {
    for (const row of rows) if (row.wire.length) expect(row.sample).toBeUndefined();
  });

  it("derives the arguments from the sentences", () => {
    expectTypeOf<ArgsOf<"caption.too_long">>().toEqualTypeOf<{
      readonly over: string | number;
      readonly length: string | number;
    }>();
    expectTypeOf<ArgsOf<"unknown">>().toEqualTypeOf<{ readonly code: string | number }>();
    expectTypeOf<keyof ArgsOf<"frame_rate_check_failed">>().toEqualTypeOf<never>();
    expectTypeOf(catalog.internal.retry).toEqualTypeOf<"back_off">();
  });

  it("labels buttons with a verb and an object, without codes or shouting", () => {
    for (const [id, label] of Object.entries(remedies)) {
      for (const audience of audiences) {
        const text = fill(told<string>(label, audience), typical);
        if (id === "none") continue;
        expect(text).not.toMatch(banned);
        expect(text.length).toBeLessThanOrEqual(40);
        expect(text.split(" ").length).toBeGreaterThan(1);
      }
    }
  });

  it.each(["video duration", "file size", "too many requests"])(
    "keeps the seed's “%s” as an alias",
    (alias) => {
      expect(rows.filter((row) => row.aliases.includes(alias))).toHaveLength(1);
    },
  );
});

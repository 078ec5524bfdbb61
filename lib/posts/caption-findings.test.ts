import { describe, expect, it } from "vitest";
import { captionFindings } from "./caption-findings";

const codes = (text: string) => captionFindings(text).map(({ code }) => code);
const recent = [{ postId: "p1", caption: "Sunset on the roof  #rooftop", at: "2026-11-20T10:00:00.000Z" }];

describe("a caption", () => {
  it("is fine when it is short, with a tag, a name and one link", () => {
    expect(codes("Sunset with @kess.films #rooftop at aircheck.example https://a.example/x")).toEqual([]);
    expect(codes("")).toEqual([]);
  });

  it("is counted in UTF-16 units, as TikTok counts", () => {
    expect(codes("🌇".repeat(1100))).toEqual([]);
    expect(captionFindings(`${"🌇".repeat(1100)}a`)).toMatchObject([
      { code: "caption.too_long", severity: "blocks", measured: 2201, limit: 2200 },
    ]);
  });

  it("is told with what TikTok would answer, and its page", () => {
    const [long, ...advice] = captionFindings(`${"a".repeat(2201)} #a #a b.com c.com`);
    expect(long).toMatchObject({ answer: "invalid_params", page: expect.stringContaining("direct-post") });
    expect(advice).toHaveLength(2);
    for (const each of advice)
      expect(each).toMatchObject({ answer: "spam_risk_text", page: expect.stringContaining("video-status") });
  });

  it("may be longer below photos", () => {
    const text = "a".repeat(2201);
    expect(captionFindings(text, { kind: "photo" })).toEqual([]);
    expect(captionFindings("a".repeat(4001), { kind: "photo" })[0]).toMatchObject({ limit: 4000 });
  });

  it("has too many links from the second on, with or without https", () => {
    expect(codes("https://a.example and www.b.example/x")).toEqual(["caption.links"]);
    expect(codes("shop.com, other.shop/now")).toEqual(["caption.links"]);
    expect(codes("Done.me too. 3.5 of 5 @some.com")).toEqual([]);
  });

  it("has too many tags from the eleventh on", () => {
    const tags = (count: number) => Array.from({ length: count }, (_, index) => `#tag${index}`).join(" ");
    expect(codes(tags(10))).toEqual([]);
    expect(captionFindings(tags(11))).toMatchObject([
      { code: "caption.tags", severity: "warns", measured: 11 },
    ]);
  });

  it("repeats a tag or a name, whatever its capitals", () => {
    expect(captionFindings("#Roof #roof @lena @lena #sky")).toMatchObject([
      { code: "caption.repeats", words: ["#roof", "@lena"] },
    ]);
  });

  it("is looked at together with the title above photos, which a video doesn't have", () => {
    const title = "#roof at https://a.example";
    const found = captionFindings("#Roof, see shop.com", { kind: "photo", title });
    expect(found.map(({ code }) => code)).toEqual(["caption.links", "caption.repeats"]);
    expect(captionFindings("#Roof, see shop.com", { title })).toEqual([]);
  });

  it("is the same as a recent one but for spaces and capitals", () => {
    const [found] = captionFindings("sunset on the roof\n#Rooftop ", { recent });
    expect(found).toMatchObject({ code: "caption.same", severity: "warns", same: { postId: "p1" } });
    expect(captionFindings("Sunset on the roof", { recent })).toEqual([]);
    expect(captionFindings("", { recent: [{ postId: "p2", caption: "", at: "" }] })).toEqual([]);
  });
});

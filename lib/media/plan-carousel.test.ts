import { describe, expect, it } from "vitest";
import type { PhotoFacts } from "#lib/db/json";
import { planCarousel, suspectsIn } from "./plan-carousel";

const photo = (id: string, width: number, height: number, change: Partial<PhotoFacts> = {}) => ({
  id,
  bytes: 100_000,
  facts: {
    ...{ kind: "photo" as const, format: "jpeg" as const, mimeType: "image/jpeg", isAnimated: false },
    ...{ width, height, ...change },
  },
});
const FINE = photo("fine", 900, 1200);
const TALL = photo("tall", 900, 2400);
const LARGE = photo("large", 3000, 2000);
const MOVES = photo("moves", 300, 400, { format: "webp", mimeType: "image/webp", isAnimated: true });
const NONE = new Set<string>();

describe("the photos of a carousel that should be converted", () => {
  it("are those that TikTok refuses and those that it may refuse, each once", () => {
    expect(planCarousel([FINE, TALL, LARGE, MOVES, TALL], NONE)).toEqual([
      {
        ...{ file: TALL, why: "doubtful", refused: false },
        outlook: { kind: "repairable", plan: { kind: "photo", width: 720, height: 1920 } },
      },
      {
        ...{ file: LARGE, why: "refusable", refused: false },
        outlook: { kind: "repairable", plan: { kind: "photo", width: 1620, height: 1080 } },
      },
    ]);
  });

  it("tell of the one that can't be", () => {
    const [told] = planCarousel([photo("vast", 20_000, 20_000)], NONE);
    expect(told).toMatchObject({ why: "refusable", outlook: { kind: "beyond" } });
  });

  it("are, after TikTok's refusal, those that could be why, else all of them", () => {
    expect([...suspectsIn([FINE, TALL, MOVES])]).toEqual(["tall"]);
    expect([...suspectsIn([FINE, MOVES])]).toEqual(["fine", "moves"]);
    const anew = planCarousel([FINE, MOVES], suspectsIn([FINE, MOVES]));
    expect(anew.map(({ file, why, refused, outlook }) => [file.id, why, refused, outlook.kind])).toEqual([
      ["fine", null, true, "repairable"],
      ["moves", null, true, "repairable"],
    ]);
  });
});

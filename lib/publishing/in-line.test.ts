import { expect, it } from "vitest";
import { inLine } from "./in-line";

it("lets so many run at once, the others in their order, also behind one that fails", async () => {
  const line = inLine(2);
  const began: number[] = [];
  const ends: (() => void)[] = [];
  const runs = [0, 1, 2, 3].map((index) =>
    line(async () => {
      began.push(index);
      await new Promise<void>((end) => ends.push(end));
      if (index === 0) throw new Error("broken");
      return index;
    }),
  );
  const ended = Promise.allSettled(runs);
  const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
  await settle();
  expect(began).toEqual([0, 1]);
  ends[0]?.();
  await settle();
  expect(began).toEqual([0, 1, 2]);
  ends[1]?.();
  ends[2]?.();
  await settle();
  expect(began).toEqual([0, 1, 2, 3]);
  ends[3]?.();
  expect((await ended).map(({ status }) => status)).toEqual([
    "rejected",
    "fulfilled",
    "fulfilled",
    "fulfilled",
  ]);
});

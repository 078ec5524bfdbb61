/** `count` frames that last `length` seconds each. */
export type Run = { count: number; length: number };

/** Over all frames of a picture: how many a second, and whether they are unevenly spaced. */
export type FrameRate = { rate: number; isVariable: boolean };

/** How many frames last how many units of a file's clock, and how long the last one lasts. */
export type Lengths = { counts: Map<number, number>; last: number };

/** Lengths that differ: a file with more of them was made to keep its reader busy. */
const MOST_LENGTHS = 100_000;

export const noLengths = (): Lengths => ({ counts: new Map(), last: 0 });

/** @returns false when there are too many different ones */
export function addLength({ counts }: Lengths, length: number, count = 1): boolean {
  counts.set(length, (counts.get(length) ?? 0) + count);
  return counts.size <= MOST_LENGTHS;
}

/**
 * @param scale units of the clock in a second
 * @param tick the shortest time that the file can tell, seconds
 * @returns `undefined` when there are no frames
 */
export function rateOf(
  { counts, last }: Lengths,
  scale: number,
  tick = 1 / scale,
): (FrameRate & { seconds: number }) | undefined {
  let [frames, units] = [0, 0];
  for (const [length, count] of counts) [frames, units] = [frames + count, units + count * length];
  if (frames === 0 || units <= 0) return undefined;
  const runs: Run[] = [...counts].map(([length, count]) => ({
    count: length === last ? count - 1 : count,
    length: length / scale,
  }));
  runs.push({ count: 1, length: last / scale });
  return { rate: (frames * scale) / units, seconds: units / scale, isVariable: isUneven(runs, tick) };
}

/**
 * Whether frames are unevenly spaced: more than one, and more than one in a hundred, lasts a tenth longer or shorter than the
 * usual one. The last frame's length is nobody's choice and doesn't count.
 * @param tick the shortest time that the file can tell, seconds; rounding to it is no unevenness
 */
export function isUneven(runs: readonly Run[], tick: number): boolean {
  const last = runs.at(-1);
  const counted = runs
    .map((run) => (run === last ? { ...run, count: run.count - 1 } : run))
    .filter(({ count }) => count > 0);
  const all = counted.reduce((sum, { count }) => sum + count, 0);
  const usual = usualLength(counted, all);
  const odd = counted
    .filter(({ length }) => Math.abs(length - usual) > Math.max(usual / 10, 1.5 * tick))
    .reduce((sum, { count }) => sum + count, 0);
  return odd > Math.max(1, all / 100);
}

/** The length in the middle when all are put in order. */
function usualLength(runs: readonly Run[], all: number): number {
  let passed = 0;
  for (const { count, length } of [...runs].sort((one, other) => one.length - other.length)) {
    passed += count;
    if (passed * 2 >= all) return length;
  }
  return 0;
}

import { loadavg } from "node:os";

/** What a measurement came to, beside its reference from the same run. */
export type Figure = {
  what: string;
  ours: string;
  reference: string;
  /** Ours by the reference; what it may be at most, or has to be at least, is in `goal`. */
  ratio: number | null;
  goal: string;
  met: boolean;
};

/** The value that `share` (0 to 1) of the values do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

export type Paired = { ours: number; reference: number; ratio: number };

/**
 * Measures two things in turn, so that whatever else the machine does meets both, and gives the median of the ratios of
 * the rounds. Which goes first changes from round to round.
 */
export async function inTurn(
  rounds: number,
  ours: (round: number) => Promise<number>,
  reference: (round: number) => Promise<number>,
): Promise<Paired> {
  const found: Paired[] = [];
  for (let round = 0; round < rounds; round++) {
    const first = round % 2 === 0 ? await ours(round) : undefined;
    const beside = await reference(round);
    const mine = first ?? (await ours(round));
    found.push({ ours: mine, reference: beside, ratio: mine / beside });
  }
  return {
    ours: median(found.map((each) => each.ours)),
    reference: median(found.map((each) => each.reference)),
    ratio: median(found.map((each) => each.ratio)),
  };
}

export const atMost = (value: number, limit: number): boolean => Number.isFinite(value) && value <= limit;
export const atLeast = (value: number, limit: number): boolean => Number.isFinite(value) && value >= limit;

/** Prints the figures as a table with the machine's load. @returns true when every goal was met */
export function printFigures(figures: readonly Figure[]): boolean {
  const rows = figures.map(({ what, ours, reference, ratio, goal, met }) => [
    what,
    ours,
    reference,
    ratio === null ? "" : ratio.toFixed(2),
    goal,
    met ? "met" : "NOT MET",
  ]);
  const table = [["", "ours", "beside it", "ratio", "goal", ""], ...rows];
  const widths =
    table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  for (const row of table)
    process.stdout.write(`  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}\n`);
  const load = loadavg().map((each) => each.toFixed(1));
  process.stdout.write(`\n  Load of the machine over 1, 5 and 15 minutes: ${load.join(", ")}\n`);
  return figures.every(({ met }) => met);
}

export const ms = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;

// On globalThis: the door that pushes and the worker that reads may be bundled apart but live in one process.
const kept = globalThis as typeof globalThis & { aircheckClockPush?: number };

/** How far the clock of this process has been pushed, ms. Zero outside end-to-end tests. */
export const pushedBy = (): number => kept.aircheckClockPush ?? 0;

/** Pushes the clock of this process forward. Only the test door calls it, and a production start has no such door. */
export function pushClock(ms: number): void {
  kept.aircheckClockPush = pushedBy() + ms;
}

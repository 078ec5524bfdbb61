// On globalThis: doors and worker may be bundled apart but live in one process, with one clock.
const kept = globalThis as typeof globalThis & { aircheckClockOffset?: number };

/** How far the database's clock is ahead of this machine's, as last measured; ms. */
export const databaseIsAhead = (): number => kept.aircheckClockOffset ?? 0;

/** The database's time, ms; no test pushes it. */
export const databaseNow = (): number => Date.now() + databaseIsAhead();

/**
 * Takes in one measurement. What lies within its own uncertainty of what is known changes nothing, so that the clock does not
 * tremble; a jump of either clock is followed at once.
 * @param sentAt when the question left, and `receivedAt` when its answer came, by this machine's clock; `there`: what the
 *   other clock said in between; all ms
 */
export function noteDatabaseTime(sentAt: number, there: number, receivedAt: number): void {
  const ahead = there - (sentAt + receivedAt) / 2;
  const uncertain = (receivedAt - sentAt) / 2 + 1;
  if (Math.abs(ahead - databaseIsAhead()) > uncertain) kept.aircheckClockOffset = Math.round(ahead);
}

/** The simulator's only source of time; pushing it moves expiry, processing and rolling windows on. */
export interface SimulatorClock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Pushes the clock forward by so many milliseconds. */
  advance(ms: number): void;
  /** Back to the start, where the clock has one. */
  reset?(): void;
  /** How far it has been pushed, ms, where the clock knows: what a state file keeps. */
  pushed?(): number;
}

/** A clock that shows real time plus whatever it has been pushed by. */
export function createClock(source: () => number = Date.now): SimulatorClock {
  let offset = 0;
  return {
    now: () => source() + offset,
    advance(ms) {
      if (!Number.isFinite(ms) || ms < 0) throw new RangeError("The clock only moves forward.");
      offset += ms;
    },
    reset() {
      offset = 0;
    },
    pushed: () => offset,
  };
}

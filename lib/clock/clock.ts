/** The time, passed in wherever a decision depends on it, so that a simulation or a test can own it. */
export type Clock = {
  /** Milliseconds since 1970, UTC. */
  now(): number;
};

/** The time of this machine, moved by `offset()` ms: the measured distance to the database's clock. */
export function machineClock(offset: () => number = () => 0): Clock {
  return { now: () => Date.now() + offset() };
}

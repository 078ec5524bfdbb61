import { databaseNow } from "./measured";

/** The time, passed in wherever a decision depends on it, so that a simulation or a test can own it. */
export type Clock = {
  /** Milliseconds since 1970, UTC. */
  now(): number;
};

/**
 * The database's time, as this machine knows it: its own, moved by the measured distance between the two, so that any number of
 * machines agree. `pushed()`: how far a test has pushed it, ms.
 */
export function machineClock(pushed: () => number = () => 0): Clock {
  return { now: () => databaseNow() + pushed() };
}

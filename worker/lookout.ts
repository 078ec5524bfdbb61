import type { Reach } from "#lib/creators/reach";
import { log } from "#lib/log/log";
import { onRing } from "#lib/publishing/doorbell";
import { nextDue } from "#lib/publishing/next-due";

/** Knows whether there is anything to do, so that everything else may be quiet while there is not. */
export type Lookout = {
  isAwake(): boolean;
  /** Calls `listener` each time it wakes up. */
  onWake(listener: () => void): void;
  stop(): Promise<void>;
};

/** How often it asks the database, ms: what a post that somebody else's process has just made waits at most. */
const ASK_MS = 1_000;
/** It wakes this much before something is due, ms. */
const EARLY_MS = 2_500;
/** Whoever rings does so before the change is committed, ms. */
const LINGER_MS = 10_000;

/** One small question a second, instead of each queue's own twice a second. Where it cannot ask, it stays awake. */
export function startLookout(reach: Pick<Reach, "db" | "clock">): Lookout {
  const listeners: (() => void)[] = [];
  let next = Number.NEGATIVE_INFINITY;
  let awakeUntil = 0;
  let wasAwake = true;
  let asking: Promise<void> = Promise.resolve();
  let busy = false;
  /** Whoever hears that there is nothing to do goes to sleep upon it, and has to be woken: it counts as asleep from then on. */
  const isAwake = () => {
    const awake = Date.now() < awakeUntil || next <= reach.clock.now() + EARLY_MS;
    if (!awake) wasAwake = false;
    return awake;
  };
  const notice = () => {
    if (!isAwake() || wasAwake) return;
    wasAwake = true;
    for (const listener of listeners) listener();
  };
  const ask = async () => {
    next = await nextDue(reach).catch((problem: Error) => {
      log.warn({ problem: problem.message }, "lookout");
      return Number.NEGATIVE_INFINITY;
    });
    notice();
    busy = false;
  };
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    asking = ask();
  }, ASK_MS);
  const stopListening = onRing((inMs) => {
    if (inMs > LINGER_MS) return;
    awakeUntil = Date.now() + LINGER_MS;
    notice();
  });
  return {
    isAwake,
    onWake: (listener) => void listeners.push(listener),
    async stop() {
      clearInterval(timer);
      stopListening();
      await asking;
    },
  };
}

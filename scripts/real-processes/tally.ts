import type { Simulator } from "#simulator/simulator";
import { control } from "#simulator/walkthrough";

type Entry = { seq: number; endpoint: string; code: string; fault: string | null };

export type Tally = {
  /** HTTP requests that TikTok received. */
  requests: number;
  /** Those on which a fault was played. */
  faulty: number;
  /** How often TikTok itself, not a fault, said "too many": our budgets are to prevent it. */
  tooMany: number;
};

const EVERY_MS = 1_000;

/** Counts what TikTok receives. It keeps a few thousand requests, so they are read as they come. */
export function keepTally({ url }: Simulator): { stop(): Promise<Tally> } {
  const tally = { requests: 0, faulty: 0, tooMany: 0 };
  let last = 0;
  let reading = Promise.resolve();
  const read = async () => {
    const { entries } = await control<{ entries: Entry[] }>(url, `ledger?after=${last}`);
    for (const { seq, code, fault } of entries) {
      last = seq;
      tally.requests += 1;
      if (fault) tally.faulty += 1;
      else if (code === "rate_limit_exceeded") tally.tooMany += 1;
    }
  };
  const timer = setInterval(() => {
    reading = reading.then(read);
  }, EVERY_MS);
  return {
    async stop() {
      clearInterval(timer);
      await reading;
      await read();
      return tally;
    },
  };
}

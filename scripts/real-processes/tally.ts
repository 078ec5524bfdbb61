import type { Simulator } from "#simulator/simulator";
import { control } from "#simulator/walkthrough";

/** A request as TikTok received it. */
export type Call = {
  seq: number;
  endpoint: string;
  creator: string | null;
  code: string;
  fault: string | null;
  publishId: string | null;
  body: unknown;
  /** A fingerprint of the token that it came with. */
  token: string | null;
};

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
export function keepTally({ url }: Simulator): { stop(): Promise<{ tally: Tally; calls: Call[] }> } {
  const tally = { requests: 0, faulty: 0, tooMany: 0 };
  const calls: Call[] = [];
  let last = 0;
  let reading = Promise.resolve();
  const read = async () => {
    const { entries } = await control<{ entries: Call[] }>(url, `ledger?after=${last}`);
    for (const call of entries) {
      const { seq, code, fault } = call;
      last = seq;
      calls.push(call);
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
      return { tally, calls };
    },
  };
}

import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AppSettings, DEFAULT_APP } from "./app-settings";
import { createClock, type SimulatorClock } from "./clock";
import { type Creator, createCreators } from "./creators";
import { FaultQueue } from "./fault-queue";
import { Grants } from "./grants";
import { Ledger } from "./ledger";
import { Publishes } from "./publishes";
import { RateLimits } from "./rate-limits";

/** Everything that the simulated TikTok knows. */
export class World {
  readonly clock: SimulatorClock;
  readonly ledger = new Ledger();
  readonly faults = new FaultQueue();
  readonly publishes: Publishes;
  readonly #start: AppSettings;
  app: AppSettings;
  creators: Map<string, Creator>;
  /** Called when something may have changed, before the answer that says so; `now` waits until it is kept. */
  keep: (when: "now" | "soon") => Promise<void> = async () => {};
  grants = new Grants();
  rates = new RateLimits();

  /** @param mediaFolder where uploads are kept; the system's temporary folder unless told */
  constructor(settings: Partial<AppSettings>, clock?: SimulatorClock, mediaFolder?: string) {
    this.clock = clock ?? createClock();
    this.#start = { ...DEFAULT_APP, ...settings };
    this.app = structuredClone(this.#start);
    this.creators = createCreators(this.app, this.clock.now());
    this.publishes = new Publishes(
      mediaFolder ?? join(tmpdir(), `simulated-tiktok-${process.pid}-${randomUUID()}`),
    );
  }

  /** What it was started with. */
  get start(): AppSettings {
    return this.#start;
  }

  creator(handle: string | null): Creator | undefined {
    return handle === null ? undefined : this.creators.get(handle);
  }

  /** Back to the start: nothing authorized, nothing posted, no faults, an empty ledger. */
  async reset(): Promise<void> {
    this.clock.reset?.();
    this.app = structuredClone(this.#start);
    this.creators = createCreators(this.app, this.clock.now());
    this.grants = new Grants();
    this.rates = new RateLimits();
    this.faults.clear();
    this.ledger.clear();
    await this.publishes.clear();
    await this.keep("now");
  }
}

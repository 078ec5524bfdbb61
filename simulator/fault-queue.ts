import type { Fault } from "./fault";

export interface PlacedFault extends Fault {
  id: string;
  preset: string | null;
  /** Matching requests still to let pass. */
  toSkip: number;
  /** How often it will still play; null is until it is removed. */
  remaining: number | null;
}

/** Where a request is, for a fault to match. */
export interface FaultSpot {
  endpoint: string;
  handle: string | null;
  chunk: number | null;
}

/** The faults that were asked for, oldest first. */
export class FaultQueue {
  #faults: PlacedFault[] = [];
  #count = 0;

  place(fault: Fault, preset: string | null = null): PlacedFault {
    this.#count += 1;
    const times = fault.times ?? 1;
    const placed: PlacedFault = {
      ...fault,
      id: `fault-${this.#count}`,
      preset,
      toSkip: fault.skip ?? 0,
      remaining: times === 0 ? null : times,
    };
    this.#faults.push(placed);
    return placed;
  }

  /** The fault to play at this spot, if any; taking it uses it up. */
  take(spot: FaultSpot): PlacedFault | undefined {
    for (const fault of this.#faults) {
      if (!matches(fault, spot)) continue;
      if (fault.toSkip > 0) {
        fault.toSkip -= 1;
        continue;
      }
      if (fault.remaining !== null) fault.remaining -= 1;
      return fault;
    }
    return undefined;
  }

  /** Every fault placed since the last clearing, used-up ones with `remaining: 0`. */
  list(): readonly PlacedFault[] {
    return this.#faults;
  }

  remove(id: string): boolean {
    const before = this.#faults.length;
    this.#faults = this.#faults.filter((fault) => fault.id !== id);
    return this.#faults.length < before;
  }

  clear(): void {
    this.#faults = [];
  }
}

function matches(fault: PlacedFault, spot: FaultSpot): boolean {
  if (fault.remaining === 0 || fault.on !== spot.endpoint) return false;
  if (fault.creator !== undefined && fault.creator !== spot.handle) return false;
  return fault.chunk === undefined || fault.chunk === spot.chunk;
}

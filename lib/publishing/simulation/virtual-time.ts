/** Chance that a seed decides: the same seed tells the same story. Mulberry32; from 0 to below 1. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Event = { at: number; order: number; run: () => void };

/**
 * Time that jumps from event to event. Between two events everything that can go on without time passing does so, in an
 * order that depends on nothing but the events before.
 */
export class VirtualTime {
  private heap: Event[] = [];
  private order = 0;
  private time: number;

  constructor(start: number) {
    this.time = start;
  }

  now(): number {
    return this.time;
  }

  at(time: number, run: () => void): void {
    const event = { at: Math.max(time, this.time), order: this.order++, run };
    const { heap } = this;
    heap.push(event);
    for (let index = heap.length - 1; index > 0; ) {
      const parent = (index - 1) >> 1;
      if (!this.before(index, parent)) break;
      this.swap(index, parent);
      index = parent;
    }
  }

  /** Waits `ms` of virtual time, or until `signal` says that it is not wanted any more. */
  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      signal?.addEventListener("abort", () => resolve(), { once: true });
      this.at(this.time + ms, resolve);
    });
  }

  /** Runs events until none is left or `until` (ms) is passed. False when there were more than `most`. */
  async run(until: number, most: number): Promise<boolean> {
    let events = 0;
    for (let next = this.pop(until); next; next = this.pop(until)) {
      if (++events > most) return false;
      this.time = next.at;
      next.run();
      // Lets every promise that this event settled run to its next wait.
      await new Promise((resolve) => setImmediate(resolve));
    }
    return true;
  }

  private pop(until: number): Event | undefined {
    const { heap } = this;
    const first = heap[0];
    if (!first || first.at > until) return undefined;
    const last = heap.pop();
    if (last && heap.length > 0) {
      heap[0] = last;
      this.sink();
    }
    return first;
  }

  private sink(): void {
    for (let index = 0; ; ) {
      const left = 2 * index + 1;
      const right = left + 1;
      let least = index;
      if (left < this.heap.length && this.before(left, least)) least = left;
      if (right < this.heap.length && this.before(right, least)) least = right;
      if (least === index) return;
      this.swap(index, least);
      index = least;
    }
  }

  private before(a: number, b: number): boolean {
    const [first, second] = [this.heap[a], this.heap[b]];
    if (!first || !second) return false;
    return first.at < second.at || (first.at === second.at && first.order < second.order);
  }

  private swap(a: number, b: number): void {
    const [first, second] = [this.heap[a], this.heap[b]];
    if (!first || !second) return;
    this.heap[a] = second;
    this.heap[b] = first;
  }
}

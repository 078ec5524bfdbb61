// On globalThis: doors and worker may be bundled apart, and in the embedded default they are one process.
const kept = globalThis as typeof globalThis & { aircheckDoorbell?: Set<(at: number) => void> };

const listeners = () => {
  kept.aircheckDoorbell ??= new Set();
  return kept.aircheckDoorbell;
};

/** Tells a worker in this process that there will be work at `at`, ms of the machine's clock: it need not find out by asking. */
export function ring(at: number): void {
  for (const listener of listeners()) listener(at);
}

/** @returns what ends the listening */
export function onRing(listener: (at: number) => void): () => void {
  listeners().add(listener);
  return () => listeners().delete(listener);
}

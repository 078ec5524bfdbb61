// On globalThis: doors and worker may be bundled apart, and in the embedded default they are one process.
const kept = globalThis as typeof globalThis & { aircheckDoorbell?: Set<(inMs: number) => void> };

const listeners = () => {
  kept.aircheckDoorbell ??= new Set();
  return kept.aircheckDoorbell;
};

/** Tells a worker in this process that there will be work in so many ms: it need not find out by asking. */
export function ring(inMs: number): void {
  for (const listener of listeners()) listener(inMs);
}

/** @returns what ends the listening */
export function onRing(listener: (inMs: number) => void): () => void {
  listeners().add(listener);
  return () => listeners().delete(listener);
}

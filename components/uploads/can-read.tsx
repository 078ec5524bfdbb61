const DELAYS_MS = [300, 1_000];

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Bytes of a chosen file. A disk in the network may be away for a moment, so it is asked some times.
 * @throws where the file was changed or moved since it was chosen, or its disk is gone
 */
export async function readBytes(file: Blob, start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
  for (const delay of DELAYS_MS) {
    try {
      return new Uint8Array(await file.slice(start, end).arrayBuffer());
    } catch {
      await pause(delay);
    }
  }
  return new Uint8Array(await file.slice(start, end).arrayBuffer());
}

/** Can a file still be read, at its end and where it is being sent from? A request does not tell why it broke. */
export const canRead = (file: Blob, at: number): Promise<boolean> =>
  Promise.all([at, file.size].map((end) => readBytes(file, Math.max(0, end - 1), end))).then(
    () => true,
    () => false,
  );

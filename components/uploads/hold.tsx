const lockOf = (uploadId: string) => `aircheck-upload:${uploadId}`;
const locks = () => globalThis.navigator?.locks as LockManager | undefined;

/** Lets other pages of this browser know that this one is at an upload. Answers how to let go. */
export function hold(uploadId: string): () => void {
  let letGo: () => void = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  void locks()
    ?.request(lockOf(uploadId), { ifAvailable: true }, () => held)
    .catch(() => null);
  return letGo;
}

/** Is some page of this browser at it right now? */
export async function isHeld(uploadId: string): Promise<boolean> {
  const now = await locks()
    ?.query()
    .catch(() => null);
  return now?.held?.some(({ name }) => name === lockOf(uploadId)) ?? false;
}

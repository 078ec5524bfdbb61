const lockOf = (uploadId: string) => `aircheck-upload:${uploadId}`;
const locks = () => globalThis.navigator?.locks as LockManager | undefined;

/** What this page is letting go of: a browser takes a moment for it. */
const ending = new Map<string, Promise<unknown>>();

/** Lets other pages of this browser know that this one is at an upload, over breaks and pauses, until it lets go. */
export class Hold {
  private held: { uploadId: string; letGo: () => void } | null = null;
  private wish = 0;

  /** @returns false when another page is at it */
  async take(uploadId: string): Promise<boolean> {
    if (this.held?.uploadId === uploadId) return true;
    this.release();
    const wish = this.wish;
    const letGo = await lock(uploadId);
    if (wish === this.wish) this.held = letGo && { uploadId, letGo };
    else letGo?.();
    return letGo !== null;
  }

  isOn(uploadId: string): boolean {
    return this.held?.uploadId === uploadId;
  }

  release(): void {
    this.wish++;
    this.held?.letGo();
    this.held = null;
  }
}

/** Answers how to let go; `null` when another page has it. */
async function lock(uploadId: string): Promise<(() => void) | null> {
  const manager = locks();
  // Pages that are not served over https have no locks.
  if (!manager) return () => {};
  await ending.get(uploadId);
  return new Promise((answer) => {
    const over = manager
      .request(lockOf(uploadId), { ifAvailable: true }, (granted) => {
        if (!granted) return answer(null);
        return new Promise<void>((end) =>
          answer(() => {
            ending.set(uploadId, over);
            end();
          }),
        );
      })
      .catch(() => answer(() => {}))
      .finally(() => ending.delete(uploadId));
  });
}

/** Is some page of this browser at it right now? */
export async function isHeld(uploadId: string): Promise<boolean> {
  await ending.get(uploadId);
  const now = await locks()
    ?.query()
    .catch(() => null);
  return now?.held?.some(({ name }) => name === lockOf(uploadId)) ?? false;
}

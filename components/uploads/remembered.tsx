/** An upload that this browser has begun, so that it can be gone on with after a reload. */
export type Remembered = {
  uploadId: string;
  /** Where it will be used; each place shows its own. */
  place: string;
  fileName: string;
  bytes: number;
  /** The beginning and the end of the file, hashed: is this the same file again? Empty where a browser cannot. */
  fingerprint: string;
};

const keyOf = (workspaceId: string) => `aircheck:uploads:${workspaceId}`;
const MOST = 50;

/** What is under way in a workspace; nothing where the browser keeps nothing. */
export function readRemembered(workspaceId: string): Remembered[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(workspaceId)) ?? "[]");
    return Array.isArray(kept) ? (kept as Remembered[]) : [];
  } catch {
    return [];
  }
}

function write(workspaceId: string, all: readonly Remembered[]): void {
  try {
    localStorage.setItem(keyOf(workspaceId), JSON.stringify(all.slice(-MOST)));
  } catch {
    // Without a memory an upload still goes on until the page is left.
  }
}

export function remember(workspaceId: string, one: Remembered): void {
  write(workspaceId, [...readRemembered(workspaceId).filter((each) => each.uploadId !== one.uploadId), one]);
}

/** What it is for has another name now: a post that was new has been saved. */
export function rename(workspaceId: string, uploadId: string, place: string): void {
  const one = readRemembered(workspaceId).find((each) => each.uploadId === uploadId);
  if (one) remember(workspaceId, { ...one, place });
}

export function forget(workspaceId: string, uploadId: string): void {
  write(
    workspaceId,
    readRemembered(workspaceId).filter((each) => each.uploadId !== uploadId),
  );
}

import { dropWay, uploadsWithWays } from "./kept-ways";

/** An upload that this browser has begun, so that it can be gone on with after a reload. */
export type Remembered = {
  uploadId: string;
  /** Where it will be used; each place shows its own. */
  place: string;
  fileName: string;
  bytes: number;
  /** The beginning and the end of the file, hashed: is this the same file again? Empty where a browser cannot. */
  fingerprint: string;
  /** Somebody has paused it: it does not go on by itself. */
  paused?: boolean;
};

const KEY = "aircheck:uploads:";
const keyOf = (workspaceId: string) => `${KEY}${workspaceId}`;
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

/** What the file of an upload looked like; empty where nobody knows. */
export const fingerprintOfOne = (workspaceId: string, uploadId: string | null): string =>
  readRemembered(workspaceId).find((each) => each.uploadId === uploadId)?.fingerprint ?? "";

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

/** Something about it is different now: it was paused, or the post that it is for has been saved under an id. */
export function rememberThat(
  workspaceId: string,
  uploadId: string,
  change: Pick<Remembered, "place"> | Pick<Remembered, "paused">,
): void {
  const one = readRemembered(workspaceId).find((each) => each.uploadId === uploadId);
  if (one) remember(workspaceId, { ...one, ...change });
}

/** Forgets an upload that is over, and the way to its file. */
export function forget(workspaceId: string, uploadId: string): void {
  void dropWay(uploadId);
  write(
    workspaceId,
    readRemembered(workspaceId).filter((each) => each.uploadId !== uploadId),
  );
}

/** Drops the ways to files whose uploads are remembered no more. */
export async function dropLostWays(): Promise<void> {
  const kept = await uploadsWithWays();
  if (kept.length === 0) return;
  const known = Object.keys(localStorage).flatMap((key) =>
    key.startsWith(KEY) ? readRemembered(key.slice(KEY.length)).map(({ uploadId }) => uploadId) : [],
  );
  for (const uploadId of kept) if (!known.includes(uploadId)) await dropWay(uploadId);
}

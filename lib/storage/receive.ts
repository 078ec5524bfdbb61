import { createHash } from "node:crypto";
import { mkdir, open, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { incomingFolder, incomingPath } from "./locate";

/** A whole file that waits in the incoming folder for `keep` or `discard`. */
export type Received = { kind: "received"; mediaId: string; bytes: number; sha256: string; path: string };

/** `arrived`: bytes that came before it ended. */
export type NotReceived =
  | { kind: "too_large"; bytes: number }
  | { kind: "interrupted"; arrived: number; declared: number | null }
  | { kind: "disk_full"; arrived: number };

export type Parcel = {
  mediaFolder: string;
  /** A fresh id of ours. */
  mediaId: string;
  body: ReadableStream<Uint8Array>;
  /** What the sender announced, in bytes; `null` when it announced nothing. */
  declared: number | null;
  /** Bytes. */
  limit: number;
};

const ABANDONED_MS = 60 * 60_000;

/**
 * Writes a stream to disk at constant memory, hashing as it goes. Nothing is left behind unless the whole file came:
 * not more than `limit`, not less or more than was announced.
 */
export async function receive(parcel: Parcel): Promise<Received | NotReceived> {
  const { mediaFolder, mediaId, body, declared, limit } = parcel;
  if (declared !== null && declared > limit) {
    await body.cancel().catch(() => {});
    return { kind: "too_large", bytes: declared };
  }
  await mkdir(incomingFolder(mediaFolder), { recursive: true, mode: 0o700 });
  await removeAbandoned(incomingFolder(mediaFolder));
  const path = incomingPath(mediaFolder, mediaId);
  const outcome = await write(path, body, limit);
  if (outcome.kind === "whole" && (declared === null || declared === outcome.bytes)) {
    return { kind: "received", mediaId, bytes: outcome.bytes, sha256: outcome.sha256, path };
  }
  await rm(path, { force: true });
  if (outcome.kind === "too_large") return outcome;
  if (outcome.kind === "disk_full") return { kind: "disk_full", arrived: outcome.bytes };
  return { kind: "interrupted", arrived: outcome.bytes, declared };
}

type Written =
  | { kind: "whole"; bytes: number; sha256: string }
  | { kind: "too_large"; bytes: number }
  | { kind: "broken"; bytes: number }
  | { kind: "disk_full"; bytes: number };

async function write(path: string, body: ReadableStream<Uint8Array>, limit: number): Promise<Written> {
  const hash = createHash("sha256");
  const reader = body.getReader();
  let bytes = 0;
  const file = await open(path, "wx", 0o600);
  try {
    for (;;) {
      const next = await reader.read().catch(() => null);
      if (!next) return { kind: "broken", bytes };
      if (next.done) break;
      if (bytes + next.value.byteLength > limit) {
        await reader.cancel().catch(() => {});
        return { kind: "too_large", bytes: bytes + next.value.byteLength };
      }
      // One piece at a time: the next is asked for when this one is on its way to the disk.
      await file.writeFile(next.value);
      hash.update(next.value);
      bytes += next.value.byteLength;
    }
    await file.sync();
    return { kind: "whole", bytes, sha256: hash.digest("hex") };
  } catch (cause) {
    await reader.cancel().catch(() => {});
    if (!isDiskFull(cause)) throw cause;
    return { kind: "disk_full", bytes };
  } finally {
    await file.close();
  }
}

const isDiskFull = (cause: unknown): boolean =>
  cause instanceof Error &&
  ["ENOSPC", "EDQUOT", "EFBIG"].includes((cause as NodeJS.ErrnoException).code ?? "");

/** Removes what a process that died left half written. A file that still grows is younger than that. */
async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (found && found.mtimeMs < Date.now() - ABANDONED_MS) await rm(path, { force: true });
  }
}

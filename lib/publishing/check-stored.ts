import { createHash } from "node:crypto";
import type { Storage } from "#lib/storage/storage";

// Reading a large file twice within minutes tells nothing new: what was hashed is remembered by the storage's own stamp.
const known = new Map<string, string>();
const REMEMBERED = 500;

/** Is the stored file still what was agreed to? Compares size and SHA-256 with what was measured when it came in. */
export async function checkStored(
  storage: Storage,
  mediaId: string,
  bytes: number,
  sha256: string,
): Promise<"same" | "missing" | "changed"> {
  const [stamp, size] = [await storage.stampOf(mediaId), await storage.sizeOf(mediaId)];
  if (stamp === undefined || size === undefined) return "missing";
  if (size !== bytes) return "changed";
  const hash = known.get(stamp) ?? (await hashFile(storage, mediaId));
  if (known.size >= REMEMBERED) known.clear();
  known.set(stamp, hash);
  return hash === sha256 ? "same" : "changed";
}

async function hashFile(storage: Storage, mediaId: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const part of await storage.openRange(mediaId, null)) hash.update(part);
  return hash.digest("hex");
}

import { measure } from "#lib/media/measure";
import { type Measured, measureFrom } from "#lib/media/measure-from";
import type { Storage } from "#lib/storage/storage";

/** Bytes that are let run past out of a bucket to count the frames of a file without a list of them. */
const FAR_MOST = 200_000_000;

/** Measures a stored file, reading only what it needs, wherever it is stored. */
export async function measureStored(storage: Storage, mediaId: string): Promise<Measured> {
  if (storage.kind === "disk") return measure(await storage.addressOf(mediaId));
  const bytes = (await storage.sizeOf(mediaId)) ?? 0;
  const pour = (start: number) => storage.openRange(mediaId, { start, end: bytes - 1 });
  return measureFrom({
    bytes,
    isFar: true,
    through: { most: FAR_MOST, pour },
    read: async (start, end) =>
      // No bytes are no range: a bucket would answer with all of them.
      end > start
        ? new Response(await storage.openRange(mediaId, { start, end: end - 1 })).bytes()
        : new Uint8Array(0),
  });
}

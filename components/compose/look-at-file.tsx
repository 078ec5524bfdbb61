import type { Measured } from "#lib/media/measure-from";

/** What a look at a file in the browser gave. `unread`: the browser could not read it, which says nothing about the file. */
export type Look = { kind: "looked"; measured: Measured } | { kind: "unread" };

/**
 * Measures a chosen file before a byte of it is sent. What reads videos is loaded with the first file, not with the page.
 */
export async function lookAtFile(file: File): Promise<Look> {
  try {
    const [{ measureFrom }, { blobReader }] = await Promise.all([
      import("#lib/media/measure-from"),
      import("#lib/media/byte-reader"),
    ]);
    return { kind: "looked", measured: await measureFrom(blobReader(file)) };
  } catch {
    // A file in the cloud that is not on the device, one that was moved meanwhile, or the reader did not load.
    return { kind: "unread" };
  }
}

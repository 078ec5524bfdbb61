import { readSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { setImmediate as turnOfOthers } from "node:timers/promises";
import type { ByteReader } from "./byte-reader";
import { type Measured, measureFrom } from "./measure-from";

/** Measures a file on disk. @see measureFrom */
export async function measure(path: string): Promise<Measured> {
  const file = await open(path);
  try {
    return await measureFrom(await fileReader(file));
  } finally {
    await file.close();
  }
}

/** Bytes up to which a piece is read at once: handing it to another thread would take ten times as long as reading it. */
const SMALL = 4096;
/** Of some files thousands of such pieces are read; whatever else this process does has its turn in between, ms. */
const TURN_MS = 4;

/** The bytes of an open file; whoever opened it closes it. */
async function fileReader(file: FileHandle): Promise<ByteReader> {
  const { size } = await file.stat();
  let turn = performance.now();
  return {
    bytes: size,
    read: async (start, end) => {
      const bytes = new Uint8Array(end - start);
      if (bytes.length > SMALL) {
        const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
        return bytes.subarray(0, bytesRead);
      }
      if (performance.now() - turn > TURN_MS) {
        await turnOfOthers();
        turn = performance.now();
      }
      return bytes.subarray(0, readSync(file.fd, bytes, 0, bytes.length, start));
    },
  };
}

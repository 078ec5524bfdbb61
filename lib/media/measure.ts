import { type FileHandle, open } from "node:fs/promises";
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

/** The bytes of an open file; whoever opened it closes it. */
async function fileReader(file: FileHandle): Promise<ByteReader> {
  const { size } = await file.stat();
  return {
    bytes: size,
    read: async (start, end) => {
      const { bytesRead, buffer } = await file.read(new Uint8Array(end - start), 0, end - start, start);
      return buffer.subarray(0, bytesRead);
    },
  };
}

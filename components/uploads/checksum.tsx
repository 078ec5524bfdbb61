import { checksumOfFile } from "./hash-file";

/** The checksum of the file of one upload: read once, however often it is asked for, and anew after a reading that broke. */
export class Checksum {
  private reading: { file: File; sum: Promise<string | null> } | null = null;

  /**
   * @returns null where this browser cannot hash
   * @throws where the file cannot be read
   */
  of(file: File): Promise<string | null> {
    if (this.reading?.file === file) return this.reading.sum;
    const reading = { file, sum: checksumOfFile(file) };
    this.reading = reading;
    reading.sum.catch(() => {
      if (this.reading === reading) this.reading = null;
    });
    return reading.sum;
  }

  /** The same, for whoever needs it now: what cannot be read is tried once more. `undefined`: it cannot be read. */
  now(file: File): Promise<string | null | undefined> {
    return this.of(file)
      .catch(() => this.of(file))
      .catch(() => undefined);
  }
}

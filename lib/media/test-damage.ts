/** Keeps the start of a file. */
export const cutTail = (kept: number) => (bytes: Buffer) =>
  bytes.subarray(0, Math.round(bytes.length * kept));

/** Takes bytes off the start. */
export const cutHead = (count: number) => (bytes: Buffer) => bytes.subarray(count);

/** Takes bytes out of the middle. */
export const cutMiddle = (count: number) => (bytes: Buffer) => {
  const at = bytes.length >> 1;
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + count)]);
};

/** The same disorder every time. @param avoid a byte that does not occur */
export function noise(length: number, avoid = -1): Buffer {
  const bytes = Buffer.alloc(length);
  let state = 7;
  for (let at = 0; at < length; at++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    const byte = (state >>> 16) & 0xff;
    bytes[at] = byte === avoid ? 0 : byte;
  }
  return bytes;
}

/** The start and the end of a page that was never meant to move. */
export const document = () =>
  Buffer.from(`%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n${" ".repeat(2000)}\n%%EOF\n`);

const TURNS: Record<90 | 180 | 270, readonly number[]> = {
  90: [0, 1, -1, 0],
  180: [-1, 0, 0, -1],
  270: [0, -1, 1, 0],
};

/** Writes a turn into the head of the picture's track, as phones do: every ffmpeg has another way to ask for it. */
export const turn = (degrees: 90 | 180 | 270) => (bytes: Buffer) => {
  const turned = Buffer.from(bytes);
  const [a = 0, b = 0, c = 0, d = 0] = TURNS[degrees];
  // Version, times, id and length come first: 40 bytes of content, then nine numbers of four bytes.
  const matrix = turned.indexOf("tkhd") + 4 + 40;
  for (const [at, value] of [
    [0, a],
    [4, b],
    [12, c],
    [16, d],
  ] as const) {
    turned.writeInt32BE(value << 16, matrix + at);
  }
  return turned;
};

/** Takes all samples out of the index of the second track, as of a cut that begins after the sound had ended. */
export const emptySound = (bytes: Buffer) => {
  const emptied = Buffer.from(bytes);
  const second = emptied.indexOf("trak", emptied.indexOf("trak") + 4);
  for (const [name, count] of Object.entries({ stts: 4, stsc: 4, stsz: 8, stco: 4 })) {
    emptied.writeUInt32BE(0, emptied.indexOf(name, second) + 4 + count);
  }
  return emptied;
};

/** No encoder for HEIC is at hand everywhere: the same boxes as an AVIF, under the name that phones give them. */
export const asHeic = (bytes: Buffer) => {
  const end = bytes.readUInt32BE(0);
  const head = bytes.toString("latin1", 0, end).replaceAll(/avif|miaf|MA1[AB]/g, "heic");
  return Buffer.concat([Buffer.from(head, "latin1"), bytes.subarray(end)]);
};

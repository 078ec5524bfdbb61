import { createHash } from "node:crypto";
import { crc32, deflateSync } from "node:zlib";

const CELLS = 7;
const CELL = 24;
const SIDE = CELLS * CELL;

/** A square PNG with a mirrored pattern that belongs to the text, for avatars without any file. */
export function identicon(text: string): Buffer {
  const digest = createHash("sha256").update(text).digest();
  const hue = digest.readUInt16BE(0) % 360;
  const ground = toRgb(hue, 0.45, 0.86);
  const figure = toRgb((hue + 20) % 360, 0.5, 0.36);
  const lit = (column: number, row: number) => {
    if (column === 0 || row === 0 || column === CELLS - 1 || row === CELLS - 1) return false;
    const mirrored = Math.min(column, CELLS - 1 - column);
    return ((digest[4 + row * 3 + mirrored] ?? 0) & 1) === 1;
  };
  const rows = Array.from({ length: SIDE }, (_, y) => {
    const pixels = Array.from({ length: SIDE }, (_, x) =>
      lit(Math.floor(x / CELL), Math.floor(y / CELL)) ? figure : ground,
    );
    return [0, ...pixels.flat()];
  });
  return png(Buffer.from(rows.flat()));
}

function png(rows: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIDE, 0);
  header.writeUInt32BE(SIDE, 4);
  header.set([8, 2], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    piece("IHDR", header),
    piece("IDAT", deflateSync(rows)),
    piece("IEND", Buffer.alloc(0)),
  ]);
}

function piece(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

function toRgb(hue: number, saturation: number, lightness: number): number[] {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  return [0, 8, 4].map((n) => {
    const k = (n + hue / 30) % 12;
    return Math.round(255 * (lightness - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  });
}

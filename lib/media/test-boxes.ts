/** What a test writes into an MP4 or MOV file that ffmpeg made. */

/** Whole numbers of four bytes. */
export function numbers(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [place, value] of values.entries()) bytes.writeUInt32BE(value, place * 4);
  return bytes;
}

export function box(name: string, ...content: Uint8Array[]): Buffer {
  const size = 8 + content.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([numbers(size), Buffer.from(name, "latin1"), ...content]);
}

/** Writes whole numbers into the content of a table, the first one of its name or a later one. */
export function set(bytes: Buffer, name: string, values: Record<number, number>, place = 0): Buffer {
  const changed = Buffer.from(bytes);
  let at = -1;
  for (let found = 0; found <= place; found++) at = changed.indexOf(name, at + 1, "latin1");
  if (at < 0) throw new Error(`There is no ${name}.`);
  for (const [offset, value] of Object.entries(values)) changed.writeUInt32BE(value, at + 4 + Number(offset));
  return changed;
}

/** The file with another content in the first box at a path of names, and the boxes around it as long as that makes them. */
export function rebuilt(bytes: Buffer, path: string[], change: (content: Buffer) => Buffer): Buffer {
  const [name, ...inside] = path;
  const parts: Buffer[] = [];
  let isFound = false;
  for (let at = 0; at + 8 <= bytes.length; at += Math.max(8, bytes.readUInt32BE(at))) {
    const whole = bytes.subarray(at, at + Math.max(8, bytes.readUInt32BE(at)));
    const isIt: boolean = !isFound && whole.toString("latin1", 4, 8) === name;
    isFound ||= isIt;
    const content = whole.subarray(8);
    parts.push(
      isIt ? box(name ?? "", inside.length ? rebuilt(content, inside, change) : change(content)) : whole,
    );
  }
  if (!isFound) throw new Error(`There is no ${name}.`);
  return Buffer.concat(parts);
}

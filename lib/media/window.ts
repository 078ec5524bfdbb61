import { type ByteReader, viewAt } from "./byte-reader";

/** What stands at `at`, which never lies before what was asked for last; fewer bytes, or none, where the file ends. */
export type Window = (at: number, length: number) => Promise<DataView | undefined>;

/** What follows a head in most files, and little enough to be read as quickly as a few bytes. */
const AHEAD = 512;

/**
 * Reads small pieces and passes over what lies between.
 * @param ahead bytes that are read at once
 */
export function seekingWindow(file: ByteReader, ahead = AHEAD): Window {
  let piece: DataView = new DataView(new ArrayBuffer(0));
  let from = 0;
  return async (at, length) => {
    if (at < from || at + length > from + piece.byteLength) {
      const read = await viewAt(file, at, Math.max(ahead, length));
      if (!read) return undefined;
      [piece, from] = [read, at];
    }
    return within(piece, at - from);
  };
}

/** Lets a stream that begins at `start` of the file run past, and keeps no more of it than the newest piece. */
export function pouredWindow(stream: ReadableStreamDefaultReader<Uint8Array>, start: number): Window {
  let piece: Uint8Array = new Uint8Array(0);
  let from = start;
  return async (at, length) => {
    while (at + length > from + piece.length) {
      const { done, value } = await stream.read();
      if (done) break;
      const rest = piece.subarray(Math.min(piece.length, at - from));
      from += piece.length - rest.length;
      piece = rest.length === 0 ? value : joined(rest, value);
    }
    const view = new DataView(piece.buffer, piece.byteOffset, piece.byteLength);
    return at < from + piece.length ? within(view, at - from) : undefined;
  };
}

const within = (view: DataView, at: number) =>
  new DataView(view.buffer, view.byteOffset + at, view.byteLength - at);

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

import { type ByteReader, viewAt } from "./byte-reader";
import { elementAt, ID } from "./ebml";

/**
 * How many bytes a WebM or Matroska file says it has. More than it really has means that its end is missing.
 * @returns `undefined` when the file is of another kind or does not say
 */
export async function declaredBytes(file: ByteReader): Promise<number | undefined> {
  const head = await viewAt(file, 0, 256);
  const preface = head && elementAt(head, 0, 0);
  if (preface?.id !== ID.ebml || preface.end === undefined) return undefined;
  const segment = elementAt(head as DataView, preface.end, 0);
  return segment?.id === ID.segment ? segment.end : undefined;
}

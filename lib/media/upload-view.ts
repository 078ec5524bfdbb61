import type { MediaView } from "./view";

/** Bytes that go to our own server in one request. Each is acknowledged, and its sender's right asked for again. */
export const REQUEST_BYTES = 64 << 20;
/** Bytes of one part to an object store: of each that a break interrupts, at most so much is sent twice. */
export const PART_BYTES = 16 << 20;

/** A file on its way here as its sender knows it. `arrived`: bytes that were acknowledged. */
export type UploadView = {
  id: string;
  fileName: string;
  bytes: number;
  arrived: number;
  /** Where the bytes are sent to; `sent`: the numbers of the parts, from 1, that the store has acknowledged. */
  to: { kind: "disk" } | { kind: "s3"; sent: number[] };
};

/**
 * What became of the wish to send a file. `known`: the workspace has it already. `compare`: it has one of the same size,
 * so ask again with the checksum.
 */
export type UploadStart =
  | { kind: "open"; upload: UploadView }
  | { kind: "known"; media: MediaView }
  | { kind: "compare" };

/** How large the part of this number is, in bytes. */
export const partBytes = (total: number, number: number): number =>
  Math.min(PART_BYTES, total - (number - 1) * PART_BYTES);

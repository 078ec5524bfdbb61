import type { UploadPart } from "#lib/db/json";
import type { Range } from "./open-range";

/** What stands in a storage under an id of ours, known to somebody or not. `at`: when it was last written, ms. */
export type Stored = { mediaId: string; at: number };
/** A file that was begun in parts and is not joined. `at`: when it was begun, ms. */
export type Begun = Stored & { multipartId: string };
/** A page of a list. `next`: after what the next page begins; `null` behind the last one. */
export type Listed<T> = { found: T[]; next: string | null };

type Reading = {
  /** How many bytes a stored file has; `undefined` when it is gone. */
  sizeOf(mediaId: string): Promise<number | undefined>;
  /** A text that changes whenever the stored bytes may have changed; `undefined` when the file is gone. */
  stampOf(mediaId: string): Promise<string | undefined>;
  /** The bytes of a stored file, or a part of them, at constant memory. */
  openRange(mediaId: string, range: Range | null): Promise<ReadableStream<Uint8Array>>;
  /** A path, or an address that works without further proof for some hours: what ffmpeg and mediabunny can open. */
  addressOf(mediaId: string): Promise<string>;
  /** Takes a whole local file in under an id of ours. It is gone from `localPath` afterwards. */
  keepFile(mediaId: string, localPath: string): Promise<void>;
  /** Removes a file, whether it was kept or was still coming in. Removing what is not there is no error. */
  discard(mediaId: string): Promise<void>;
  /** A page of what stands here, by ids, which are by time. What is not named as ours is passed over. */
  list(after: string | null, most: number): Promise<Listed<Stored>>;
  /** Which installation looks after what nobody knows here; `undefined` where none has said so. */
  keeper(): Promise<string | undefined>;
  /** Says so. */
  appoint(keeper: string): Promise<void>;
};

/** Files in a folder that all processes of an installation share. */
export type DiskStorage = Reading & { kind: "disk"; folder: string };

/** Files in a bucket of an S3-compatible store, which browsers send to by themselves, part by part. */
export type S3Storage = Reading & {
  kind: "s3";
  /** Opens a file that comes in parts. Returns the store's own name for it. */
  beginParts(mediaId: string): Promise<string>;
  /** An address to which a browser may send just this part, for an hour. `number` from 1. */
  signPart(mediaId: string, multipartId: string, part: { number: number; bytes: number }): Promise<string>;
  /** Makes one file of the parts. Asking twice is no error. Returns how many bytes are there. */
  joinParts(mediaId: string, multipartId: string, parts: readonly UploadPart[]): Promise<number>;
  /** Forgets parts that nobody will join. */
  dropParts(mediaId: string, multipartId: string): Promise<void>;
  /** A page of what was begun in parts; nothing where a store does not tell it. */
  listBegun(after: string | null, most: number): Promise<Listed<Begun>>;
};

/** Where the bytes of media are. Everything that reads, keeps or removes them does it here. */
export type Storage = DiskStorage | S3Storage;

/** The store has let go of what had arrived: the file has to be sent anew. */
export class PartsGone extends Error {}

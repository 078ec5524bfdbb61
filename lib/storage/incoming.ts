import { createWriteStream } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { FileStore } from "@tus/file-store";
import { MemoryLocker, Server, Upload } from "@tus/server";
import { incomingFolder, incomingPath, locateMedia } from "./locate";
import { statFile } from "./stat-file";
import { PartsGone } from "./storage";

/** Told to the browser when the disk takes no more; what has arrived stays. */
export const DISK_FULL_STATUS = 507;
const DISK_FULL = { status_code: DISK_FULL_STATUS, body: "The disk is full." };
/** How long the connection that holds a file may take to let go of it for one that goes on, ms. */
const LET_GO_MS = 500;

/**
 * Makes room for a file that comes in parts. How much of it has arrived is what the disk says, at any time.
 * @returns false when the disk has no room even for its beginning
 */
export async function openIncoming(folder: string, mediaId: string, bytes: number): Promise<boolean> {
  await mkdir(incomingFolder(folder), { recursive: true, mode: 0o700 });
  try {
    await receiver(folder).datastore.create(new Upload({ id: mediaId, size: bytes, offset: 0 }));
    return true;
  } catch (problem) {
    if (isDiskFull(problem)) return false;
    throw problem;
  }
}

/** How many bytes of a file that comes in parts have arrived; `undefined` when there is none. */
export async function arrivedOf(folder: string, mediaId: string): Promise<number | undefined> {
  return (await statFile(incomingPath(folder, mediaId)))?.size;
}

/**
 * Answers one request of the tus protocol about a file that comes in parts: how far it is, or the next bytes. Who may ask
 * has been decided before, and which file is meant is decided by `mediaId` alone, whatever the address says.
 * @see https://tus.io/protocols/resumable-upload
 */
export async function answerTus(folder: string, mediaId: string, request: Request): Promise<Response> {
  const { method, headers, body, signal } = request;
  const init = { method, headers, body, signal, duplex: "half" };
  return receiver(folder).handleWeb(new Request(`http://aircheck.internal/uploads/${mediaId}`, init));
}

/**
 * Moves a file whose last byte has arrived to its lasting place, durably. Asking twice is no error.
 * @returns how many bytes are there
 * @throws PartsGone when nothing is there, not even an empty beginning
 */
export async function gather(folder: string, mediaId: string, bytes: number): Promise<number> {
  const arrived = await arrivedOf(folder, mediaId);
  if (arrived === undefined) {
    const moved = await stat(locateMedia(folder, mediaId)).catch((problem: NodeJS.ErrnoException) => {
      throw problem.code === "ENOENT" ? new PartsGone() : problem;
    });
    return moved.size;
  }
  if (arrived !== bytes) return arrived;
  const file = await open(incomingPath(folder, mediaId), "r+");
  await file.sync().finally(() => file.close());
  await rename(incomingPath(folder, mediaId), locateMedia(folder, mediaId));
  await rm(`${incomingPath(folder, mediaId)}.json`, { force: true });
  return bytes;
}

const receivers = new Map<string, Server>();

/** One per folder and process: it keeps two connections from writing to one file. */
function receiver(folder: string): Server {
  const known = receivers.get(folder);
  if (known) return known;
  const made = new Server({
    path: "/uploads",
    datastore: new Arrivals({ directory: incomingFolder(folder) }),
    locker: new MemoryLocker(),
    lockDrainTimeout: LET_GO_MS,
    onResponseError: (_, problem) => (isDiskFull(problem) ? DISK_FULL : undefined),
    // Nobody else's page reads these answers.
    allowedOrigins: ["null"],
  });
  receivers.set(folder, made);
  return made;
}

/** The files that are coming in. Unlike the class below it, it writes in large pieces, and says why it could not. */
class Arrivals extends FileStore {
  override async write(from: Readable, mediaId: string, offset: number): Promise<number> {
    const options = { flags: "r+", start: offset, highWaterMark: 1 << 20 };
    const to = createWriteStream(join(this.directory, mediaId), options);
    await pipeline(from, to);
    return offset + to.bytesWritten;
  }
}

const isDiskFull = (cause: unknown): boolean =>
  cause instanceof Error &&
  ["ENOSPC", "EDQUOT", "EFBIG"].includes((cause as NodeJS.ErrnoException).code ?? "");

import { open as openFile } from "node:fs/promises";
import { type ClientRequest, type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { Answer, Trace } from "./answer";

/** Where a chunk's bytes are read: a file of this machine, or a stream of just those bytes. */
export type ChunkSource =
  | { path: string }
  | { open: (range: { start: number; end: number }) => Promise<ReadableStream<Uint8Array>> };

/** One chunk on its way: bytes `first` to `last` (both included) of `total`. */
export type Chunk = ChunkSource & { first: number; last: number; total: number; contentType: string };

/** TikTok took the chunk. `received`: how far it says it is, in bytes; whether that counts from 0 or 1 is not documented. */
export type Put = { received?: number };

// Larger reads than Node's default: a relay is bound by system calls. Two of these are all the memory a chunk needs.
const READ_SIZE = 1 << 20;
/** No byte moved for this long: the connection is dead. */
const SILENCE_MS = 60_000;

/**
 * Sends one chunk from disk at constant memory. The address is a secret and appears in no trace.
 * @see https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide
 */
export function putChunk(
  uploadUrl: string,
  chunk: Chunk,
  options: { signal?: AbortSignal } = {},
): Promise<Answer<Put>> {
  const at = Date.now();
  const trace = (response?: IncomingMessage): Trace => ({
    endpoint: "upload",
    at,
    tookMs: Date.now() - at,
    httpStatus: response?.statusCode,
    logId: headerOf(response, "x-tt-logid"),
  });
  return new Promise((resolve) => {
    const url = new URL(uploadUrl);
    const outgoing = (url.protocol === "https:" ? requestHttps : requestHttp)(url, {
      method: "PUT",
      headers: {
        "Content-Type": chunk.contentType,
        "Content-Length": chunk.last - chunk.first + 1,
        "Content-Range": `bytes ${chunk.first}-${chunk.last}/${chunk.total}`,
      },
      signal: options.signal,
    });
    let connected = false;
    const broken = (problem: NodeJS.ErrnoException) => {
      outgoing.destroy();
      const why = problem.code === "SILENCE" ? "timeout" : connected ? "cut" : "unreachable";
      resolve({
        kind: "lost",
        reached: connected ? "maybe" : "no",
        why,
        raw: problem.code ?? "",
        trace: trace(),
      });
    };
    outgoing.on("socket", (socket) => {
      if (!socket.connecting) connected = true;
      else
        socket.once("connect", () => {
          connected = true;
        });
    });
    outgoing.setTimeout(SILENCE_MS, () =>
      outgoing.destroy(Object.assign(new Error("silence"), { code: "SILENCE" })),
    );
    outgoing.on("error", broken);
    outgoing.on("response", (response) => {
      response.on("error", broken);
      response.resume();
      response.on("end", () => {
        resolve(readPut(response, trace(response)));
      });
    });
    // An answer may come before the last byte is sent: then the request is over, and so is the reading.
    const sending = "path" in chunk ? sendFile(outgoing, chunk) : sendStream(outgoing, chunk);
    sending.catch(broken);
  });
}

/** Writes the chunk's bytes, reading the next part while the one before is on its way. */
async function sendFile(
  outgoing: ClientRequest,
  { path, first, last }: Extract<Chunk, { path: string }>,
): Promise<void> {
  const file = await openFile(path, "r");
  try {
    const parts = [Buffer.allocUnsafe(READ_SIZE), Buffer.allocUnsafe(READ_SIZE)] as const;
    let sending: Promise<void> = Promise.resolve();
    let turn = 0;
    for (let at = first; at <= last && !outgoing.destroyed; ) {
      const part = parts[turn++ % 2 === 0 ? 0 : 1];
      const { bytesRead } = await file.read(part, 0, Math.min(READ_SIZE, last - at + 1), at);
      if (bytesRead === 0) throw Object.assign(new Error("The file ended too early."), { code: "SHORT" });
      // The other part may be filled again only when it has left.
      await sending;
      sending = write(outgoing, part.subarray(0, bytesRead));
      at += bytesRead;
    }
    await sending;
    outgoing.end();
  } finally {
    await file.close();
  }
}

/** The same from a stream, one part at a time. Leaving the loop early ends the stream too. */
async function sendStream(
  outgoing: ClientRequest,
  { open, first, last }: Exclude<Chunk, { path: string }>,
): Promise<void> {
  let left = last - first + 1;
  for await (const part of await open({ start: first, end: last })) {
    if (outgoing.destroyed) return;
    await write(outgoing, Buffer.from(part.buffer, part.byteOffset, part.byteLength));
    left -= part.byteLength;
  }
  if (left !== 0) throw Object.assign(new Error("The file ended too early."), { code: "SHORT" });
  outgoing.end();
}

/** Ends when the bytes have been handed to the line, or when there is no line any more. */
const write = (outgoing: ClientRequest, bytes: Buffer) =>
  new Promise<void>((resolve) => {
    if (outgoing.destroyed) return resolve();
    // An error is told by the request itself; here it only means that nothing more has to be waited for.
    outgoing.write(bytes, () => resolve());
  });

const headerOf = (response: IncomingMessage | undefined, name: string) => {
  const value = response?.headers[name];
  return Array.isArray(value) ? value[0] : value;
};

function readPut(response: IncomingMessage, trace: Trace): Answer<Put> {
  const status = response.statusCode ?? 0;
  const range = /^bytes\s+\d+-(\d+)\//.exec(headerOf(response, "content-range") ?? "");
  const received = range?.[1] === undefined ? undefined : Number(range[1]);
  // Which of the three comes when is told differently: whoever sends the chunk knows whether it was the last.
  if (status === 200 || status === 201 || status === 206) {
    return { kind: "ok", value: { received }, trace };
  }
  const message = received === undefined ? "" : String(received);
  return { kind: "refused", channel: "upload", code: String(status), message, raw: "", trace };
}

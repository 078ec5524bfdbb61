import { createReadStream } from "node:fs";
import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { Answer, Trace } from "./answer";

/** One chunk on its way: bytes `first` to `last` (both included) of `total` from the file at `path`. */
export type Chunk = { path: string; first: number; last: number; total: number; contentType: string };

/** TikTok took the chunk. `received`: how far it says it is, in bytes; whether that counts from 0 or 1 is not documented. */
export type Put = { received?: number };

// Larger reads than Node's default: a relay is bound by system calls.
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
  options: { signal?: AbortSignal; onProgress?: (bytes: number) => void } = {},
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
    const file = createReadStream(chunk.path, {
      start: chunk.first,
      end: chunk.last,
      highWaterMark: READ_SIZE,
    });
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
      file.destroy();
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
        file.destroy();
        resolve(readPut(response, trace(response)));
      });
    });
    file.on("error", broken);
    if (options.onProgress) reportProgress(file, options.onProgress);
    file.pipe(outgoing);
  });
}

function reportProgress(file: NodeJS.ReadableStream, report: (bytes: number) => void): void {
  let sent = 0;
  file.on("data", (part) => {
    sent += part.length;
    report(sent);
  });
}

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

import type { IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import type { World } from "./world";

/** A request on its way through the simulator, with what is known about it so far. */
export interface Exchange {
  world: World;
  request: IncomingMessage;
  url: URL;
  /** Scheme and host as the client wrote them, so that answers link back to the same place. */
  origin: string;
  endpoint: string;
  /** The parts of the path that the route names. */
  params: Record<string, string>;
  /** The body as text; empty for uploads, which are streamed. */
  text: string;
  /** The creator, once known. */
  handle: string | null;
  publishId: string | null;
  /** The chunk of an upload, from 1. */
  chunk: number | null;
  bytes: number;
  logId: string;
}

/** What the simulator is about to answer. */
export interface Reply {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer | Readable;
  /** TikTok's code; `ok` when all is well. */
  code: string;
  effect: boolean;
}

export type Handler = (exchange: Exchange) => Reply | Promise<Reply>;

/** TikTok's no: thrown by a handler, written by `serve` in the shape that the endpoint uses. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** The parsed query or form of a request. */
export const formOf = (exchange: Exchange) => new URLSearchParams(exchange.text);

export function mediaTypeOf(exchange: Exchange): string {
  return (exchange.request.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
}

export function bearerOf(exchange: Exchange): string {
  return /^Bearer (\S+)$/.exec(exchange.request.headers.authorization ?? "")?.[1] ?? "";
}

import type { IncomingMessage, ServerResponse } from "node:http";
import { control } from "./control/control";
import { deliver } from "./deliver";
import { bare, refused } from "./envelope";
import { bearerOf, type Exchange, formOf, Refusal, type Reply } from "./exchange";
import { type Delivery, play } from "./fault-play";
import { identify } from "./identify";
import { newLogId } from "./ids";
import { fingerprint, redactedPath } from "./ledger";
import { settleAll } from "./processing";
import { ROUTES, type Route, UNSUPPORTED } from "./routes";
import type { World } from "./world";

const MOST_TEXT = 1024 * 1024;
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** Takes one request from the line to its answer. */
export async function serve(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const host = request.headers.host ?? "";
  // A page elsewhere could have its own name resolve to this machine; only loopback names are answered.
  if (!LOOPBACK.test(host)) return deliver(response, whole(bare(421)), newLogId(world.clock.now()));
  const origin = `http://${host}`;
  const exchange = begin(world, request, new URL(request.url ?? "/", origin), origin);
  if (request.method !== "PUT") {
    const text = await readText(request);
    if (text === undefined) return deliver(response, whole(bare(413)), exchange.logId);
    exchange.text = text;
    exchange.bytes = Buffer.byteLength(text);
  }
  await settleAll(world);
  if (/^\/_control(\/|$)/.test(exchange.url.pathname)) {
    const reply = await control(exchange);
    await world.keep("soon");
    return deliver(response, whole(reply), exchange.logId);
  }
  const route = match(exchange);
  exchange.endpoint = typeof route.endpoint === "string" ? route.endpoint : route.endpoint(exchange);
  identify(exchange);
  const spot = { endpoint: exchange.endpoint, handle: exchange.handle, chunk: exchange.chunk };
  const fault = world.faults.take(spot);
  if (fault?.network === "drop_before") await readSome(exchange);
  const delivery = fault
    ? await play(fault, exchange, () => handle(route, exchange))
    : whole(await handle(route, exchange));
  if (!route.quiet) record(exchange, delivery.reply, fault?.id ?? null);
  // Nobody may hold a token or a code that a restart would not know.
  await world.keep(/^oauth\.|^consent$|^authorize$/.test(exchange.endpoint) ? "now" : "soon");
  await deliver(response, delivery, exchange.logId);
}

const whole = (reply: Reply): Delivery => ({ reply, manner: "whole", pauseMs: 0 });

function begin(world: World, request: IncomingMessage, url: URL, origin: string): Exchange {
  return {
    world,
    request,
    url,
    origin,
    endpoint: "",
    params: {},
    text: "",
    handle: null,
    publishId: null,
    chunk: null,
    bytes: 0,
    logId: newLogId(world.clock.now()),
  };
}

function match(exchange: Exchange): Route {
  for (const route of ROUTES) {
    const found = route.method === exchange.request.method && route.path.exec(exchange.url.pathname);
    if (!found) continue;
    exchange.params = { ...found.groups };
    return route;
  }
  return UNSUPPORTED;
}

async function handle(route: Route, exchange: Exchange): Promise<Reply> {
  try {
    return await route.handler(exchange);
  } catch (error) {
    if (error instanceof Refusal) return refused(exchange, error.status, error.code, error.message);
    // The client hung up in the middle of its body: nothing counts and there is nobody to answer.
    if (!exchange.request.complete) return { ...bare(0, {}, "aborted"), effect: false };
    throw error;
  }
}

function record(exchange: Exchange, reply: Reply, fault: string | null): void {
  const { world, request } = exchange;
  const posting = request.headers["content-type"]?.startsWith("application/json") ?? false;
  world.ledger.add({
    at: new Date(world.clock.now()).toISOString(),
    method: request.method ?? "",
    path: redactedPath(exchange.url),
    endpoint: exchange.endpoint,
    creator: exchange.handle,
    status: reply.status,
    code: reply.code,
    publishId: exchange.publishId,
    effect: reply.effect,
    bytes: exchange.bytes,
    chunk: exchange.chunk,
    fault,
    body: posting ? parsed(exchange.text) : null,
    token: tokenOf(exchange),
  });
}

function tokenOf(exchange: Exchange): string | null {
  const token =
    exchange.endpoint === "oauth.refresh" ? formOf(exchange).get("refresh_token") : bearerOf(exchange);
  return token ? fingerprint(token) : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function readText(request: IncomingMessage): Promise<string | undefined> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request) {
    size += piece.length;
    if (size > MOST_TEXT) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}

/** A line that breaks in the middle of a body has carried some of it. */
async function readSome(exchange: Exchange): Promise<void> {
  if (exchange.request.method !== "PUT") return;
  const half = Number(exchange.request.headers["content-length"] ?? 0) / 2;
  for await (const piece of exchange.request) {
    exchange.bytes += piece.length;
    if (exchange.bytes >= half) return;
  }
}

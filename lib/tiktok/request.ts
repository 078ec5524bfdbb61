import { z } from "zod";
import type { Endpoint } from "#lib/errors/recognise";
import type { Answer, Lost, Trace } from "./answer";
import { parseJson } from "./json";

const LONGEST_RAW = 2_000;
// Tokens, and the part of an upload's address that makes it a key: what support reads must not open anything.
const SECRETS = /\b(act|rft|clt)\.[\w!*.~-]+|(?<=upload_token(=|%3D|":\s*"))[^"&\s\\]+/g;
const cut = (text: string) => text.replace(SECRETS, "[secret]").slice(0, LONGEST_RAW);

export type RawAnswer = { status: number; text: string; headers: Headers; trace: Trace };

const NEVER_LEFT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

function lost(problem: unknown, trace: Trace, signalled: boolean): Lost {
  const cause = (problem as { cause?: { code?: string } }).cause;
  const code = cause?.code ?? (problem as { code?: string }).code ?? "";
  if (NEVER_LEFT.has(code)) return { kind: "lost", reached: "no", why: "unreachable", raw: code, trace };
  return { kind: "lost", reached: "maybe", why: signalled ? "timeout" : "cut", raw: code, trace };
}

/**
 * Sends one request and reads the whole answer as text.
 * @param timeoutMs how long to wait for the complete answer
 */
export async function send(
  endpoint: Endpoint,
  url: string,
  init: RequestInit,
  timeoutMs: number,
): Promise<{ kind: "raw"; answer: RawAnswer } | Lost> {
  const at = Date.now();
  const deadline = AbortSignal.timeout(timeoutMs);
  const signal = init.signal ? AbortSignal.any([init.signal, deadline]) : deadline;
  try {
    // A redirect is never followed: it would carry the token to another place.
    const response = await fetch(url, { ...init, signal, redirect: "manual" });
    const text = await response.text();
    const trace: Trace = {
      endpoint,
      at,
      tookMs: Date.now() - at,
      httpStatus: response.status,
      logId: response.headers.get("x-tt-logid") ?? undefined,
    };
    return { kind: "raw", answer: { status: response.status, text, headers: response.headers, trace } };
  } catch (problem) {
    return lost(problem, { endpoint, at, tookMs: Date.now() - at }, deadline.aborted);
  }
}

const Envelope = z.object({
  data: z.unknown().optional(),
  error: z.object({
    code: z.string(),
    message: z.string().optional(),
    log_id: z.string().optional(),
    logid: z.string().optional(),
  }),
});

/** An answer whose shape we do not know, told as the loss that it is. */
export function garbage(raw: RawAnswer): Lost {
  return { kind: "lost", reached: "maybe", why: "garbage", raw: cut(raw.text), trace: raw.trace };
}

/**
 * Reads the envelope of TikTok's data endpoints. Success is `error.code === "ok"`, whatever the HTTP status says; a
 * refusal may carry data as well, which `creator_info` uses.
 * @see https://developers.tiktok.com/doc/tiktok-api-v2-error-handling
 */
export function readEnvelope<T>(raw: RawAnswer, shape: z.ZodType<T>): Answer<T> {
  let body: unknown;
  try {
    body = parseJson(raw.text);
  } catch {
    return wordless(raw);
  }
  const envelope = Envelope.safeParse(body);
  if (!envelope.success) return wordless(raw);
  const { error, data } = envelope.data;
  const trace = { ...raw.trace, logId: error.log_id ?? error.logid ?? raw.trace.logId };
  if (error.code !== "ok") {
    return {
      kind: "refused",
      channel: "api",
      code: error.code,
      message: error.message ?? "",
      raw: cut(raw.text),
      retryAfter: raw.headers.get("retry-after") ?? undefined,
      trace,
    };
  }
  const value = shape.safeParse(data ?? {});
  return value.success ? { kind: "ok", value: value.data, trace } : garbage({ ...raw, trace });
}

// No envelope, as from a gateway: a 5xx and a 429 say enough by themselves, anything else we cannot read.
function wordless(raw: RawAnswer): Answer<never> {
  if (!saysEnough(raw.status)) return garbage(raw);
  const retryAfter = raw.headers.get("retry-after") ?? undefined;
  return {
    kind: "refused",
    channel: "api",
    code: "",
    message: "",
    raw: cut(raw.text),
    retryAfter,
    trace: raw.trace,
  };
}

/** Is this status a clear "no" even without TikTok's code? */
export const saysEnough = (status: number) => status >= 500 || status === 429;

/** Calls a data endpoint with a creator's access token. */
export async function callApi<T>(
  base: string,
  call: { endpoint: Endpoint; path: string; method: "GET" | "POST"; accessToken: string; body?: unknown },
  shape: z.ZodType<T>,
  options: { timeoutMs?: number; signal?: AbortSignal } = {},
): Promise<Answer<T>> {
  const headers: Record<string, string> = { Authorization: `Bearer ${call.accessToken}` };
  if (call.method === "POST") headers["Content-Type"] = "application/json; charset=UTF-8";
  const body = call.body === undefined ? undefined : JSON.stringify(call.body);
  const init: RequestInit = { method: call.method, headers, body, signal: options.signal };
  const sent = await send(
    call.endpoint,
    new URL(call.path, base).toString(),
    init,
    options.timeoutMs ?? 20_000,
  );
  return sent.kind === "lost" ? sent : readEnvelope(sent.answer, shape);
}

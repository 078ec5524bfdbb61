import { parseRange } from "#lib/storage/open-range";
import type { Storage } from "#lib/storage/storage";
import type { Ground } from "#lib/workspaces/scope";
import { serveMedia } from "./serve-media";

/** What TikTok asks for: parts of an address that `MediaAddress.of` made, as they came. */
export type Asked = { key: string; file: string; method: string; range: string | null };

const KEY = /^[\w-]{43}$/;
const FILE = /^(\d{1,2})\.[a-z0-9]{2,5}$/;

const HEADERS = {
  "accept-ranges": "bytes",
  // Whoever keeps a copy would serve it when the door is shut.
  "cache-control": "private, no-store",
  "content-security-policy": "default-src 'none'; sandbox",
  "x-content-type-options": "nosniff",
  "x-robots-tag": "noindex",
};

/**
 * Answers TikTok when it fetches a file: whole or in parts, without a redirect. The address is the proof; there is nobody to
 * sign in. What is not there any more and what never was are told alike.
 */
export async function answerMedia(
  ground: Ground & { storage: Storage },
  { key, file, method, range: header }: Asked,
  patienceMs?: number,
): Promise<Response> {
  const index = FILE.exec(file)?.[1];
  if (!KEY.test(key) || index === undefined) return nothing(404);
  const served = await serveMedia(ground, { mediaKey: key, index: Number(index) }, patienceMs);
  if (served.kind === "wait") return nothing(503, { "retry-after": "5" });
  if (served.kind === "closed") return nothing(404);
  const { mediaId, mimeType, bytes } = served.file;
  if ((await ground.storage.sizeOf(mediaId)) !== bytes) return nothing(404);
  const range = parseRange(header, bytes);
  if (range === "unsatisfiable") return nothing(416, { "content-range": `bytes */${bytes}` });
  const headers = new Headers({ ...HEADERS, "content-type": mimeType });
  headers.set("content-length", String(range ? range.end - range.start + 1 : bytes));
  if (range) headers.set("content-range", `bytes ${range.start}-${range.end}/${bytes}`);
  const status = range ? 206 : 200;
  if (method === "HEAD") return new Response(null, { status, headers });
  return new Response(await ground.storage.openRange(mediaId, range), { status, headers });
}

const nothing = (status: number, headers: Record<string, string> = {}) =>
  new Response(null, { status, headers: { ...HEADERS, ...headers } });

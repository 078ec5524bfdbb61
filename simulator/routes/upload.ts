import { createWriteStream } from "node:fs";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { chunkAt } from "#simulator/chunk-plan";
import { bare } from "#simulator/envelope";
import { type Exchange, mediaTypeOf, type Reply } from "#simulator/exchange";
import { beginProcessing } from "#simulator/processing";
import type { Publish } from "#simulator/publishes";

const MEDIA_TYPES = ["video/mp4", "video/quicktime", "video/webm"];

/** One chunk of an upload: https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide */
export async function upload(exchange: Exchange): Promise<Reply> {
  const publish = uploadOf(exchange);
  if (publish?.state !== "uploading") return refuse(exchange, 404);
  if (publish.uploadExpiresAt <= exchange.world.clock.now()) return refuse(exchange, 403);
  const range = readRange(exchange, publish);
  if (!range) return refuse(exchange, 400);
  if (range.first !== publish.received) return refuse(exchange, 416, progressOf(publish));
  if (range.last !== chunkAt(publish, range.first).last) return refuse(exchange, 400);
  if (!(await receive(exchange, publish, range))) return refuse(exchange, 416, progressOf(publish));
  if (publish.received < publish.videoSize) return bare(206, progressOf(publish));
  beginProcessing(exchange.world, publish);
  return bare(201, progressOf(publish));
}

/** The upload that a URL is signed for. */
export function uploadOf(exchange: Exchange): Publish | undefined {
  const query = exchange.url.searchParams;
  const publish = exchange.world.publishes.byUpload(query.get("upload_id") ?? "");
  return publish?.uploadToken === query.get("upload_token") ? publish : undefined;
}

const progressOf = (publish: Publish) => ({
  "content-range": `bytes 0-${publish.received}/${publish.videoSize}`,
});

/** Reads what is left of the body first: a client that is still sending would otherwise see a broken line. */
async function refuse(
  exchange: Exchange,
  status: number,
  headers: Record<string, string> = {},
): Promise<Reply> {
  for await (const piece of exchange.request) exchange.bytes += piece.length;
  return bare(status, headers, String(status));
}

function readRange(exchange: Exchange, publish: Publish): { first: number; last: number } | undefined {
  const match = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(exchange.request.headers["content-range"] ?? "");
  if (!match || !MEDIA_TYPES.includes(mediaTypeOf(exchange))) return undefined;
  const [first, last, total] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const length = exchange.request.headers["content-length"];
  if (length === undefined || Number(length) !== last - first + 1 || total !== publish.videoSize)
    return undefined;
  return { first, last };
}

/**
 * Writes a chunk to its place on disk as it arrives. It counts only when it has arrived whole, and only if no other
 * request brought the same bytes in the meantime: returns whether it did count.
 */
async function receive(
  exchange: Exchange,
  publish: Publish,
  range: { first: number; last: number },
): Promise<boolean> {
  const hash = publish.hash.copy();
  const meter = new Transform({
    transform(piece: Buffer, _encoding, done) {
      exchange.bytes += piece.length;
      hash.update(piece);
      done(null, piece);
    },
  });
  await pipeline(
    exchange.request,
    meter,
    createWriteStream(publish.path, { flags: "r+", start: range.first }),
  );
  if (publish.received !== range.first || publish.state !== "uploading") return false;
  publish.received = range.last + 1;
  publish.hash = hash;
  publish.timeline.push({ at: exchange.world.clock.now(), event: `received ${publish.received} bytes` });
  return true;
}

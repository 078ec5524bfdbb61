import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Context, Middleware } from "s3rver";
import { type Keys, verifySignature } from "./test-signature";

/**
 * What s3rver leaves out of S3, before it: nothing is opened without a right and timely signature, and an upload in parts can
 * be listed and ended, after which no part of it is taken.
 * @param folder where s3rver keeps the bucket's uploads in parts
 */
export function gate(folder: string, keys: Keys, now: () => number): Middleware {
  const known = (uploadId: string) => /^[0-9a-f]{32}$/.test(uploadId) && existsSync(join(folder, uploadId));
  return async (context, next) => {
    const { method = "", url = "", headers } = context.req;
    const query = new URLSearchParams(url.split("?")[1]);
    // A browser asks before it sends, and cannot sign that.
    if (method === "OPTIONS") return next();
    const verdict = verifySignature({ method, url, headers }, keys, now());
    if (verdict !== "right") return refuse(context, 403, REFUSALS[verdict]);
    if (method === "GET" && query.has("uploads")) return list(context, folder, query);
    const uploadId = query.get("uploadId");
    if (uploadId === null) return next();
    if (!known(uploadId)) return refuse(context, 404, "NoSuchUpload");
    if (method !== "DELETE") return next();
    rmSync(join(folder, uploadId), { recursive: true });
    context.status = 204;
  };
}

const REFUSALS = { wrong: "SignatureDoesNotMatch", expired: "AccessDenied", none: "AccessDenied" } as const;

function answer(context: Context, status: number, xml: string): void {
  context.status = status;
  context.type = "application/xml";
  context.body = `<?xml version="1.0" encoding="UTF-8"?>${xml}`;
}

const refuse = (context: Context, status: number, code: string): void =>
  answer(context, status, `<Error><Code>${code}</Code><Message>${code}</Message></Error>`);

/** By key, then by upload, after both markers. */
function list(context: Context, folder: string, query: URLSearchParams): void {
  const after = [query.get("key-marker") ?? "", query.get("upload-id-marker") ?? ""].join("\n");
  const most = Number(query.get("max-uploads") ?? 1000);
  const all = (existsSync(folder) ? readdirSync(folder) : [])
    .map((id) => ({ id, key: readFileSync(join(folder, id, "key"), "utf8"), at: statSync(join(folder, id)) }))
    .filter(({ id, key }) => key.startsWith(query.get("prefix") ?? "") && `${key}\n${id}` > after)
    .sort((one, other) => (`${one.key}\n${one.id}` < `${other.key}\n${other.id}` ? -1 : 1));
  const page = all.slice(0, most);
  const last = page.at(-1);
  const uploads = page.map(
    ({ id, key, at }) =>
      `<Upload><Key>${key}</Key><UploadId>${id}</UploadId><Initiated>${at.birthtime.toISOString()}</Initiated></Upload>`,
  );
  const more = all.length > page.length && last;
  const next = more
    ? `<NextKeyMarker>${last.key}</NextKeyMarker><NextUploadIdMarker>${last.id}</NextUploadIdMarker>`
    : "";
  const told = `<IsTruncated>${Boolean(more)}</IsTruncated>${next}${uploads.join("")}`;
  answer(context, 200, `<ListMultipartUploadsResult>${told}</ListMultipartUploadsResult>`);
}

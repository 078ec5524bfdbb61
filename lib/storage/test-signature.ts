import { createHash, createHmac } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

export type Signed = { method: string; url: string; headers: IncomingHttpHeaders };
export type Keys = { accessKeyId: string; secretAccessKey: string; region: string };
/** `none`: it is not signed at all. */
export type SignatureVerdict = "right" | "wrong" | "expired" | "none";

const ALGORITHM = "AWS4-HMAC-SHA256";
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();

/** What a request says of its own signature, in its address or in its header. */
function claimsOf({ headers }: Signed, query: URLSearchParams) {
  if (query.has("X-Amz-Signature")) {
    const of = (name: string) => query.get(`X-Amz-${name}`) ?? "";
    const names = { credential: of("Credential"), signed: of("SignedHeaders"), signature: of("Signature") };
    return { ...names, date: of("Date"), seconds: Number(of("Expires")), payload: "UNSIGNED-PAYLOAD" };
  }
  const text = headers.authorization ?? "";
  if (!text.startsWith(ALGORITHM)) return undefined;
  const of = (name: string) => new RegExp(`${name}=([^,\\s]+)`).exec(text)?.[1] ?? "";
  const names = { credential: of("Credential"), signed: of("SignedHeaders"), signature: of("Signature") };
  const payload = String(headers["x-amz-content-sha256"] ?? "");
  return { ...names, date: String(headers["x-amz-date"] ?? ""), seconds: 15 * 60, payload };
}

const instantOf = (date: string): number =>
  Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));

/**
 * Computes the signature of a request anew, by node:crypto alone, as a store does it.
 * @param url path and query, as they came
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function verifySignature(request: Signed, keys: Keys, now: number): SignatureVerdict {
  const [path = "", text = ""] = request.url.split("?");
  const claims = claimsOf(request, new URLSearchParams(text));
  if (!claims) return "none";
  const query = text
    .split("&")
    .filter((pair) => pair !== "" && !pair.startsWith("X-Amz-Signature="))
    .map((pair) => (pair.includes("=") ? pair : `${pair}=`))
    .sort();
  const signed = claims.signed.split(";");
  const headers = signed.map((name) => `${name}:${String(request.headers[name] ?? "").trim()}\n`);
  const canonical = [
    ...[request.method, path, query.join("&"), headers.join(""), claims.signed, claims.payload],
  ].join("\n");
  const scope = `${claims.date.slice(0, 8)}/${keys.region}/s3/aws4_request`;
  const key = scope.split("/").reduce<string | Buffer>(hmac, `AWS4${keys.secretAccessKey}`);
  const expected = hmac(key, [ALGORITHM, claims.date, scope, sha256(canonical)].join("\n")).toString("hex");
  if (claims.credential !== `${keys.accessKeyId}/${scope}` || claims.signature !== expected) return "wrong";
  return now > instantOf(claims.date) + 1000 * claims.seconds ? "expired" : "right";
}

import { createHash, createHmac, randomBytes } from "node:crypto";

const alphanumeric = (bytes: number) => randomBytes(bytes).toString("base64url").replace(/[-_]/g, "x");

/** A log id as TikTok writes it: a UTC timestamp, then hex. */
export function newLogId(now: number): string {
  const stamp = new Date(now).toISOString().replace(/\D/g, "").slice(0, 14);
  return stamp + randomBytes(9).toString("hex").toUpperCase();
}

/**
 * A 19-digit id: seconds in the high 32 bits, chance in the low ones. Always odd, so that a client which reads it as
 * a JavaScript number is sure to lose digits.
 */
export function newLongId(now: number): string {
  const low = BigInt(randomBytes(4).readUInt32BE() | 1) & 0xffffffffn;
  return String((BigInt(Math.floor(now / 1000)) << 32n) | low);
}

/** An authorization code. Real codes contain `*` and `!`, which a client must decode from the query string. */
export const newCode = () => `${alphanumeric(48)}*0!${randomBytes(2).readUInt16BE() % 10000}.s1`;

export const newAccessToken = () => `act.${alphanumeric(32)}!${randomBytes(1).readUInt8() % 100}.s1`;
export const newRefreshToken = () => `rft.${alphanumeric(36)}!${randomBytes(1).readUInt8() % 100}.s1`;
export const newUploadToken = () => randomBytes(18).toString("hex");

/** One id for each pair of app and person, the same on every run. */
export function openIdOf(clientKey: string, handle: string): string {
  return `-000${createHmac("sha256", clientKey).update(handle).digest("base64url").slice(0, 32)}`;
}

/** One id for each pair of developer and person. */
export function unionIdOf(handle: string): string {
  const hex = createHash("sha256").update(`developer:${handle}`).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    "-",
  );
}

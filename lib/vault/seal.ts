import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/** A key for sealing: 32 bytes under a short name that is stored beside what it sealed. */
export type SealingKey = { id: string; bytes: Buffer };

/**
 * Where a sealed value lives. It is bound into the seal, so that a value moved to another row or column does not open.
 */
export type Place = { table: string; row: string; column: string };

/** Thrown when a sealed value does not open: another key, another place, or changed bytes. Carries no secret. */
export class SealBroken extends Error {
  constructor(place: Place, cause?: unknown) {
    super(`The sealed ${place.column} of ${place.table} ${place.row} does not open with the keys at hand.`, {
      cause,
    });
  }
}

const VERSION = "v1";
const boundData = (keyId: string, place: Place) =>
  Buffer.from(JSON.stringify([VERSION, keyId, place.table, place.row, place.column]));

/** Seals `plain` with the newest key (AES-256-GCM, 96-bit random nonce). Returns `v1.keyId.nonce.tag.text`, base64url. */
export function seal(plain: string, place: Place, keys: readonly SealingKey[]): string {
  const key = keys[0];
  if (!key) throw new Error("There is no key to seal with.");
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key.bytes, nonce);
  cipher.setAAD(boundData(key.id, place));
  const text = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  const parts = [nonce, cipher.getAuthTag(), text].map((part) => part.toString("base64url"));
  return [VERSION, key.id, ...parts].join(".");
}

/**
 * Opens what `seal` made, with the key it names.
 * @throws SealBroken whenever anything is not exactly as sealed. There is no fallback.
 */
export function open(sealed: string, place: Place, keys: readonly SealingKey[]): string {
  const [version, keyId = "", nonce = "", tag = "", text = ""] = sealed.split(".");
  const key = keys.find((candidate) => candidate.id === keyId);
  if (version !== VERSION || !key) throw new SealBroken(place);
  try {
    const decipher = createDecipheriv("aes-256-gcm", key.bytes, Buffer.from(nonce, "base64url"), {
      authTagLength: 16,
    });
    decipher.setAAD(boundData(key.id, place));
    decipher.setAuthTag(Buffer.from(tag, "base64url"));
    return Buffer.concat([decipher.update(Buffer.from(text, "base64url")), decipher.final()]).toString(
      "utf8",
    );
  } catch (cause) {
    throw new SealBroken(place, cause);
  }
}

import { createHash, randomBytes } from "node:crypto";
import type { TikTokApp } from "./app";

/** A fresh PKCE verifier: 86 characters that TikTok allows. */
export const newVerifier = () => randomBytes(64).toString("base64url");

/** A fresh state: 256 bits, never shared with the verifier. */
export const newState = () => randomBytes(32).toString("base64url");

/**
 * The challenge for `verifier`. TikTok documents lower-case hex of the SHA-256, not RFC 7636's base64url.
 * @see https://developers.tiktok.com/doc/login-kit-desktop
 */
export function challengeFor(verifier: string, mode: TikTokApp["pkce"]): string | undefined {
  if (mode === "off") return undefined;
  return createHash("sha256").update(verifier).digest(mode);
}

import type { Tokens } from "#lib/tiktok/tokens";
import { open, type SealingKey, seal } from "#lib/vault/seal";

const place = (creatorId: string, column: "access_token" | "refresh_token") => ({
  table: "grant",
  row: creatorId,
  column,
});

/** The columns of a grant that a new token pair fills. `at` in ms: the lifetimes count from the answer. */
export function sealedPair(creatorId: string, tokens: Tokens, keys: readonly SealingKey[], at: number) {
  return {
    accessToken: seal(tokens.accessToken, place(creatorId, "access_token"), keys),
    refreshToken: seal(tokens.refreshToken, place(creatorId, "refresh_token"), keys),
    accessExpiresAt: new Date(at + tokens.expiresInSeconds * 1000),
    refreshExpiresAt: new Date(at + tokens.refreshExpiresInSeconds * 1000),
  };
}

export const openAccessToken = (creatorId: string, sealed: string, keys: readonly SealingKey[]) =>
  open(sealed, place(creatorId, "access_token"), keys);

export const openRefreshToken = (creatorId: string, sealed: string, keys: readonly SealingKey[]) =>
  open(sealed, place(creatorId, "refresh_token"), keys);

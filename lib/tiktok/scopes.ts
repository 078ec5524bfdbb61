/**
 * TikTok's permissions this product knows.
 * @see https://developers.tiktok.com/doc/tiktok-api-scopes
 */
export const SCOPES = [
  "user.info.basic",
  "user.info.profile",
  "user.info.stats",
  "video.list",
  "video.publish",
  "video.upload",
] as const;
export type Scope = (typeof SCOPES)[number];

/** Splits TikTok's comma-separated list. Order carries no meaning and TikTok does not keep it. */
export function parseScopes(text: string): string[] {
  return text
    .split(",")
    .map((scope) => scope.trim())
    .filter(Boolean);
}

export function missingScopes(requested: readonly string[], granted: readonly string[]): string[] {
  return requested.filter((scope) => !granted.includes(scope));
}

const PROFILE_FIELDS: Record<string, readonly string[]> = {
  "user.info.basic": ["open_id", "union_id", "avatar_url", "display_name"],
  "user.info.profile": ["username", "profile_deep_link"],
};

/** The profile fields that `granted` allows. One field too many makes TikTok refuse the whole call. */
export function profileFields(granted: readonly string[]): string[] {
  return granted.flatMap((scope) => PROFILE_FIELDS[scope] ?? []);
}

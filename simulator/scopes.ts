/** The scopes of https://developers.tiktok.com/doc/tiktok-api-scopes with the words a person sees when consenting. */
export const SCOPES = {
  "user.info.basic": "Read your profile info (avatar, display name)",
  "user.info.profile":
    "Read your additional profile information, such as bio description, profile link, and account verification status",
  "user.info.stats":
    "Read your profile engagement statistics, such as like count, follower count, following count, and video count",
  "video.list": "Read your public videos on TikTok",
  "video.publish": "Post content to TikTok.",
  "video.upload": "Share content as a draft to your TikTok account.",
} as const;

export type Scope = keyof typeof SCOPES;

export const ALL_SCOPES = Object.keys(SCOPES).filter(isScope);

export function isScope(value: string): value is Scope {
  return Object.hasOwn(SCOPES, value);
}

const ANSWER_ORDER: readonly Scope[] = [
  "user.info.basic",
  "video.publish",
  "video.upload",
  "video.list",
  "user.info.profile",
  "user.info.stats",
];

/** The granted scopes in an order of TikTok's own, never the order that was asked for. */
export function inAnswerOrder(granted: readonly Scope[], requested: readonly Scope[]): Scope[] {
  const ordered = ANSWER_ORDER.filter((scope) => granted.includes(scope));
  const asAsked = requested.filter((scope) => granted.includes(scope));
  return ordered.join() === asAsked.join() ? ordered.reverse() : ordered;
}

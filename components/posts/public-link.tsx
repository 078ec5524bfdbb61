/**
 * The addresses of a post's public pages. Ids stay text: they have 19 digits, more than a number holds.
 * @param tiktokUrl where TikTok's pages are, without a slash at the end
 */
export function publicLinks(
  tiktokUrl: string,
  handle: string | null | undefined,
  ids: readonly string[],
): string[] {
  if (!handle) return [];
  return ids.map((id) => `${tiktokUrl}/@${encodeURIComponent(handle)}/video/${id}`);
}

/** The profile of an account; TikTok itself where the handle is not known. */
export const profileLink = (tiktokUrl: string, handle: string | null | undefined): string =>
  handle ? `${tiktokUrl}/@${encodeURIComponent(handle)}` : `${tiktokUrl}/`;

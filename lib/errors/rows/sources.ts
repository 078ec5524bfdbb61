const read = "November 2026";
const page = <Slug extends string>(slug: Slug) =>
  ({ url: `https://developers.tiktok.com/doc/${slug}`, read }) as const;

/** TikTok's public pages that the rows rest on, and when they were read. */
export const source = {
  errors: page("tiktok-api-v2-error-handling"),
  rateLimits: page("tiktok-api-v2-rate-limit"),
  directPost: page("content-posting-api-reference-direct-post"),
  inboxUpload: page("content-posting-api-reference-upload-video"),
  photoPost: page("content-posting-api-reference-photo-post"),
  creatorInfo: page("content-posting-api-reference-query-creator-info"),
  status: page("content-posting-api-reference-get-video-status"),
  transfer: page("content-posting-api-media-transfer-guide"),
  guidelines: page("content-sharing-guidelines"),
  oauthErrors: page("oauth-error-handling"),
  tokens: page("oauth-user-access-token-management"),
  loginWeb: page("login-kit-web"),
  loginDesktop: page("login-kit-desktop"),
  scopes: page("tiktok-api-scopes"),
  webhooks: page("webhooks-events"),
  sandbox: page("add-a-sandbox"),
} as const;

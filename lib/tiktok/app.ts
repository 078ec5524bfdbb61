import type { Environment } from "#lib/env/read";

/** The registered TikTok app this product speaks as, and where TikTok is. */
export type TikTokApp = {
  clientKey: string;
  clientSecret: string;
  authBaseUrl: string;
  apiBaseUrl: string;
  scopes: readonly string[];
  pkce: "hex" | "base64url" | "off";
  audited: boolean;
};

export function tiktokApp(environment: Environment): TikTokApp {
  return {
    clientKey: environment.TIKTOK_CLIENT_KEY,
    clientSecret: environment.TIKTOK_CLIENT_SECRET,
    authBaseUrl: environment.TIKTOK_AUTH_BASE_URL,
    apiBaseUrl: environment.TIKTOK_API_BASE_URL,
    scopes: environment.scopes,
    pkce: environment.TIKTOK_PKCE,
    audited: environment.TIKTOK_AUDITED,
  };
}

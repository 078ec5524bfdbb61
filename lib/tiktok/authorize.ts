import type { TikTokApp } from "./app";
import { challengeFor } from "./pkce";

/** The query of TikTok's permission page. @see https://developers.tiktok.com/doc/login-kit-web */
export function authorizeParameters(
  app: TikTokApp,
  request: { scopes: readonly string[]; verifier: string; alwaysAsk: boolean },
): Record<string, string> {
  const challenge = challengeFor(request.verifier, app.pkce);
  return {
    client_key: app.clientKey,
    response_type: "code",
    scope: request.scopes.join(","),
    // Without 1, TikTok would silently connect whoever is signed in there already.
    disable_auto_auth: request.alwaysAsk ? "1" : "0",
    ...(challenge ? { code_challenge: challenge, code_challenge_method: "S256" } : {}),
  };
}

/** The address of TikTok's permission page for one request. */
export function authorizeUrl(
  app: TikTokApp,
  request: {
    scopes: readonly string[];
    verifier: string;
    alwaysAsk: boolean;
    state: string;
    redirectUri: string;
  },
): string {
  const url = new URL("/v2/auth/authorize/", app.authBaseUrl);
  const parameters = {
    ...authorizeParameters(app, request),
    redirect_uri: request.redirectUri,
    state: request.state,
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.toString();
}

import type { AppSettings } from "#simulator/app-settings";
import type { Exchange } from "#simulator/exchange";
import { isScope, type Scope } from "#simulator/scopes";
import type { AuthorizeRefusal } from "./authorize-refusal";

export interface AuthorizeRequest {
  redirectUri: string;
  scopes: Scope[];
  state: string;
  challenge: string | null;
  alwaysAsk: boolean;
}

const page = (code: string, errorType: string, errCode?: string) => ({
  refusal: { code, message: code, errorType, errCode, channel: "page" } satisfies AuthorizeRefusal,
});

/** Judges the query of an authorize request, in the order client, redirect, scope, PKCE. Further parameters are let be. */
export function readAuthorizeRequest(exchange: Exchange): AuthorizeRequest | { refusal: AuthorizeRefusal } {
  const { app } = exchange.world;
  const query = exchange.url.searchParams;
  if (query.get("client_key") !== app.clientKey || !app.loginKitEnabled) {
    return page("unauthorized_client", "client_key");
  }
  const redirectUri = query.get("redirect_uri") ?? "";
  if (!isRegistered(redirectUri, app.redirectUris)) return page("invalid_request", "redirect_uri");
  if (query.get("response_type") !== "code") {
    return {
      refusal: {
        code: "unsupported_response_type",
        message: "The response type is not supported.",
        channel: "redirect",
      },
    };
  }
  const scopes = readScopes(query.get("scope") ?? "", app);
  if (!scopes) return page("invalid_scope", "scope");
  const state = query.get("state");
  if (!state) return page("invalid_request", "state");
  const challenge = app.pkceMode === "off" ? null : query.get("code_challenge");
  if (app.pkceMode === "required" && !challenge) return page("param_error", "code_challenge", "10007");
  if (challenge && query.get("code_challenge_method") !== "S256") {
    return page("param_error", "code_challenge_method", "10008");
  }
  return { redirectUri, scopes, state, challenge, alwaysAsk: query.get("disable_auto_auth") === "1" };
}

/** Scopes are separated by commas; one that the app may not ask for spoils the whole request. */
function readScopes(text: string, app: AppSettings): Scope[] | undefined {
  const names = text.split(",");
  const scopes = names.filter(isScope).filter((scope) => app.scopes.includes(scope));
  return scopes.length === names.length ? [...new Set(scopes)] : undefined;
}

/** Character for character, but that a desktop app's port may be registered as `*`. */
function isRegistered(uri: string, registered: readonly string[]): boolean {
  return registered.some((entry) => {
    const [before, after] = entry.split(":*");
    if (before === undefined || after === undefined) return uri === entry;
    if (!uri.startsWith(`${before}:`) || !uri.endsWith(after)) return false;
    return /^\d{1,5}$/.test(uri.slice(before.length + 1, uri.length - after.length));
  });
}

import { createHash } from "node:crypto";
import { flat, flatError } from "#simulator/envelope";
import { type Exchange, formOf, mediaTypeOf, type Reply } from "#simulator/exchange";
import type { AuthorizationCode, Grant } from "#simulator/grants";
import { inAnswerOrder } from "#simulator/scopes";

const MALFORMED = "The request parameters are malformed.";

/** Code exchange and refresh: https://developers.tiktok.com/doc/oauth-user-access-token-management */
export function token(exchange: Exchange): Reply {
  const clientFault = refuseClient(exchange);
  if (clientFault) return clientFault;
  const form = formOf(exchange);
  switch (form.get("grant_type")) {
    case "authorization_code":
      return exchangeCode(exchange, form);
    case "refresh_token":
      return refresh(exchange, form);
    case null:
      return flatError(exchange, "invalid_request", MALFORMED);
    default:
      return flatError(exchange, "unsupported_grant_type", "The grant type is not supported.");
  }
}

/** Revoke, by access token. It ends the whole authorization: the app leaves the person's list. */
export function revoke(exchange: Exchange): Reply {
  const clientFault = refuseClient(exchange);
  if (clientFault) return clientFault;
  const { grants, clock } = exchange.world;
  const accessToken = formOf(exchange).get("token");
  if (!accessToken) return flatError(exchange, "invalid_request", MALFORMED);
  const grant = grants.byAccessToken(accessToken);
  if (!grant || !grants.isLive(accessToken, clock.now())) {
    return flatError(exchange, "invalid_grant", "Access token is invalid or expired.");
  }
  grants.end(grant.handle);
  return { status: 200, headers: {}, body: "", code: "ok", effect: true };
}

function refuseClient(exchange: Exchange): Reply | undefined {
  const { app } = exchange.world;
  if (mediaTypeOf(exchange) !== "application/x-www-form-urlencoded") {
    return flatError(
      exchange,
      "invalid_request",
      "Only `application/x-www-form-urlencoded` is accepted as Content-Type.",
    );
  }
  const form = formOf(exchange);
  if (!form.get("client_key"))
    return flatError(exchange, "invalid_request", "Client key is missed in request.");
  if (!form.get("client_secret"))
    return flatError(exchange, "invalid_request", "Client secret is missed in request.");
  if (form.get("client_key") !== app.clientKey || form.get("client_secret") !== app.clientSecret) {
    return flatError(exchange, "invalid_client", "Client key or secret is incorrect");
  }
  return undefined;
}

function exchangeCode(exchange: Exchange, form: URLSearchParams): Reply {
  const { grants, app, clock } = exchange.world;
  const redirectUri = form.get("redirect_uri");
  if (!form.get("code") || !redirectUri) return flatError(exchange, "invalid_request", MALFORMED);
  const code = grants.code(form.get("code") ?? "");
  if (!code || code.used || code.expiresAt <= clock.now()) {
    return flatError(exchange, "invalid_grant", "Authorization code is expired.");
  }
  if (redirectUri !== code.redirectUri) {
    return flatError(
      exchange,
      "invalid_request",
      "Redirect_uri is not matched with the uri when requesting code.",
    );
  }
  if (!verifierFits(code, form.get("code_verifier"))) {
    return flatError(exchange, "invalid_request", "Code verifier or code challenge is invalid.");
  }
  const scopeText = inAnswerOrder(code.granted, code.requested).join(",");
  return answer(exchange, grants.open(code, scopeText, app, clock.now()));
}

/** TikTok's challenge is the hex digest, not base64url: https://developers.tiktok.com/doc/login-kit-desktop */
function verifierFits(code: AuthorizationCode, verifier: string | null): boolean {
  if (code.challenge === null) return true;
  if (!verifier || !/^[A-Za-z0-9\-._~]{43,128}$/.test(verifier)) return false;
  return createHash("sha256").update(verifier).digest("hex") === code.challenge;
}

function refresh(exchange: Exchange, form: URLSearchParams): Reply {
  const { grants, app, clock } = exchange.world;
  const refreshToken = form.get("refresh_token");
  if (!refreshToken) return flatError(exchange, "invalid_request", MALFORMED);
  const grant = grants.byRefreshToken(refreshToken);
  if (!grant || grant.ended || grant.refreshExpiresAt <= clock.now()) {
    return flatError(exchange, "invalid_grant", "Refresh token is invalid or expired.");
  }
  grants.refresh(grant, app, clock.now());
  return answer(exchange, grant);
}

function answer(exchange: Exchange, grant: Grant): Reply {
  const now = exchange.world.clock.now();
  const access = grant.access.at(-1);
  return flat({
    access_token: access?.token,
    expires_in: Math.round(((access?.expiresAt ?? now) - now) / 1000),
    open_id: exchange.world.creator(grant.handle)?.openId,
    refresh_expires_in: Math.round((grant.refreshExpiresAt - now) / 1000),
    refresh_token: grant.refreshToken,
    scope: grant.scopeText,
    token_type: "Bearer",
  });
}

import { html, redirect } from "#simulator/envelope";
import type { Exchange, Reply } from "#simulator/exchange";
import { errorPage } from "#simulator/pages/error-page";

export interface AuthorizeRefusal {
  code: string;
  message: string;
  errorType?: string;
  errCode?: string;
  /** `page`: TikTok's own page, no way back; `redirect`: back to the client. */
  channel?: "page" | "redirect";
}

/** Ends an authorize request in one of TikTok's two ways: https://developers.tiktok.com/doc/login-kit-web */
export function authorizeRefusal(exchange: Exchange, refusal: AuthorizeRefusal): Reply {
  return refusal.channel === "redirect" ? backToClient(exchange, refusal) : ownPage(exchange, refusal);
}

/** The error page shows its parameters in its own URL. */
function ownPage(exchange: Exchange, refusal: AuthorizeRefusal): Reply {
  const url = new URL(exchange.url);
  url.pathname = "/v2/auth/authorize/error/";
  url.searchParams.set("error", refusal.code);
  if (refusal.errorType) url.searchParams.set("error_type", refusal.errorType);
  if (refusal.errCode) url.searchParams.set("errCode", refusal.errCode);
  return redirect(url.pathname + url.search, refusal.code);
}

function backToClient(exchange: Exchange, refusal: AuthorizeRefusal): Reply {
  const query = exchange.url.searchParams;
  const pairs: [string, string | undefined | null][] = [
    ["error", refusal.code],
    ["error_description", refusal.message],
    ["error_type", refusal.errorType],
    ["errCode", refusal.errCode],
    ["state", query.get("state")],
  ];
  return redirect(withQuery(query.get("redirect_uri") ?? "/", pairs), refusal.code);
}

/** Adds parameters to a redirect URI, escaping also what URLs would let through bare (`*`, `!`). */
export function withQuery(base: string, pairs: readonly [string, string | undefined | null][]): string {
  const encode = (text: string) =>
    encodeURIComponent(text).replace(/[!*'()]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  const query = pairs.flatMap(([name, value]) =>
    value === undefined || value === null ? [] : `${name}=${encode(value)}`,
  );
  return `${base}?${query.join("&")}`;
}

/** Where the first channel's refusals end up. */
export function showError(exchange: Exchange): Reply {
  const query = exchange.url.searchParams;
  return html(
    errorPage(
      query.get("error") ?? "",
      query.get("error_type") ?? query.get("error") ?? "",
      query.get("errCode"),
    ),
  );
}

import { html, redirect } from "#simulator/envelope";
import { type Exchange, formOf, type Reply } from "#simulator/exchange";
import { consentPage } from "#simulator/pages/consent";
import { isScope, type Scope } from "#simulator/scopes";
import { authorizeRefusal, withQuery } from "./authorize-refusal";
import { type AuthorizeRequest, readAuthorizeRequest } from "./authorize-request";

const COOKIE = "simulated_tiktok_session";

/** The authorize page: https://developers.tiktok.com/doc/login-kit-web */
export function authorize(exchange: Exchange): Reply {
  const read = readAuthorizeRequest(exchange);
  if ("refusal" in read) return authorizeRefusal(exchange, read.refusal);
  const { world } = exchange;
  const session = world.creator(sessionOf(exchange));
  const covered =
    session && read.scopes.every((scope) => world.grants.consentOf(session.handle).includes(scope));
  if (session && covered && !read.alwaysAsk) return grantTo(exchange, read, session.handle, read.scopes);
  const creators = [...world.creators.values()];
  return html(
    consentPage({
      appName: "Aircheck",
      action: exchange.url.pathname + exchange.url.search,
      creators,
      chosen: session?.handle ?? creators[0]?.handle ?? "",
      scopes: read.scopes,
    }),
  );
}

/** The consent form, sent. */
export function consent(exchange: Exchange): Reply {
  const read = readAuthorizeRequest(exchange);
  if ("refusal" in read) return authorizeRefusal(exchange, read.refusal);
  const form = formOf(exchange);
  if (form.get("decision") !== "continue") {
    return authorizeRefusal(exchange, {
      code: "access_denied",
      message: "The user denied the authorization request.",
      channel: "redirect",
    });
  }
  const creator = exchange.world.creator(form.get("persona"));
  if (!creator) return html("Unknown persona", 400);
  const ticked = form.getAll("scope").filter(isScope);
  const granted = read.scopes.filter((scope) => scope === "user.info.basic" || ticked.includes(scope));
  return grantTo(exchange, read, creator.handle, granted);
}

function grantTo(exchange: Exchange, read: AuthorizeRequest, handle: string, granted: Scope[]): Reply {
  const { world } = exchange;
  exchange.handle = handle;
  if (world.app.sandbox && !world.app.targetUsers.includes(handle)) {
    return authorizeRefusal(exchange, {
      code: "access_denied",
      message: "The user is not a target user of this sandbox.",
      errorType: "non_sandbox_target",
      channel: world.app.sandboxRefusal,
    });
  }
  const details = {
    handle,
    granted,
    requested: read.scopes,
    redirectUri: read.redirectUri,
    challenge: read.challenge,
  };
  const code = world.grants.consent(details, world.app, world.clock.now());
  const location = withQuery(read.redirectUri, [
    ["code", code],
    ["scopes", granted.join(",")],
    ["state", read.state],
  ]);
  return redirect(location, "ok", {
    "set-cookie": `${COOKIE}=${handle}; Path=/v2/auth; HttpOnly; SameSite=Lax`,
  });
}

function sessionOf(exchange: Exchange): string | null {
  const cookies = (exchange.request.headers.cookie ?? "").split(/;\s*/);
  return cookies.find((cookie) => cookie.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1) ?? null;
}

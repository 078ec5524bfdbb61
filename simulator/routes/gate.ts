import type { Creator } from "#simulator/creators";
import { bearerOf, type Exchange, mediaTypeOf, Refusal } from "#simulator/exchange";
import { PER_MINUTE } from "#simulator/rate-limits";
import type { Scope } from "#simulator/scopes";
import { asRecord } from "#simulator/shape";

export const NO_SCOPE = "The user did not authorize the scope required for completing this request.";

/** Token, scope, rate limit: what every data endpoint checks first. Any one of the scopes is enough. */
export function admit(
  exchange: Exchange,
  ...scopes: Scope[]
): { creator: Creator; scopes: readonly Scope[] } {
  const { grants, clock, rates } = exchange.world;
  const token = bearerOf(exchange);
  const now = clock.now();
  const grant = grants.byAccessToken(token);
  const creator = exchange.world.creator(grant?.handle ?? null);
  if (!grant || !creator || !grants.isLive(token, now)) {
    throw new Refusal(
      401,
      "access_token_invalid",
      "The access token is invalid or not found in the request.",
    );
  }
  exchange.handle = creator.handle;
  if (!scopes.some((scope) => grant.scopes.includes(scope)))
    throw new Refusal(401, "scope_not_authorized", NO_SCOPE);
  const usual = PER_MINUTE[exchange.endpoint] ?? Number.POSITIVE_INFINITY;
  const limit = Math.min(usual, creator.requestsPerMinute ?? usual);
  if (!rates.admit(token, exchange.endpoint, limit, now)) {
    throw new Refusal(429, "rate_limit_exceeded", "The API rate limit was exceeded.");
  }
  return { creator, scopes: grant.scopes };
}

export function badParams(exchange: Exchange, message: string): Refusal {
  return new Refusal(400, exchange.world.app.invalidParamSpelling, message);
}

/** The JSON object in the body; anything else is refused. */
export function bodyOf(exchange: Exchange): Record<string, unknown> {
  if (mediaTypeOf(exchange) !== "application/json")
    throw badParams(exchange, "Content-Type must be application/json");
  const body = asRecord(parsed(exchange.text));
  if (!body) throw badParams(exchange, "The request body is not a JSON object");
  return body;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

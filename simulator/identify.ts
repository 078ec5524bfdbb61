import { chunkAt } from "./chunk-plan";
import { bearerOf, type Exchange, formOf } from "./exchange";
import { uploadOf } from "./routes/upload";

/** Finds out whom a request is about before it is handled, so that faults can be placed for one creator or chunk. */
export function identify(exchange: Exchange): void {
  const { grants } = exchange.world;
  if (exchange.endpoint === "put") {
    const publish = uploadOf(exchange);
    const first = Number(
      /^bytes (\d+)-/.exec(exchange.request.headers["content-range"] ?? "")?.[1] ?? Number.NaN,
    );
    exchange.handle = publish?.handle ?? null;
    exchange.publishId = publish?.publishId ?? null;
    exchange.chunk = publish && Number.isFinite(first) ? chunkAt(publish, first).index : null;
  } else if (exchange.endpoint.startsWith("oauth.")) {
    const form = formOf(exchange);
    const owner =
      grants.code(form.get("code") ?? "") ??
      grants.byRefreshToken(form.get("refresh_token") ?? "") ??
      grants.byAccessToken(form.get("token") ?? "");
    exchange.handle = owner?.handle ?? null;
  } else if (exchange.request.headers.authorization) {
    exchange.handle = grants.byAccessToken(bearerOf(exchange))?.handle ?? null;
  }
}

import type { Exchange, Reply } from "./exchange";

const JSON_TYPE = { "content-type": "application/json; charset=utf-8" };

/** Text that is already JSON. Post ids are written this way, as numbers that no JavaScript number could hold. */
export class RawJson {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** The envelope of https://developers.tiktok.com/doc/tiktok-api-v2-error-handling, on success. */
export function ok(exchange: Exchange, data: object | RawJson, effect = true): Reply {
  const text = data instanceof RawJson ? data.text : JSON.stringify(data);
  return envelope(exchange, 200, text, "ok", "", effect);
}

/** Success without `data`. */
export function okWithoutData(exchange: Exchange): Reply {
  return envelope(exchange, 200, undefined, "ok", "", true);
}

/** A refusal in the envelope, with the data that a few endpoints send all the same. */
export function refused(
  exchange: Exchange,
  status: number,
  code: string,
  message: string,
  data?: object,
): Reply {
  const empty = exchange.world.app.errorData === "empty" ? "{}" : undefined;
  return envelope(exchange, status, data ? JSON.stringify(data) : empty, code, message, false);
}

function envelope(
  exchange: Exchange,
  status: number,
  data: string | undefined,
  code: string,
  message: string,
  effect: boolean,
): Reply {
  const error = JSON.stringify({ code, message, log_id: exchange.logId });
  const body = data === undefined ? `{"error":${error}}` : `{"data":${data},"error":${error}}`;
  return { status, headers: { ...JSON_TYPE }, body, code, effect };
}

/** The flat answer of the token endpoints: https://developers.tiktok.com/doc/oauth-user-access-token-management */
export function flat(body: object): Reply {
  return {
    status: 200,
    headers: { ...JSON_TYPE, "cache-control": "no-store" },
    body: JSON.stringify(body),
    code: "ok",
    effect: true,
  };
}

/** The flat error of the token endpoints: https://developers.tiktok.com/doc/oauth-error-handling */
export function flatError(exchange: Exchange, code: string, message: string, status?: number): Reply {
  const body = JSON.stringify({ error: code, error_description: message, log_id: exchange.logId });
  return {
    status: status ?? exchange.world.app.tokenErrorStatus,
    headers: { ...JSON_TYPE },
    body,
    code,
    effect: false,
  };
}

/** An answer with a status and nothing else, as uploads get. */
export function bare(status: number, headers: Record<string, string> = {}, code = "ok"): Reply {
  return { status, headers, body: "", code, effect: status < 400 };
}

export function html(body: string, status = 200): Reply {
  return {
    status,
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
    body,
    code: status < 400 ? "ok" : String(status),
    effect: status < 400,
  };
}

export function redirect(location: string, code = "ok", headers: Record<string, string> = {}): Reply {
  return {
    status: 302,
    headers: { location, "cache-control": "no-store", ...headers },
    body: "",
    code,
    effect: code === "ok",
  };
}

export function json(value: unknown, status = 200): Reply {
  const body = JSON.stringify(
    value,
    (_key, item: unknown) => (typeof item === "bigint" ? String(item) : item),
    2,
  );
  return {
    status,
    headers: { ...JSON_TYPE },
    body,
    code: status < 400 ? "ok" : String(status),
    effect: status < 400,
  };
}

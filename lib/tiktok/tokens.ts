import { z } from "zod";
import type { Endpoint } from "#lib/errors/recognise";
import type { Answer } from "./answer";
import type { TikTokApp } from "./app";
import { parseJson } from "./json";
import { garbage, type RawAnswer, saysEnough, send } from "./request";
import { parseScopes } from "./scopes";

/** What TikTok gives for a code or a refresh token. Lifetimes in seconds, as answered: never assumed. */
export type Tokens = {
  accessToken: string;
  refreshToken: string;
  openId: string;
  scopes: string[];
  expiresInSeconds: number;
  refreshExpiresInSeconds: number;
};

const Granted = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  open_id: z.string().min(1),
  scope: z.string(),
  expires_in: z.coerce.number().positive(),
  refresh_expires_in: z.coerce.number().positive(),
});
const Refusal = z.object({
  error: z.string().min(1),
  error_description: z.string().optional(),
  log_id: z.string().optional(),
});

// Refreshing uses up a token: waiting long is cheaper than losing the answer.
const PATIENCE_MS = 30_000;

async function post(app: TikTokApp, endpoint: Endpoint, path: string, fields: Record<string, string>) {
  const body = new URLSearchParams({ client_key: app.clientKey, client_secret: app.clientSecret, ...fields });
  const headers = { "Content-Type": "application/x-www-form-urlencoded", "Cache-Control": "no-cache" };
  const url = new URL(path, app.apiBaseUrl).toString();
  return send(endpoint, url, { method: "POST", headers, body }, PATIENCE_MS);
}

// Token errors are flat and may come with HTTP 200: the body decides, never the status.
function readTokens(raw: RawAnswer): Answer<Tokens> {
  let body: unknown;
  try {
    body = parseJson(raw.text);
  } catch {
    return wordless(raw);
  }
  const refused = Refusal.safeParse(body);
  if (refused.success) return refusal(raw, refused.data);
  const granted = Granted.safeParse(body);
  if (!granted.success) return wordless(raw);
  const value = granted.data;
  return {
    kind: "ok",
    trace: raw.trace,
    value: {
      accessToken: value.access_token,
      refreshToken: value.refresh_token,
      openId: value.open_id,
      scopes: parseScopes(value.scope),
      expiresInSeconds: value.expires_in,
      refreshExpiresInSeconds: value.refresh_expires_in,
    },
  };
}

// What we cannot read here may still hold a token, so none of it is kept.
const wordless = (raw: RawAnswer) => (saysEnough(raw.status) ? refusal(raw) : garbage({ ...raw, text: "" }));

function refusal(raw: RawAnswer, told?: z.infer<typeof Refusal>): Answer<never> {
  return {
    kind: "refused",
    channel: "token",
    code: told?.error ?? "",
    message: told?.error_description ?? "",
    raw: told ? JSON.stringify(told).slice(0, 2_000) : "",
    retryAfter: raw.headers.get("retry-after") ?? undefined,
    trace: { ...raw.trace, logId: told?.log_id ?? raw.trace.logId },
  };
}

/** Exchanges the code of a return from TikTok. @see https://developers.tiktok.com/doc/oauth-user-access-token-management */
export async function exchangeCode(
  app: TikTokApp,
  request: { code: string; redirectUri: string; verifier: string },
): Promise<Answer<Tokens>> {
  const sent = await post(app, "token_exchange", "/v2/oauth/token/", {
    grant_type: "authorization_code",
    code: request.code,
    redirect_uri: request.redirectUri,
    ...(app.pkce === "off" ? {} : { code_verifier: request.verifier }),
  });
  return sent.kind === "lost" ? sent : readTokens(sent.answer);
}

/** Trades the refresh token for a new pair. The old one is dead once TikTok has answered. */
export async function refreshTokens(app: TikTokApp, refreshToken: string): Promise<Answer<Tokens>> {
  const sent = await post(app, "token_refresh", "/v2/oauth/token/", {
    grant_type: "refresh_token",
    refresh_token: refreshToken,
  });
  return sent.kind === "lost" ? sent : readTokens(sent.answer);
}

/** Takes the app off the creator's list at TikTok. Success is an empty body. */
export async function revokeToken(app: TikTokApp, accessToken: string): Promise<Answer<null>> {
  const sent = await post(app, "revoke", "/v2/oauth/revoke/", { token: accessToken });
  if (sent.kind === "lost") return sent;
  const { text, status, trace } = sent.answer;
  if (text.trim() === "" || text.trim() === "{}") {
    return status < 400 ? { kind: "ok", value: null, trace } : wordless(sent.answer);
  }
  const answer = readTokens(sent.answer);
  return answer.kind === "ok" ? { kind: "ok", value: null, trace } : answer;
}

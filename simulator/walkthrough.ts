import { createHash, randomBytes } from "node:crypto";
import { DEFAULT_APP } from "./app-settings";
import type { Simulator } from "./simulator";

/** What the token endpoint answers on success. */
export interface Tokens {
  access_token: string;
  refresh_token: string;
  expires_in: number;
  refresh_expires_in: number;
  open_id: string;
  scope: string;
  token_type: string;
}

export const REDIRECT = DEFAULT_APP.redirectUris[1] ?? "";

const ENOUGH = "user.info.basic,video.upload,video.publish";

/** The address of the authorize page; a parameter that is null is left out. */
export function authorizeUrl(base: string, changes: Record<string, string | null> = {}): string {
  const query = new URLSearchParams();
  const usual = {
    client_key: DEFAULT_APP.clientKey,
    response_type: "code",
    scope: ENOUGH,
    redirect_uri: REDIRECT,
    state: "a-state",
  };
  for (const [name, value] of Object.entries({ ...usual, ...changes }))
    if (value !== null) query.set(name, value);
  return `${base}/v2/auth/authorize/?${query}`;
}

/** Fills in the consent page and sends it. Returns where the browser is sent to. */
export async function consentAt(
  url: string,
  persona: string,
  scopes: string[],
  decision = "continue",
): Promise<URL> {
  const body = new URLSearchParams({ persona, decision });
  for (const scope of scopes) body.append("scope", scope);
  const response = await fetch(url, { method: "POST", body, redirect: "manual" });
  return new URL(response.headers.get("location") ?? "", url);
}

/** POSTs a form to a token endpoint with the app's own key and secret. */
export async function postForm(
  base: string,
  path: string,
  fields: Record<string, string>,
): Promise<Response> {
  const body = new URLSearchParams({
    client_key: DEFAULT_APP.clientKey,
    client_secret: DEFAULT_APP.clientSecret,
    ...fields,
  });
  return fetch(`${base}${path}`, { method: "POST", body });
}

/** Goes the whole way from the authorize page to tokens, with PKCE in TikTok's hexadecimal way. */
export async function connect(simulator: Simulator, persona: string, scope = ENOUGH): Promise<Tokens> {
  const verifier = randomBytes(32).toString("hex");
  const code_challenge = createHash("sha256").update(verifier).digest("hex");
  const url = authorizeUrl(simulator.url, { scope, code_challenge, code_challenge_method: "S256" });
  const back = await consentAt(url, persona, scope.split(","));
  const response = await postForm(simulator.url, "/v2/oauth/token/", {
    grant_type: "authorization_code",
    code: back.searchParams.get("code") ?? "",
    redirect_uri: REDIRECT,
    code_verifier: verifier,
  });
  return (await response.json()) as Tokens;
}

/** An answer of a data endpoint. */
export interface Answer {
  status: number;
  code: string;
  message: string;
  data: Record<string, unknown>;
  /** The body as it was sent. */
  text: string;
}

/** Calls a data endpoint. */
export async function call(base: string, token: string, path: string, body?: object): Promise<Answer> {
  const get = path.startsWith("/v2/user/info/");
  const response = await fetch(`${base}${path}`, {
    method: get ? "GET" : "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json; charset=UTF-8" },
    body: get || !body ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  const { data, error } = JSON.parse(text) as {
    data?: Answer["data"];
    error: { code: string; message: string };
  };
  return { status: response.status, code: error.code, message: error.message, data: data ?? {}, text };
}

export const statusOf = (base: string, token: string, publishId: unknown) =>
  call(base, token, "/v2/post/publish/status/fetch/", { publish_id: publishId });

/** A direct post of so many bytes in one chunk, for everybody unless told. */
export function initDirect(base: string, token: string, bytes: number, post: object = {}): Promise<Answer> {
  return call(base, token, "/v2/post/publish/video/init/", {
    post_info: { privacy_level: "PUBLIC_TO_EVERYONE", title: "Golden hour", ...post },
    source_info: fileSource(bytes),
  });
}

export function initInbox(base: string, token: string, bytes: number): Promise<Answer> {
  return call(base, token, "/v2/post/publish/inbox/video/init/", { source_info: fileSource(bytes) });
}

export const fileSource = (bytes: number, chunk = bytes, count = 1) => ({
  source: "FILE_UPLOAD",
  video_size: bytes,
  chunk_size: chunk,
  total_chunk_count: count,
});

/** Sends one chunk. */
export function put(
  url: unknown,
  bytes: Uint8Array<ArrayBuffer>,
  first = 0,
  total = bytes.length,
  type = "video/mp4",
) {
  const range = `bytes ${first}-${first + bytes.length - 1}/${total}`;
  return fetch(String(url), {
    method: "PUT",
    headers: { "content-type": type, "content-range": range },
    body: bytes,
  });
}

/** Uses the control API: a GET without a body, else a POST. */
export async function control<T = Record<string, unknown>>(
  base: string,
  path: string,
  body?: object,
): Promise<T> {
  const init = body && { method: "POST", body: JSON.stringify(body) };
  const response = await fetch(`${base}/_control/${path}`, init);
  // A fault that was not placed would leave a test that proves nothing.
  if (!response.ok) throw new Error(`${path}: ${response.status}, ${await response.text()}`);
  return (await response.json()) as T;
}

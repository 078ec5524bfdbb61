import "server-only";
import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { linkHome } from "#lib/creators/link-home";
import { environment } from "#lib/env/read";
import { recognise } from "#lib/errors/recognise";
import { resumeBlocked } from "#lib/posts/resume-blocked";
import { newVerifier } from "#lib/tiktok/pkce";
import { refusalCookie } from "./carry-refusal";
import { clock, ground, publishing } from "./ground";
import { authOptions } from "./options";
import type { Outcome } from "./tiktok-provider";

type Context = { params: Promise<{ nextauth: string[] }> };

const VERIFIER_COOKIE = "aircheck.verifier";
const VERIFIER_SECONDS = 15 * 60;

/** next-auth's routes, with what TikTok needs around them. */
export async function handleAuth(request: NextRequest, context: Context): Promise<Response> {
  // next-auth reads its own address from here, and from nowhere else when it is set.
  process.env.NEXTAUTH_URL = environment().APP_URL;
  const [verb, provider] = (await context.params).nextauth;
  if (provider === "tiktok" && verb === "signin") return leaveForTikTok(request, context);
  if (provider === "tiktok" && verb === "callback") return returnFromTikTok(request, context);
  return run(request, context, "", {}, false);
}

async function run(
  request: NextRequest,
  context: Context,
  verifier: string,
  outcome: Outcome,
  alone: boolean,
) {
  const options = authOptions(await ground(), { verifier, outcome, alone });
  return (await NextAuth(request as never, context as never, options)) as Response;
}

async function leaveForTikTok(request: NextRequest, context: Context): Promise<Response> {
  const verifier = newVerifier();
  const response = await run(request, context, verifier, {}, false);
  response.headers.append("Set-Cookie", verifierCookie(verifier, VERIFIER_SECONDS));
  return response;
}

async function returnFromTikTok(request: NextRequest, context: Context): Promise<Response> {
  const query = request.nextUrl.searchParams;
  if (query.has("error")) {
    const rawCode = query.get("error");
    const code = recognise({
      channel: "authorize",
      endpoint: "authorize",
      code: rawCode,
      errorType: query.get("error_type"),
      errCode: query.get("errCode"),
    });
    const at = new Date(clock.now()).toISOString();
    const support = { at, endpoint: "authorize", ...(rawCode ? { rawCode } : {}) };
    const response = seeOther(`/sign-in?problem=${encodeURIComponent(code)}`);
    response.headers.append("Set-Cookie", refusalCookie({ code, args: {}, support }));
    return response;
  }
  const outcome: Outcome = {};
  const verifier = request.cookies.get(VERIFIER_COOKIE)?.value ?? "";
  const response = await run(request, context, verifier, outcome, true);
  response.headers.append("Set-Cookie", verifierCookie("", 0));
  const target = new URL(response.headers.get("Location") ?? "/sign-in", environment().APP_URL);
  if (outcome.failure || target.searchParams.has("error")) {
    const code = outcome.failure?.code ?? "connect.wrong_state";
    if (outcome.failure) response.headers.append("Set-Cookie", refusalCookie(outcome.failure));
    response.headers.set("Location", absolute(`/sign-in?problem=${encodeURIComponent(code)}`));
    return response;
  }
  if (outcome.creatorId) {
    const reach = await ground();
    await linkHome(reach, outcome.creatorId);
    await resumeBlocked({ ...reach, ...(await publishing()) }, outcome.creatorId);
  }
  // Whatever was ticked on TikTok's page is looked at before anything else happens.
  const next = `${target.pathname}${target.search}`;
  response.headers.set("Location", absolute(`/sign-in/check?next=${encodeURIComponent(next)}`));
  return response;
}

const absolute = (path: string) => new URL(path, environment().APP_URL).toString();
const seeOther = (path: string) => new Response(null, { status: 303, headers: { Location: absolute(path) } });

function verifierCookie(value: string, seconds: number): string {
  const secure = environment().APP_URL.startsWith("https:") ? "; Secure" : "";
  return `${VERIFIER_COOKIE}=${value}; Path=/api/auth; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure}`;
}

import "server-only";
import type { NextRequest } from "next/server";
import type { Return } from "#lib/creators/exchange-return";
import { finishConnect } from "#lib/creators/finish-connect";
import { finishConnectLink, isLinkState } from "#lib/creators/finish-connect-link";
import { environment } from "#lib/env/read";
import type { Failure } from "#lib/errors/failure";
import { resumeBlocked } from "#lib/posts/resume-blocked";
import { refusalCookie } from "./carry-refusal";
import { connectRedirect } from "./connect-redirect";
import { ground, publishing } from "./ground";
import { noVisitCookie, readVisit, receiptCookie } from "./link-cookies";
import { currentPerson } from "./session";

/**
 * The return from TikTok after connecting a creator: begun by staff in their session, or by whoever follows a connect
 * link, in the browser that holds its cookie. It reads the session and never writes one.
 */
export async function finishConnectReturn(request: NextRequest): Promise<Response> {
  const query = request.nextUrl.searchParams;
  const back: Return = {
    state: query.get("state"),
    code: query.get("code"),
    error: query.get("error"),
    errorType: query.get("error_type"),
    errCode: query.get("errCode"),
  };
  const visit = readVisit(request.cookies);
  if (visit && visit.state === back.state) return returnByLink(back, visit);
  // Another browser, or one that was open too long: it is sent back to the link, which it may still have.
  if (back.state && (await isLinkState(await ground(), back.state)))
    return seeOther("/connect?problem=connect.wrong_state");
  return returnOfStaff(back);
}

async function returnByLink(back: Return, visit: { state: string; secret: string }): Promise<Response> {
  const reach = await ground();
  const result = await finishConnectLink({ ...reach, redirectUri: connectRedirect() }, back);
  const page = `/connect/${encodeURIComponent(visit.secret)}`;
  if (result.kind === "failed") {
    // That the link has ended meanwhile is told by its page, in its own words.
    if (result.failure.code === "connect.link_expired") return seeOther(page, noVisitCookie());
    return seeOther(withProblem(page, result.failure), noVisitCookie(), refusalCookie(result.failure));
  }
  await resumeBlocked({ ...reach, ...(await publishing()) }, result.creatorId);
  return seeOther(page, noVisitCookie(), receiptCookie(visit.state));
}

async function returnOfStaff(back: Return): Promise<Response> {
  const person = await currentPerson();
  if (!person) return seeOther("/sign-in?problem=connect.wrong_state");
  const reach = await ground();
  const result = await finishConnect({ ...reach, redirectUri: connectRedirect() }, person.id, back);
  if (result.kind === "failed") {
    const path = withProblem(result.returnTo ?? "/app", result.failure);
    return seeOther(path, refusalCookie(result.failure));
  }
  await resumeBlocked({ ...reach, ...(await publishing()) }, result.creatorId);
  return seeOther(
    `/app/${result.workspaceId}/connections/${result.creatorId}?connected=1&next=${encodeURIComponent(result.returnTo)}`,
  );
}

/** The page, with the code of what went wrong and the names that its words need. */
function withProblem(page: string, { code, args }: Failure): string {
  const target = new URL(page, environment().APP_URL);
  target.searchParams.set("problem", code);
  for (const [name, value] of Object.entries(args)) target.searchParams.set(name, String(value));
  return `${target.pathname}${target.search}`;
}

function seeOther(path: string, ...cookies: string[]): Response {
  const headers = new Headers({ Location: new URL(path, environment().APP_URL).toString() });
  for (const cookie of cookies) headers.append("Set-Cookie", cookie);
  return new Response(null, { status: 303, headers });
}

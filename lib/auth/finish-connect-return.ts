import "server-only";
import type { NextRequest } from "next/server";
import { finishConnect } from "#lib/creators/finish-connect";
import { environment } from "#lib/env/read";
import { resumeBlocked } from "#lib/posts/resume-blocked";
import { connectRedirect } from "./connect-redirect";
import { ground, publishing } from "./ground";
import { currentPerson } from "./session";

/** The return from TikTok after connecting a creator. It reads the session and never writes one. */
export async function finishConnectReturn(request: NextRequest): Promise<Response> {
  const person = await currentPerson();
  if (!person) return seeOther("/sign-in?problem=connect.wrong_state");
  const query = request.nextUrl.searchParams;
  const reach = await ground();
  const result = await finishConnect({ ...reach, redirectUri: connectRedirect() }, person.id, {
    state: query.get("state"),
    code: query.get("code"),
    error: query.get("error"),
    errorType: query.get("error_type"),
    errCode: query.get("errCode"),
  });
  if (result.kind === "failed") {
    const target = new URL(result.returnTo ?? "/app", environment().APP_URL);
    target.searchParams.set("problem", result.failure.code);
    for (const [name, value] of Object.entries(result.failure.args))
      target.searchParams.set(name, String(value));
    return seeOther(`${target.pathname}${target.search}`);
  }
  await resumeBlocked({ ...reach, ...(await publishing()) }, result.creatorId);
  return seeOther(
    `/app/${result.workspaceId}/connections/${result.creatorId}?connected=1&next=${encodeURIComponent(result.returnTo)}`,
  );
}

const seeOther = (path: string) =>
  new Response(null, { status: 303, headers: { Location: new URL(path, environment().APP_URL).toString() } });

import "server-only";
import type { NextRequest } from "next/server";
import { followConnectLink } from "#lib/creators/follow-connect-link";
import { environment } from "#lib/env/read";
import { connectRedirect } from "./connect-redirect";
import { ground } from "./ground";
import { readReceipt, visitCookie } from "./link-cookies";
import { isSameOrigin } from "./same-origin";

/** The button of a connect link's page: leaves for TikTok. A link that has ended leads back to its page, which says so. */
export async function followLink(request: NextRequest, secret: string): Promise<Response> {
  const { APP_URL } = environment();
  const back = new Response(null, {
    status: 303,
    headers: { Location: `${APP_URL}/connect/${encodeURIComponent(secret)}` },
  });
  // Setting out is a person's own press, never another site's.
  if (!isSameOrigin(request, APP_URL)) return back;
  const reach = { ...(await ground()), redirectUri: connectRedirect() };
  const left = await followConnectLink(reach, { secret, receipt: readReceipt(request.cookies) });
  if (!left.ok) return back;
  const { url, state } = left.value;
  return new Response(null, {
    status: 303,
    headers: { Location: url, "Set-Cookie": visitCookie(state, secret), "Cache-Control": "no-store" },
  });
}

import { done, type Result, refuse } from "#lib/errors/result";
import { linkStateOf } from "./link-state";
import { findConnectLink, type Visit } from "./open-connect-link";
import type { Reach } from "./reach";
import { openRequest } from "./start-connect";

/**
 * Sets out for TikTok from a connect link, without a session. The state has to stay in this browser: only the browser
 * that began can end it. Setting out uses nothing up; a grant that arrives does.
 * @returns `changed` when the link is not open to this browser: `viewConnectLink` says why
 */
export async function followConnectLink(
  reach: Reach & { redirectUri: string },
  visit: Visit,
): Promise<Result<{ url: string; state: string }>> {
  const link = await findConnectLink(reach, visit);
  if (!link) return refuse({ kind: "not_found" });
  const state = linkStateOf(link, reach.clock.now());
  const isOpen = state === "sent" || state === "opened";
  if (!isOpen && !link.mayComplete) return refuse({ kind: "changed" });
  const opened = await openRequest(reach, {
    workspaceId: link.workspaceId,
    userId: null,
    linkId: link.id,
    // What was left off is completed by the same profile, whoever the link was for.
    creatorId: link.mayComplete ?? link.creatorId,
    returnTo: "/connect",
  });
  return done(opened);
}

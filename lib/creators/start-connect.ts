import { createHash } from "node:crypto";
import { newId } from "#lib/db/id";
import { connectRequest } from "#lib/db/schema";
import { done, type Result, refuse } from "#lib/errors/result";
import { authorizeUrl } from "#lib/tiktok/authorize";
import { newState, newVerifier } from "#lib/tiktok/pkce";
import { seal } from "#lib/vault/seal";
import type { Scope } from "#lib/workspaces/scope";
import { knowsCreator } from "./knows-creator";
import type { Reach } from "./reach";

/** How long TikTok's page may stay open, ms. */
export const REQUEST_LIFETIME_MS = 15 * 60_000;

export const hashState = (state: string) => createHash("sha256").update(state).digest("hex");
export const verifierPlace = (id: string) => ({ table: "connect_request", row: id, column: "verifier" });

/**
 * Begins to connect a creator to the actor's workspace, or to repair one. Its state works once, for this person only,
 * and is stored as a hash. A session is never created or changed by it.
 * @param input.creatorId the creator to repair; null to add whoever consents
 * @param input.returnTo a path of this app
 * @returns the address of TikTok's page
 */
export async function startConnect(
  scope: Scope & Reach & { redirectUri: string },
  input: { creatorId: string | null; returnTo: string },
): Promise<Result<{ url: string }>> {
  const { actor } = scope;
  if (input.creatorId && !(await knowsCreator(scope, input.creatorId))) return refuse({ kind: "not_found" });
  const { workspaceId, userId } = actor;
  const { url } = await openRequest(scope, { ...input, workspaceId, userId, linkId: null });
  return done({ url });
}

type Opened = {
  workspaceId: string;
  userId: string | null;
  linkId: string | null;
  creatorId: string | null;
  returnTo: string;
};

/** Writes a request down and makes the address of TikTok's page for it. The state leaves with the browser only. */
export async function openRequest(
  { db, clock, app, keys, redirectUri }: Reach & { redirectUri: string },
  request: Opened,
): Promise<{ url: string; state: string }> {
  const now = clock.now();
  const id = newId(now);
  const state = newState();
  const verifier = newVerifier();
  await db.insert(connectRequest).values({
    id,
    ...request,
    stateHash: hashState(state),
    // Whatever is missing, TikTok is asked for all of it: what one leaves out of the question is taken away.
    scopes: [...app.scopes],
    verifier: seal(verifier, verifierPlace(id), keys),
    createdAt: new Date(now),
    expiresAt: new Date(now + REQUEST_LIFETIME_MS),
  });
  const asked = { scopes: app.scopes, verifier, alwaysAsk: true, state, redirectUri };
  return { url: authorizeUrl(app, asked), state };
}

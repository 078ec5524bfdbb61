import { createHash } from "node:crypto";
import { newId } from "#lib/db/id";
import { connectRequest } from "#lib/db/schema";
import { done, type Result, refuse } from "#lib/errors/result";
import { authorizeUrl } from "#lib/tiktok/authorize";
import { newState, newVerifier } from "#lib/tiktok/pkce";
import { seal } from "#lib/vault/seal";
import type { Scope } from "#lib/workspaces/scope";
import { hasCreator } from "./query-info";
import type { Reach } from "./reach";

/** How long TikTok's page may stay open, ms. */
const LIFETIME_MS = 15 * 60_000;

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
  const { db, clock, app, keys, actor } = scope;
  if (input.creatorId && !(await hasCreator(scope, input.creatorId))) return refuse({ kind: "not_found" });
  const now = clock.now();
  const id = newId(now);
  const state = newState();
  const verifier = newVerifier();
  await db.insert(connectRequest).values({
    id,
    stateHash: hashState(state),
    workspaceId: actor.workspaceId,
    userId: actor.userId,
    creatorId: input.creatorId,
    scopes: [...app.scopes],
    verifier: seal(verifier, verifierPlace(id), keys),
    returnTo: input.returnTo,
    createdAt: new Date(now),
    expiresAt: new Date(now + LIFETIME_MS),
  });
  const { redirectUri } = scope;
  const request = { scopes: app.scopes, verifier, alwaysAsk: true, state, redirectUri };
  return done({ url: authorizeUrl(app, request) });
}

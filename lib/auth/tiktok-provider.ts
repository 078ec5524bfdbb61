import "server-only";
import type { OAuthConfig } from "next-auth/providers/oauth";
import type { Reach } from "#lib/creators/reach";
import { recordGrant, recordProfile } from "#lib/creators/record-grant";
import { type Failure, failure } from "#lib/errors/failure";
import { authorizeParameters } from "#lib/tiktok/authorize";
import { explain } from "#lib/tiktok/explain";
import { readProfile } from "#lib/tiktok/read-profile";
import { exchangeCode } from "#lib/tiktok/tokens";

/** What a return from TikTok left behind besides the session: who it was, or why it ended. */
export type Outcome = { creatorId?: string; failure?: Failure };

/** What next-auth is told of a creator. */
type TikTokProfile = { openId: string; displayName?: string; handle?: string };

/** Thrown inside next-auth's callback to end it; the reason is in the outcome. */
class SignInEnded extends Error {}

/**
 * TikTok as next-auth wants a provider. Our own, because TikTok calls the client id `client_key`, parts scopes by
 * commas, hashes PKCE to hex, answers token errors flat at HTTP 200 and wraps the profile. One is made per request: it
 * carries that request's verifier and outcome.
 */
export function tiktokProvider(reach: Reach, verifier: string, outcome: Outcome): OAuthConfig<TikTokProfile> {
  const { app } = reach;
  const end = (why: Failure): never => {
    outcome.failure = why;
    throw new SignInEnded(why.code);
  };
  return {
    id: "tiktok",
    name: "TikTok",
    type: "oauth",
    clientId: app.clientKey,
    clientSecret: app.clientSecret,
    // next-auth's own PKCE speaks base64url only, so ours travels in a cookie of our own.
    checks: ["state"],
    authorization: {
      url: new URL("/v2/auth/authorize/", app.authBaseUrl).toString(),
      // TikTok knows no client_id; left to itself, next-auth's client would send one.
      params: Object.assign(authorizeParameters(app, { scopes: app.scopes, verifier, alwaysAsk: true }), {
        client_id: undefined,
      }),
    },
    token: {
      async request({ params, checks, provider }) {
        const now = { at: new Date(reach.clock.now()).toISOString() };
        // With a token request of our own, comparing the state is our task too.
        if (!checks.state || params.state !== checks.state) end(failure("connect.wrong_state", {}, now));
        const request = { code: params.code ?? "", redirectUri: provider.callbackUrl, verifier };
        const answer = await exchangeCode(app, request);
        if (answer.kind !== "ok") return end(explain(answer));
        const tokens = answer.value;
        outcome.creatorId = await recordGrant(reach, { tokens, requestedScopes: app.scopes });
        return {
          tokens: { access_token: tokens.accessToken, scope: tokens.scopes.join(","), openId: tokens.openId },
        };
      },
    },
    userinfo: {
      async request({ tokens }) {
        const { access_token: accessToken = "", scope = "" } = tokens;
        const openId = String(tokens.openId);
        const answer = await readProfile(app, accessToken, scope.split(","));
        // Without a profile the sign-in still stands: the open id came with the tokens.
        if (answer.kind !== "ok") return { sub: openId, openId };
        if (outcome.creatorId) await recordProfile(reach, outcome.creatorId, answer.value);
        return { sub: openId, ...answer.value };
      },
    },
    profile: (profile) => ({
      id: profile.openId,
      name: profile.displayName ?? profile.handle ?? null,
      email: null,
      image: null,
    }),
  };
}

import type { AppSettings } from "./app-settings";
import { newAccessToken, newCode, newRefreshToken } from "./ids";
import type { Scope } from "./scopes";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What a code may be exchanged for, once. */
export interface AuthorizationCode {
  code: string;
  handle: string;
  requested: Scope[];
  granted: Scope[];
  redirectUri: string;
  challenge: string | null;
  expiresAt: number;
  used: boolean;
}

/** One family of tokens, from one exchanged code. */
export interface Grant {
  handle: string;
  scopes: Scope[];
  /** `scope` as the token endpoint writes it. */
  scopeText: string;
  refreshToken: string;
  refreshExpiresAt: number;
  access: { token: string; expiresAt: number }[];
  ended: boolean;
}

/** Everything that grants know, as a state file keeps it. */
export interface SavedGrants {
  codes: AuthorizationCode[];
  grants: Grant[];
  consents: [string, readonly Scope[]][];
}

/**
 * Consents, codes and tokens. Lifetimes and rotation:
 * https://developers.tiktok.com/doc/oauth-user-access-token-management
 */
export class Grants {
  #codes = new Map<string, AuthorizationCode>();
  #grants: Grant[] = [];
  #consents = new Map<string, readonly Scope[]>();

  save(): SavedGrants {
    return { codes: [...this.#codes.values()], grants: this.#grants, consents: [...this.#consents] };
  }

  restore(saved: SavedGrants): void {
    this.#codes = new Map(saved.codes.map((code) => [code.code, code]));
    this.#grants = saved.grants;
    this.#consents = new Map(saved.consents);
  }

  consentOf(handle: string): readonly Scope[] {
    return this.#consents.get(handle) ?? [];
  }

  /** Records the person's consent and makes the code that carries it. */
  consent(
    details: Omit<AuthorizationCode, "code" | "used" | "expiresAt">,
    app: AppSettings,
    now: number,
  ): string {
    const code = newCode();
    this.#consents.set(details.handle, details.granted);
    this.#codes.set(code, { ...details, code, used: false, expiresAt: now + app.codeLifetimeSec * 1000 });
    return code;
  }

  code(code: string): AuthorizationCode | undefined {
    return this.#codes.get(code);
  }

  open(code: AuthorizationCode, scopeText: string, app: AppSettings, now: number): Grant {
    code.used = true;
    const lifetime = lifetimes(app);
    const grant: Grant = {
      handle: code.handle,
      scopes: code.granted,
      scopeText,
      refreshToken: newRefreshToken(),
      refreshExpiresAt: now + lifetime.refreshMs,
      access: [{ token: newAccessToken(), expiresAt: now + lifetime.accessMs }],
      ended: false,
    };
    this.#grants.push(grant);
    return grant;
  }

  /** A new access token; with rotation also a new refresh token, which leaves the old one dead at once. */
  refresh(grant: Grant, app: AppSettings, now: number): void {
    const lifetime = lifetimes(app);
    grant.access.push({ token: newAccessToken(), expiresAt: now + lifetime.accessMs });
    if (app.rotation === "never") return;
    grant.refreshToken = newRefreshToken();
    // The older pages count the 365 days from the first issue; the current ones give each new token its own 180.
    if (app.lifetimes === "current") grant.refreshExpiresAt = now + lifetime.refreshMs;
  }

  byRefreshToken(token: string): Grant | undefined {
    return this.#grants.find((grant) => grant.refreshToken === token);
  }

  /** The grant an access token belongs to, dead or alive. */
  byAccessToken(token: string): Grant | undefined {
    return this.#grants.find((grant) => grant.access.some((access) => access.token === token));
  }

  isLive(token: string, now: number): boolean {
    const grant = this.byAccessToken(token);
    return !!grant && !grant.ended && grant.access.some((a) => a.token === token && a.expiresAt > now);
  }

  /** Ends every grant of a creator, as when the app disappears from their list. */
  end(handle: string): void {
    this.#consents.delete(handle);
    for (const grant of this.#grants) if (grant.handle === handle) grant.ended = true;
    for (const code of this.#codes.values()) if (code.handle === handle) code.used = true;
  }

  /** Lets every access token of a creator run out now; refresh tokens stay. */
  expireAccess(handle: string, now: number): void {
    for (const grant of this.#grants) {
      if (grant.handle === handle)
        for (const access of grant.access) access.expiresAt = Math.min(access.expiresAt, now);
    }
  }

  live(handle: string, now: number): Grant[] {
    return this.#grants.filter((g) => g.handle === handle && !g.ended && g.refreshExpiresAt > now);
  }
}

function lifetimes(app: AppSettings): { accessMs: number; refreshMs: number } {
  return app.lifetimes === "current"
    ? { accessMs: 2 * HOUR, refreshMs: 180 * DAY }
    : { accessMs: 24 * HOUR, refreshMs: 365 * DAY };
}

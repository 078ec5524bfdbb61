/** The browser's IANA time zone, for the workspace that is opened at the first sign-in. */
export const timeZoneCookie = "aircheck.time-zone";

/** The workspace that was open last. */
export const workspaceCookie = "aircheck.workspace";

/** Keeps a small fact in this browser for a year. */
export function keepCookie(name: string, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API exists only under https, and a copy at home may have none
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${365 * 24 * 3600}; samesite=lax`;
}

/** A time zone that this machine knows, or UTC. */
export function timeZoneFrom(value: string | undefined): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: value ?? "UTC" }).resolvedOptions().timeZone;
  } catch {
    return "UTC";
  }
}

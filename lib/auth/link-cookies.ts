import "server-only";
import { RECEIPT_LIFETIME_MS } from "#lib/creators/open-connect-link";
import { REQUEST_LIFETIME_MS } from "#lib/creators/start-connect";
import { environment } from "#lib/env/read";

/** The visit that is on TikTok's page: the state that has to come back, and the link it left from. */
const VISIT = "aircheck.connect";
/** The state by which this browser used a link; it may complete what was left off. */
const RECEIPT = "aircheck.connected";

type Jar = { get(name: string): { value: string } | undefined };

export const readVisit = (jar: Jar): { state: string; secret: string } | undefined => {
  const [state, secret] = (jar.get(VISIT)?.value ?? "").split(".");
  return state && secret ? { state, secret } : undefined;
};
export const readReceipt = (jar: Jar): string | undefined => jar.get(RECEIPT)?.value;

export const visitCookie = (state: string, secret: string) =>
  cookie(VISIT, `${state}.${secret}`, REQUEST_LIFETIME_MS);
export const noVisitCookie = () => cookie(VISIT, "", 0);
export const receiptCookie = (state: string) => cookie(RECEIPT, state, RECEIPT_LIFETIME_MS);

/** Only for the pages below /connect, and out of reach of any script. */
function cookie(name: string, value: string, lifetimeMs: number): string {
  const secure = environment().APP_URL.startsWith("https:") ? "; Secure" : "";
  return `${name}=${value}; Path=/connect; HttpOnly; SameSite=Lax; Max-Age=${lifetimeMs / 1000}${secure}`;
}

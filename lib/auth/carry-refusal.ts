import "server-only";
import { cookies } from "next/headers";
import { z } from "zod";
import { environment } from "#lib/env/read";
import type { Failure, Support } from "#lib/errors/failure";

/** The address of the page that tells of a refusal carries its code; what support asks for travels beside it, unseen. */
const COOKIE = "aircheck.refusal";
const SECONDS = 10 * 60;

const Carried = z.object({
  code: z.string(),
  support: z.object({
    at: z.string(),
    rawCode: z.string().optional(),
    message: z.string().optional(),
    httpStatus: z.number().optional(),
    endpoint: z.string().optional(),
    logId: z.string().optional(),
  }),
});

/** The header that carries what support asks for over a redirect. Never the raw answer: it may be long. */
export function refusalCookie({ code, support }: Failure): string {
  const value = Buffer.from(JSON.stringify(Carried.parse({ code, support }))).toString("base64url");
  const secure = environment().APP_URL.startsWith("https:") ? "; Secure" : "";
  return `${COOKIE}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${SECONDS}${secure}`;
}

/** What was carried for this code; nothing where the address was opened later, or made up. */
export async function carriedSupport(code: string | undefined): Promise<Support | undefined> {
  const value = (await cookies()).get(COOKIE)?.value;
  if (!value || !code) return undefined;
  try {
    const carried = Carried.parse(JSON.parse(Buffer.from(value, "base64url").toString()));
    return carried.code === code ? carried.support : undefined;
  } catch {
    // Somebody else's cookie, or half of one: the page tells what the code alone says.
    return undefined;
  }
}

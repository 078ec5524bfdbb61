import { signIn } from "next-auth/react";
import { TOO_MANY_LINKS } from "./too-many-links";

/** Has a sign-in link mailed. @returns a sentence about why none is on its way, else `null` */
export async function askForLink(email: string, callbackUrl: string): Promise<string | null> {
  const answer = await signIn("email", { email, callbackUrl, redirect: false }).catch(() => undefined);
  if (answer?.ok && !answer.error) return null;
  if (answer?.error === "TooManyLinks") return TOO_MANY_LINKS;
  return answer
    ? "The mail could not be sent. Try again in a minute, or tell the operator."
    : "We can't reach Aircheck's own server. Check your connection, then try again.";
}

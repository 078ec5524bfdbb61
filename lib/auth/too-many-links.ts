import { and, eq, gt } from "drizzle-orm";
import type { Db } from "#lib/db/open";
import { verificationToken } from "#lib/db/schema";

/** Sign-in links that may be on their way to one address at once. Who is patient needs one; who asks for more annoys somebody. */
export const MOST_LINKS = 5;

/** Whether so many links that still work were mailed to an address that it gets no more for now. */
export async function hasTooManyLinks(db: Db, address: string, now: number): Promise<boolean> {
  const open = and(eq(verificationToken.identifier, address), gt(verificationToken.expires, new Date(now)));
  return (await db.$count(verificationToken, open)) >= MOST_LINKS;
}

import { eq } from "drizzle-orm";
import type { Db } from "#lib/db/open";
import { installation } from "#lib/db/schema";

/** What the database has noted about its installation under a key. */
export async function readNote(db: Db, key: string): Promise<string | undefined> {
  const [row] = await db.select().from(installation).where(eq(installation.key, key));
  return row?.value;
}

export async function note(db: Db, key: string, value: string): Promise<void> {
  const over = { target: installation.key, set: { value } };
  await db.insert(installation).values({ key, value }).onConflictDoUpdate(over);
}

/** Notes it where nothing is noted yet: of several processes that start at once, one decides. Answers what stands there. */
export async function noteOnce(db: Db, key: string, value: string): Promise<string> {
  await db.insert(installation).values({ key, value }).onConflictDoNothing();
  return (await readNote(db, key)) ?? value;
}

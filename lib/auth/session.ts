import "server-only";
import { redirect } from "next/navigation";
import { getServerSession } from "next-auth";
import { cache } from "react";
import { environment } from "#lib/env/read";
import { ground } from "./ground";
import { authOptions } from "./options";
import type { Person } from "./person";

/** Who is signed in, looked up once per request. */
export const currentPerson = cache(async (): Promise<Person | undefined> => {
  process.env.NEXTAUTH_URL = environment().APP_URL;
  const options = authOptions(await ground(), { verifier: "", outcome: {}, alone: false });
  const session = await getServerSession(options);
  const person = session?.user as Partial<Person> | undefined;
  // The id decides, never the mere existence of a session object.
  if (!person?.id) return undefined;
  return { id: person.id, name: person.name ?? null, email: person.email ?? null };
});

/** Who is signed in; anybody else goes to the sign-in page and comes back to `path` afterwards. */
export async function requirePerson(path: string): Promise<Person> {
  const person = await currentPerson();
  if (!person) redirect(`/sign-in?next=${encodeURIComponent(path)}`);
  return person;
}

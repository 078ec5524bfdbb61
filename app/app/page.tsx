import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { timeZoneCookie, timeZoneFrom, workspaceCookie } from "#components/sign-in/cookies";
import { loadLastWorkspace } from "#lib/auth/loaders";
import { requirePerson } from "#lib/auth/session";

/** Leads into the workspace that was open last; whoever has none gets one of their own. */
export default async function AppPage() {
  const person = await requirePerson("/app");
  const jar = await cookies();
  const workspaceId = await loadLastWorkspace(person, {
    last: jar.get(workspaceCookie)?.value,
    timeZone: timeZoneFrom(jar.get(timeZoneCookie)?.value),
  });
  redirect(`/app/${workspaceId}`);
}

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { timeZoneCookie, timeZoneFrom, workspaceCookie } from "#components/sign-in/cookies";
import { loadLastWorkspace } from "#lib/auth/loaders";
import { requirePerson } from "#lib/auth/session";

type Props = { searchParams: Promise<{ problem?: string | string[] }> };

/** Leads into the workspace that was open last; whoever has none gets one of their own. */
export default async function AppPage({ searchParams }: Props) {
  const person = await requirePerson("/app");
  const jar = await cookies();
  const workspaceId = await loadLastWorkspace(person, {
    last: jar.get(workspaceCookie)?.value,
    timeZone: timeZoneFrom(jar.get(timeZoneCookie)?.value),
  });
  // A connection that ended without our knowing where it began is told where connections are.
  const problem = [(await searchParams).problem].flat()[0];
  redirect(
    problem
      ? `/app/${workspaceId}/connections?problem=${encodeURIComponent(problem)}`
      : `/app/${workspaceId}`,
  );
}

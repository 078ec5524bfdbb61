"use client";

import { useQuery } from "@tanstack/react-query";
import {
  CalendarDays,
  Home,
  Images,
  Link2,
  ListOrdered,
  LogOut,
  MonitorX,
  Plus,
  Settings,
  SquarePlay,
  TriangleAlert,
  Users,
} from "lucide-react";
import { signOut } from "next-auth/react";
import { type ReactNode, useEffect } from "react";
import { AppShell } from "#components/shell/app-shell";
import { PersonMenu } from "#components/shell/person-menu";
import { Shortcuts } from "#components/shell/shortcuts";
import { keepCookie, workspaceCookie } from "#components/sign-in/cookies";
import { WorkspaceSwitcher } from "#components/team/workspace-switcher";
import type { MenuEntry } from "#components/ui/menu";
import { notify } from "#components/ui/toast";
import { signOutEverywhereAction } from "#lib/auth/session-actions";
import type { Result } from "#lib/errors/result";
import { countText, type FixPage, type Standing } from "#lib/posts/fix-items";
import { may, ROLE_WORDS, type Role } from "#lib/workspaces/roles";
import { UnworkedBanner } from "./unworked-banner";

type WorkspaceShellProps = {
  workspaceId: string;
  workspaceName: string;
  /** The person's other workspaces. */
  others: readonly { id: string; name: string }[];
  /** How things stood when the page was made. */
  standing: Standing;
  person: { name: string | null; email: string | null; role: Role; avatarUrl: string | null };
  children: ReactNode;
};

const ASK_AGAIN_MS = 15_000;

/** The frame of a workspace. The layout around pages stays while one moves, so the count is asked for anew. */
export function WorkspaceShell(props: WorkspaceShellProps) {
  const { workspaceId, workspaceName, others, person, children } = props;
  const home = `/app/${workspaceId}`;
  const { count, isWorked } = useStanding(workspaceId, props.standing);
  useEffect(() => keepCookie(workspaceCookie, workspaceId), [workspaceId]);
  const compose = `${home}/compose`;
  // A client looks on: there is nothing for them behind these doors.
  const mayWrite = may(person.role, "post:write");
  const name = person.name ?? person.email ?? "You";
  const detail = [person.name ? person.email : null, ROLE_WORDS[person.role].name]
    .filter(Boolean)
    .join(" · ");
  return (
    <AppShell
      workspaceName={workspaceName}
      homeHref={home}
      switcher={<WorkspaceSwitcher current={{ id: workspaceId, name: workspaceName }} others={others} />}
      items={[
        { label: "Home", href: home, icon: <Home />, exact: true },
        {
          label: "Needs fixing",
          shortLabel: "Fix",
          href: `${home}/fix`,
          icon: <TriangleAlert />,
          count: count.posts > 0 ? countText(count) : undefined,
          urgent: true,
        },
        { label: "Calendar", href: `${home}/calendar`, icon: <CalendarDays /> },
        ...(mayWrite
          ? [
              { label: "Compose", href: compose, icon: <Plus /> },
              { label: "Queue", href: `${home}/queue`, icon: <ListOrdered /> },
            ]
          : []),
        { label: "Posts", href: `${home}/posts`, icon: <SquarePlay /> },
        ...(mayWrite ? [{ label: "Library", href: `${home}/library`, icon: <Images /> }] : []),
        { label: "Connections", href: `${home}/connections`, icon: <Link2 /> },
        { label: "Team", href: `${home}/team`, icon: <Users /> },
      ]}
      compose={mayWrite ? { label: "New post", href: compose, icon: <Plus /> } : undefined}
      person={
        <PersonMenu
          name={name}
          detail={detail}
          avatarUrl={person.avatarUrl}
          items={personEntries(workspaceId, person.role)}
        />
      }
      banner={isWorked ? null : <UnworkedBanner workspaceName={workspaceName} />}
    >
      <p role="status" className="sr-only">
        {count.posts === 0
          ? "Nothing needs fixing"
          : `${countText(count)} ${count.posts === 1 ? "thing needs" : "things need"} fixing`}
      </p>
      {children}
      <Shortcuts
        items={[
          ...(mayWrite
            ? [
                { keys: "c", label: "New post", href: compose },
                { keys: "g q", label: "Go to Queue", href: `${home}/queue` },
                { keys: "g l", label: "Go to Library", href: `${home}/library` },
              ]
            : []),
          { keys: "g h", label: "Go to Home", href: home },
          { keys: "g f", label: "Go to Needs fixing", href: `${home}/fix` },
          { keys: "g c", label: "Go to Calendar", href: `${home}/calendar` },
          { keys: "g p", label: "Go to Posts", href: `${home}/posts` },
          { keys: "g a", label: "Go to Connections", href: `${home}/connections` },
          { keys: "g t", label: "Go to Team", href: `${home}/team` },
        ]}
      />
    </AppShell>
  );
}

function useStanding(workspaceId: string, initial: Standing): Standing {
  const { data } = useQuery({
    queryKey: ["fix-count", workspaceId],
    initialData: initial,
    refetchInterval: ASK_AGAIN_MS,
    queryFn: async ({ signal }) => {
      const response = await fetch(`/api/w/${workspaceId}/fix`, { signal });
      const answer = (await response.json()) as Result<FixPage>;
      if (!answer.ok) throw new Error("The list could not be read.");
      const { count, isWorked } = answer.value;
      return { count, isWorked };
    },
  });
  return data;
}

function personEntries(workspaceId: string, role: Role): MenuEntry[] {
  const settings: MenuEntry[] = may(role, "workspace:change")
    ? [{ label: "Workspace settings", icon: <Settings />, href: `/app/${workspaceId}/settings` }, "separator"]
    : [];
  return [
    ...settings,
    { label: "Sign out", icon: <LogOut />, onSelect: () => void signOut({ callbackUrl: "/" }) },
    { label: "Sign out everywhere", icon: <MonitorX />, onSelect: () => void leaveEverywhere(workspaceId) },
  ];
}

async function leaveEverywhere(workspaceId: string): Promise<void> {
  const ended = await signOutEverywhereAction({ workspaceId }).catch(() => undefined);
  if (ended?.ok || ended?.problem.kind === "signed_out") {
    window.location.assign("/");
    return;
  }
  notify({
    title: "You are still signed in",
    description: "The server did not answer. Try again in a moment.",
  });
}

"use client";

import { useQuery } from "@tanstack/react-query";
import { Home, Link2, LogOut, MonitorX, PanelsTopLeft, Plus, SquarePlay, TriangleAlert } from "lucide-react";
import { signOut } from "next-auth/react";
import { type ReactNode, useEffect } from "react";
import { AppShell } from "#components/shell/app-shell";
import { PersonMenu } from "#components/shell/person-menu";
import { Shortcuts } from "#components/shell/shortcuts";
import { keepCookie, workspaceCookie } from "#components/sign-in/cookies";
import type { MenuEntry } from "#components/ui/menu";
import { notify } from "#components/ui/toast";
import { signOutEverywhereAction } from "#lib/auth/session-actions";
import type { Result } from "#lib/errors/result";
import type { FixItem } from "#lib/posts/queries";
import type { Role } from "#lib/workspaces/roles";

type WorkspaceShellProps = {
  workspaceId: string;
  workspaceName: string;
  /** The person's other workspaces. */
  others: readonly { id: string; name: string }[];
  /** How many things wait for a person, when the page was made. */
  fixCount: number;
  person: { name: string | null; email: string | null; role: Role; avatarUrl: string | null };
  children: ReactNode;
};

const ROLE_WORDS: Record<Role, string> = {
  owner: "Owner",
  manager: "Manager",
  editor: "Editor",
  client: "Client",
};
const ASK_AGAIN_MS = 15_000;

/** The frame of a workspace. The layout around pages stays while one moves, so the count is asked for anew. */
export function WorkspaceShell(props: WorkspaceShellProps) {
  const { workspaceId, workspaceName, others, person, children } = props;
  const home = `/app/${workspaceId}`;
  const count = useFixCount(workspaceId, props.fixCount);
  useEffect(() => keepCookie(workspaceCookie, workspaceId), [workspaceId]);
  const compose = `${home}/compose`;
  const name = person.name ?? person.email ?? "You";
  const detail = [person.name ? person.email : null, ROLE_WORDS[person.role]].filter(Boolean).join(" · ");
  return (
    <AppShell
      workspaceName={workspaceName}
      homeHref={home}
      items={[
        { label: "Home", href: home, icon: <Home /> },
        {
          label: "Needs fixing",
          shortLabel: "Fix",
          href: `${home}/fix`,
          icon: <TriangleAlert />,
          count,
          urgent: true,
        },
        { label: "Compose", href: compose, icon: <Plus /> },
        { label: "Posts", href: `${home}/posts`, icon: <SquarePlay /> },
        { label: "Connections", href: `${home}/connections`, icon: <Link2 /> },
      ]}
      compose={{ label: "New post", href: compose, icon: <Plus /> }}
      person={
        <PersonMenu
          name={name}
          detail={detail}
          avatarUrl={person.avatarUrl}
          items={personEntries(workspaceId, others)}
        />
      }
    >
      <p role="status" className="sr-only">
        {count === 0
          ? "Nothing needs fixing"
          : `${count} ${count === 1 ? "thing needs" : "things need"} fixing`}
      </p>
      {children}
      <Shortcuts
        items={[
          { keys: "c", label: "New post", href: compose },
          { keys: "g h", label: "Go to Home", href: home },
          { keys: "g f", label: "Go to Needs fixing", href: `${home}/fix` },
          { keys: "g p", label: "Go to Posts", href: `${home}/posts` },
          { keys: "g a", label: "Go to Connections", href: `${home}/connections` },
        ]}
      />
    </AppShell>
  );
}

function useFixCount(workspaceId: string, initial: number): number {
  const { data } = useQuery({
    queryKey: ["fix-count", workspaceId],
    initialData: initial,
    refetchInterval: ASK_AGAIN_MS,
    queryFn: async ({ signal }) => {
      const response = await fetch(`/api/w/${workspaceId}/fix`, { signal });
      const answer = (await response.json()) as Result<FixItem[]>;
      if (!answer.ok) throw new Error("The list could not be read.");
      return answer.value.reduce((sum, { posts }) => sum + posts.length, 0);
    },
  });
  return data;
}

function personEntries(workspaceId: string, others: WorkspaceShellProps["others"]): MenuEntry[] {
  const switches: MenuEntry[] = others.map(({ id, name }) => ({
    label: `Switch to ${name}`,
    icon: <PanelsTopLeft />,
    href: `/app/${id}`,
  }));
  return [
    ...switches,
    ...(switches.length > 0 ? (["separator"] as const) : []),
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

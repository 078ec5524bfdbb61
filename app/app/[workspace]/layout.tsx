import type { ReactNode } from "react";
import { WorkspaceShell } from "#components/home/workspace-shell";
import { enterPage } from "#lib/auth/enter";
import { loadWorkspaces } from "#lib/auth/loaders";
import { requirePerson } from "#lib/auth/session";
import { ownCreator } from "#lib/creators/queries";
import { findStanding } from "#lib/posts/fix-queries";

type Props = { params: Promise<{ workspace: string }>; children: ReactNode };

/** The frame around everything in a workspace: where one can go, what waits there, and who one is. */
export default async function WorkspaceLayout({ params, children }: Props) {
  const { workspace } = await params;
  const path = `/app/${workspace}`;
  const scope = await enterPage(workspace, path);
  const person = await requirePerson(path);
  const [workspaces, standing, own] = await Promise.all([
    loadWorkspaces(person),
    findStanding(scope),
    ownCreator(scope, person.id),
  ]);
  const here = workspaces.find(({ id }) => id === workspace);
  return (
    <WorkspaceShell
      workspaceId={workspace}
      workspaceName={here?.name ?? "Workspace"}
      others={workspaces.filter(({ id }) => id !== workspace).map(({ id, name }) => ({ id, name }))}
      standing={standing}
      person={{
        name: person.name,
        email: person.email,
        role: scope.actor.role,
        avatarUrl: own?.avatarUrl ?? null,
      }}
    >
      {children}
    </WorkspaceShell>
  );
}

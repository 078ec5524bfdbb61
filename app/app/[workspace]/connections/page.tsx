import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { accountsOf } from "#components/connections/account";
import { AccountTable } from "#components/connections/account-table";
import { ConnectButton } from "#components/connections/connect-button";
import { ConnectProblem } from "#components/connections/connect-problem";
import { UnauditedNote } from "#components/connections/unaudited-note";
import { problemFrom } from "#components/sign-in/problem";
import { EmptyState } from "#components/ui/empty-state";
import { PageHeader } from "#components/ui/page-header";
import { enterPage } from "#lib/auth/enter";
import { loadTimes } from "#lib/auth/loaders";
import { listCreators } from "#lib/creators/queries";
import { may } from "#lib/workspaces/roles";

type Props = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { problem } = await searchParams;
  return { title: problem ? "Error: connecting ended · Connections" : "Connections" };
}

/** The accounts of the workspace, how each connection is, and the button that mends it. */
export default async function ConnectionsPage({ params, searchParams }: Props) {
  const [{ workspace }, query] = await Promise.all([params, searchParams]);
  const path = `/app/${workspace}/connections`;
  const scope = await enterPage(workspace, path);
  const [times, rows] = await Promise.all([loadTimes(scope), listCreators(scope)]);
  const accounts = accountsOf(rows, { asked: scope.app.scopes, now: scope.clock.now() });
  const mayConnect = may(scope.actor.role, "creator:connect");
  const target = { workspaceId: workspace, creatorId: null, returnTo: path };
  const guidance = problemFrom(query, { audience: "staff" }, { handle: "", ...times });
  const add = mayConnect ? (
    <ConnectButton target={target}>
      <Plus />
      Connect an account
    </ConnectButton>
  ) : null;
  return (
    <>
      <PageHeader
        title="Connections"
        description="The TikTok accounts that this workspace may post to, the one that needs somebody first."
        actions={accounts.length > 0 ? add : null}
      />
      <div className="flex flex-col gap-6">
        {guidance ? <ConnectProblem guidance={guidance} target={mayConnect ? target : null} /> : null}
        {scope.app.audited || accounts.length === 0 ? null : <UnauditedNote />}
        {accounts.length === 0 ? (
          <EmptyState action={add}>
            {mayConnect
              ? "No TikTok account is connected yet. TikTok asks its owner what Aircheck may do; they can take it back at any time."
              : "No TikTok account is connected yet. An owner or a manager of this workspace can connect one."}
          </EmptyState>
        ) : (
          <AccountTable accounts={accounts} workspaceId={workspace} times={times} mayConnect={mayConnect} />
        )}
        {accounts.length > 0 && !mayConnect ? (
          <p className="text-body text-ink-2">
            Connecting and mending takes an owner or a manager of this workspace.
          </p>
        ) : null}
      </div>
    </>
  );
}

import { Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { AccessList } from "#components/connections/access-list";
import { accountsOf } from "#components/connections/account";
import { AccountTable } from "#components/connections/account-table";
import { ConnectButton } from "#components/connections/connect-button";
import { ConnectProblem } from "#components/connections/connect-problem";
import { NewLinkDialog } from "#components/connections/new-link-dialog";
import { UnauditedNote } from "#components/connections/unaudited-note";
import { problemFrom } from "#components/sign-in/problem";
import { EmptyState } from "#components/ui/empty-state";
import { PageHeader } from "#components/ui/page-header";
import { carriedSupport } from "#lib/auth/carry-refusal";
import { enterPage } from "#lib/auth/enter";
import { loadTimes } from "#lib/auth/loaders";
import { listAccess, listCreators, ownCreator } from "#lib/creators/queries";
import { readSettings } from "#lib/workspaces/queries";
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
  const { role, userId } = scope.actor;
  const [times, settings, rows, own] = await Promise.all([
    loadTimes(scope),
    readSettings(scope),
    listCreators(scope),
    ownCreator(scope, userId),
  ]);
  const access = own ? await listAccess(scope, userId) : null;
  const accounts = accountsOf(rows, { asked: scope.app.scopes, now: scope.clock.now() });
  const mayConnect = may(role, "creator:connect");
  const target = { workspaceId: workspace, creatorId: null, returnTo: path };
  const support = await carriedSupport([query.problem].flat()[0]);
  const guidance = problemFrom(query, { audience: "staff" }, { handle: "", ...times }, support);
  const add = mayConnect ? (
    <ConnectButton target={target}>
      <Plus />
      Connect an account
    </ConnectButton>
  ) : null;
  const ask = may(role, "link:manage") ? (
    <NewLinkDialog
      workspaceId={workspace}
      workspaceName={settings?.name ?? "our team"}
      accounts={accounts.map(({ id, name }) => ({ id, name }))}
      times={times}
    />
  ) : null;
  const actions = (
    <>
      {add}
      {ask}
    </>
  );
  return (
    <>
      <PageHeader
        title="Connections"
        description="The TikTok accounts that this workspace may post to, the one that needs somebody first."
        actions={accounts.length > 0 ? actions : null}
      />
      <div className="flex flex-col gap-6">
        {guidance ? <ConnectProblem guidance={guidance} target={mayConnect ? target : null} /> : null}
        {scope.app.audited || accounts.length === 0 ? null : <UnauditedNote />}
        {accounts.length === 0 ? (
          <EmptyState action={<div className="flex flex-wrap gap-2">{actions}</div>}>
            {mayConnect
              ? "No TikTok account is connected yet. TikTok asks its owner what Aircheck may do; they can take it back at any time. Sign in to it here, or send its owner a link."
              : "No TikTok account is connected yet. An owner or a manager of this workspace can connect one."}
          </EmptyState>
        ) : (
          <AccountTable accounts={accounts} workspaceId={workspace} times={times} mayConnect={mayConnect} />
        )}
        {ask ? (
          <p className="text-body">
            <Link href={`${path}/links`} className="link">
              Links that were sent
            </Link>
          </p>
        ) : null}
        {access ? <AccessList access={access} times={times} /> : null}
        {accounts.length > 0 && !mayConnect ? (
          <p className="text-body text-ink-2">
            Connecting and mending takes an owner or a manager of this workspace.
          </p>
        ) : null}
      </div>
    </>
  );
}

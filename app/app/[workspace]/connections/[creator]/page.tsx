import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { AccessList } from "#components/connections/access-list";
import { accountOf, remedyOf } from "#components/connections/account";
import { AccountDetail } from "#components/connections/account-detail";
import { HealthMark } from "#components/connections/account-facts";
import { ConnectButton } from "#components/connections/connect-button";
import { ConnectProblem } from "#components/connections/connect-problem";
import { missingLabel, PermissionResult } from "#components/connections/permission-result";
import { ReconnectButton } from "#components/fix/reconnect-button";
import { problemFrom } from "#components/sign-in/problem";
import { Avatar } from "#components/ui/avatar";
import { Breadcrumb } from "#components/ui/breadcrumb";
import { buttonClass } from "#components/ui/button";
import { PageHeader } from "#components/ui/page-header";
import { carriedSupport } from "#lib/auth/carry-refusal";
import { enterPage } from "#lib/auth/enter";
import { loadTimes } from "#lib/auth/loaders";
import { localPath } from "#lib/auth/local-path";
import { listAccess, listCreators, ownCreator } from "#lib/creators/queries";
import { failure } from "#lib/errors/failure";
import { tell } from "#lib/errors/guidance";
import { readSettings } from "#lib/workspaces/queries";
import { may } from "#lib/workspaces/roles";

type Props = {
  params: Promise<{ workspace: string; creator: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

async function load({ params, searchParams }: Props) {
  const [{ workspace, creator }, query] = await Promise.all([params, searchParams]);
  const here = `/app/${workspace}/connections/${creator}`;
  const scope = await enterPage(workspace, here);
  const [row] = await listCreators(scope, creator);
  if (!row) notFound();
  const account = accountOf(row, { asked: scope.app.scopes, now: scope.clock.now() });
  return { scope, account, query, here };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { account, query } = await load(props);
  return { title: query.problem ? `Error: ${account.name} was not connected` : account.name };
}

/** One account: what TikTok allowed, until when, and the way out. */
export default async function ConnectionPage(props: Props) {
  const { scope, account, query, here } = await load(props);
  const { workspaceId, role, userId } = scope.actor;
  const [times, settings, own] = await Promise.all([
    loadTimes(scope),
    readSettings(scope),
    ownCreator(scope, userId),
  ]);
  const isOwn = own?.id === account.id;
  const viewer = { audience: isOwn ? ("creator" as const) : ("staff" as const) };
  const access = isOwn ? await listAccess(scope, userId) : null;
  const about = { handle: account.name, creatorName: account.displayName, ...times };
  const ended =
    account.health.state === "reconnect_now" &&
    (account.grant?.failure ?? failure("connect.reconnect_needed", {}, { at: times.now }));
  const support = await carriedSupport([query.problem].flat()[0]);
  const guidance =
    problemFrom(query, viewer, about, support, { expected: account.name }) ??
    (ended ? tell(ended, viewer, about) : undefined);
  const mayConnect = may(role, "creator:connect");
  const target = { workspaceId, creatorId: account.id, returnTo: here };
  const remedy = remedyOf[account.health.state];
  // Only the owner of the account can give its permission: staff may ask them by a link.
  const link =
    may(role, "link:repair") && !isOwn
      ? {
          target: {
            workspaceId,
            workspaceName: settings?.name ?? "our team",
            creatorId: account.id,
            account: account.name,
          },
          times,
        }
      : undefined;
  const repair =
    mayConnect || link ? (
      <div className="flex flex-wrap gap-2">
        {mayConnect ? <ConnectButton target={target}>{missingLabel(account.check)}</ConnectButton> : null}
        {link ? (
          <ReconnectButton {...link} variant={mayConnect ? "secondary" : "primary"}>
            Send the owner a link
          </ReconnectButton>
        ) : null}
      </div>
    ) : (
      <p className="text-body text-ink-2">
        An owner or a manager of this workspace can ask for what is missing.
      </p>
    );
  const onward = localPath([query.next].flat()[0]);
  const connections = `/app/${workspaceId}/connections`;
  if (query.connected === "1" && account.health.state !== "reconnect_now") {
    return (
      <div className="flex max-w-2xl flex-col gap-6">
        <Breadcrumb items={[{ label: "Connections", href: connections }, { label: account.name }]} />
        <PermissionResult
          level={1}
          check={account.check}
          name={account.name}
          repair={repair}
          onward={(label) => (
            <Link
              href={onward ?? here}
              className={
                account.check.missing.length === 0 ? buttonClass({ size: "touch" }) : "link font-medium"
              }
            >
              {label}
            </Link>
          )}
        />
      </div>
    );
  }
  return (
    <>
      <PageHeader
        above={<Breadcrumb items={[{ label: "Connections", href: connections }, { label: account.name }]} />}
        title={
          <span className="flex items-center gap-3">
            <Avatar name={account.name} src={account.avatarUrl} size="lg" />
            <span className="min-w-0 break-words">{account.name}</span>
          </span>
        }
        mark={<HealthMark account={account} plain />}
        description={account.name === account.displayName ? undefined : account.displayName}
        actions={
          mayConnect && remedy && !guidance && account.health.state !== "limited" ? (
            <ConnectButton target={target}>{remedy}</ConnectButton>
          ) : null
        }
      />
      <div className="flex max-w-3xl flex-col gap-8">
        {guidance ? (
          <ConnectProblem guidance={guidance} target={mayConnect ? target : null} repair={link} />
        ) : null}
        {access ? <AccessList access={access} times={times} /> : null}
        <AccountDetail
          account={account}
          times={times}
          repair={repair}
          disconnectFrom={may(role, "creator:disconnect") ? workspaceId : null}
        />
      </div>
    </>
  );
}

import type { Metadata } from "next";
import Link from "next/link";
import { nameOf } from "#components/connections/account";
import { LinkList } from "#components/connections/link-list";
import { NewLinkDialog } from "#components/connections/new-link-dialog";
import { Refresh } from "#components/home/refresh";
import { NotAllowed } from "#components/shell/not-allowed";
import { Breadcrumb } from "#components/ui/breadcrumb";
import { buttonClass } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";
import { PageHeader } from "#components/ui/page-header";
import { enterPage } from "#lib/auth/enter";
import { loadTimes } from "#lib/auth/loaders";
import { listConnectLinks, listCreators } from "#lib/creators/queries";
import { readSettings } from "#lib/workspaces/queries";
import { may } from "#lib/workspaces/roles";

export const metadata: Metadata = { title: "Connect links" };

const PAGE = 50;
const EVERY_MS = 15_000;

type Props = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<{ after?: string | string[] }>;
};

/** The links by which creators let this workspace in, newest first, and how far each has come. */
export default async function LinksPage({ params, searchParams }: Props) {
  const [{ workspace }, { after }] = await Promise.all([params, searchParams]);
  const path = `/app/${workspace}/connections/links`;
  const scope = await enterPage(workspace, path);
  const header = {
    above: (
      <Breadcrumb
        items={[{ label: "Connections", href: `/app/${workspace}/connections` }, { label: "Connect links" }]}
      />
    ),
    title: "Connect links",
  };
  if (!may(scope.actor.role, "link:manage")) {
    return (
      <>
        <PageHeader {...header} />
        <NotAllowed>Connect links take an owner or a manager of this workspace.</NotAllowed>
      </>
    );
  }
  const from = [after].flat()[0]?.slice(0, 64);
  const [times, settings, creators, { links, next }] = await Promise.all([
    loadTimes(scope),
    readSettings(scope),
    listCreators(scope),
    listConnectLinks(scope, { after: from, limit: PAGE }),
  ]);
  const dialog = (
    <NewLinkDialog
      workspaceId={workspace}
      workspaceName={settings?.name ?? "our team"}
      accounts={creators.map((row) => ({ id: row.id, name: nameOf(row) }))}
      times={times}
      variant="primary"
    />
  );
  return (
    <>
      <PageHeader
        {...header}
        description="Send one to a creator: they let you in on TikTok's page, without signing up here."
        actions={links.length > 0 ? dialog : null}
      />
      <Refresh everyMs={EVERY_MS} />
      {links.length === 0 ? (
        <EmptyState action={dialog}>
          {from
            ? "No older links."
            : "No links yet. A creator who gets one connects in a minute, on their phone too."}
        </EmptyState>
      ) : (
        <div className="flex flex-col gap-4">
          <LinkList workspaceId={workspace} links={links} times={times} />
          {next ? (
            <Link
              href={`${path}?after=${next}`}
              className={buttonClass({ variant: "secondary", className: "self-start" })}
            >
              Older links
            </Link>
          ) : null}
        </div>
      )}
    </>
  );
}

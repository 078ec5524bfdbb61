import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NotAllowed } from "#components/shell/not-allowed";
import { MediaAddress } from "#components/team/media-address";
import { SettingsForm } from "#components/team/settings-form";
import { PageHeader } from "#components/ui/page-header";
import { enterPage } from "#lib/auth/enter";
import { readMediaAddress } from "#lib/workspaces/loaders";
import { readSettings } from "#lib/workspaces/queries";
import { may } from "#lib/workspaces/roles";

export const metadata: Metadata = { title: "Workspace settings" };

/** Name, time zone, and how late a post may go out. */
export default async function SettingsPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await params;
  const scope = await enterPage(workspace, `/app/${workspace}/settings`);
  const settings = (await readSettings(scope)) ?? notFound();
  return (
    <>
      <PageHeader title="Workspace settings" />
      {may(scope.actor.role, "workspace:change") ? (
        <SettingsForm key={JSON.stringify(settings)} workspaceId={workspace} settings={settings} />
      ) : (
        <NotAllowed>Only an owner of {settings.name} can change these.</NotAllowed>
      )}
      {may(scope.actor.role, "app:operate") ? (
        <MediaAddress workspaceId={workspace} address={readMediaAddress()} />
      ) : null}
    </>
  );
}

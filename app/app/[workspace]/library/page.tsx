import type { Metadata } from "next";
import Link from "next/link";
import { FileGrid } from "#components/library/file-grid";
import { addressOf, LibraryFilter, viewFrom, wishOf } from "#components/library/library-filter";
import { StorageMeter } from "#components/library/storage-meter";
import { NotAllowed } from "#components/shell/not-allowed";
import { buttonClass } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";
import { PageHeader } from "#components/ui/page-header";
import { enterPage } from "#lib/auth/enter";
import { quotaBytes } from "#lib/media-library/loaders";
import { listLibrary, listUploaders, storedBytes } from "#lib/media-library/queries";
import { may } from "#lib/workspaces/roles";

export const metadata: Metadata = { title: "Library" };

const PAGE = 48;

type Props = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** Every file of the workspace, newest first. What is seen stands in the address. */
export default async function LibraryPage({ params, searchParams }: Props) {
  const [{ workspace }, asked] = await Promise.all([params, searchParams]);
  const base = `/app/${workspace}/library`;
  const scope = await enterPage(workspace, base);
  if (!may(scope.actor.role, "media:upload")) {
    return (
      <>
        <PageHeader title="Library" />
        <NotAllowed>The library takes an owner, a manager or an editor of this workspace.</NotAllowed>
      </>
    );
  }
  const view = viewFrom(asked);
  const after = [asked.after].flat()[0]?.slice(0, 64) || undefined;
  const [{ files, next }, used, uploaders] = await Promise.all([
    listLibrary(scope, { ...wishOf(view), after, limit: PAGE }),
    storedBytes(scope),
    listUploaders(scope),
  ]);
  const isFiltered = Object.values(view).some(Boolean);
  const isNew = files.length === 0 && !isFiltered && !after;
  return (
    <>
      <PageHeader title="Library" actions={<StorageMeter used={used} quota={quotaBytes()} />} />
      {isNew ? (
        <EmptyState
          action={
            <Link href={`/app/${workspace}/compose`} className={buttonClass()}>
              New post
            </Link>
          }
        >
          No files yet. What you add to a post is kept here, so that you can use it again.
        </EmptyState>
      ) : (
        <div className="flex flex-col gap-6">
          <LibraryFilter base={base} view={view} uploaders={uploaders} />
          {files.length === 0 && next ? (
            <EmptyState>
              None so far is like that. The files further back have not been looked through yet.
            </EmptyState>
          ) : files.length === 0 ? (
            <EmptyState
              action={
                <Link href={base} className={buttonClass({ variant: "secondary" })}>
                  Show all files
                </Link>
              }
            >
              No file is like that.
            </EmptyState>
          ) : (
            <FileGrid files={files} workspaceId={workspace} />
          )}
          <div className="flex flex-wrap gap-3">
            {after ? (
              <Link href={addressOf(base, view)} className={buttonClass({ variant: "secondary" })}>
                Back to the newest
              </Link>
            ) : null}
            {next ? (
              <Link href={addressOf(base, view, next)} className={buttonClass({ variant: "secondary" })}>
                Show older files
              </Link>
            ) : null}
          </div>
        </div>
      )}
    </>
  );
}
